//! Who may ask: the page's origin and the name that the bridge was called by, both exact (SECURITY.md T3).

use std::fmt;
use std::net::SocketAddr;
use std::str::FromStr;

use super::host::Host;

/// An origin as browsers write it: scheme, host, and the port unless it is the scheme's own.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Origin {
    secure: bool,
    authority: String,
}

/// What is no origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an origin such as https://smtp.example.com")]
pub struct OriginFault;

impl Origin {
    /// The origin of pages that come from `address` over plain HTTP.
    #[must_use]
    pub fn plain(host: &Host, port: u16) -> Self {
        let authority = if port == 80 {
            host.to_string()
        } else {
            format!("{host}:{port}")
        };
        Self {
            secure: false,
            authority,
        }
    }

    /// The same under TLS, where the bridge holds it itself.
    #[must_use]
    pub fn secured(host: &Host, port: u16) -> Self {
        let authority = if port == 443 {
            host.to_string()
        } else {
            format!("{host}:{port}")
        };
        Self {
            secure: true,
            authority,
        }
    }

    /// Host, and port where it is not the scheme's own: what stands in the `Host` header.
    #[must_use]
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// Whether a browser writes it so.
    #[must_use]
    pub fn is(&self, octets: &[u8]) -> bool {
        octets
            .strip_prefix(self.scheme().as_bytes())
            .and_then(|rest| rest.strip_prefix(b"://"))
            == Some(self.authority.as_bytes())
    }

    const fn scheme(&self) -> &'static str {
        if self.secure { "https" } else { "http" }
    }

    /// The origin of a WebSocket to the same place.
    #[must_use]
    pub fn websocket(&self) -> String {
        format!(
            "{}://{}",
            if self.secure { "wss" } else { "ws" },
            self.authority
        )
    }
}

impl FromStr for Origin {
    type Err = OriginFault;

    fn from_str(text: &str) -> Result<Self, OriginFault> {
        let (scheme, rest) = text.split_once("://").ok_or(OriginFault)?;
        let (secure, default) = match scheme {
            "http" => (false, 80),
            "https" => (true, 443),
            _ => return Err(OriginFault),
        };
        let (host, port) = match rest.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => {
                (host, port.parse().map_err(|_| OriginFault)?)
            }
            _ => (rest, default),
        };
        let host = Host::parse(host).ok_or(OriginFault)?;
        let authority = if port == default {
            host.to_string()
        } else {
            format!("{host}:{port}")
        };
        Ok(Self { secure, authority })
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}://{}", self.scheme(), self.authority)
    }
}

/// The names by which the bridge lets itself be called, and whose pages may ask.
#[derive(Clone, Debug, Default)]
pub struct OwnNames {
    origins: Vec<Origin>,
}

impl OwnNames {
    /// The names of a bridge that listens on `listen`, and those that its operator adds.
    #[must_use]
    pub fn new(listen: SocketAddr, added: &[Origin]) -> Self {
        Self::of(listen, added, Origin::plain)
    }

    /// The same where the bridge holds TLS itself.
    #[must_use]
    pub fn under_tls(listen: SocketAddr, added: &[Origin]) -> Self {
        Self::of(listen, added, Origin::secured)
    }

    fn of(listen: SocketAddr, added: &[Origin], own: fn(&Host, u16) -> Origin) -> Self {
        let mut hosts = vec![
            Host::Address([127, 0, 0, 1].into()),
            Host::Name("localhost".to_owned()),
            Host::Address(std::net::Ipv6Addr::LOCALHOST.into()),
        ];
        if !listen.ip().is_unspecified() {
            hosts.push(Host::Address(listen.ip()));
        }
        let mut origins: Vec<Origin> = hosts.iter().map(|host| own(host, listen.port())).collect();
        origins.extend_from_slice(added);
        Self { origins }
    }

    /// The own origin that a request called by its `Host` headers. None, several or a strange one: nothing.
    #[must_use]
    pub fn called(&self, hosts: &[&[u8]]) -> Option<&Origin> {
        let [host] = hosts else { return None };
        self.origins
            .iter()
            .find(|origin| origin.authority.as_bytes() == *host)
    }

    /// Whether a request with these `Origin` headers comes from a page of ours. Bytes are compared as they are: browsers
    /// write an origin in one way only.
    #[must_use]
    pub fn includes(&self, origins: &[&[u8]]) -> bool {
        let [origin] = origins else { return false };
        self.origins.iter().any(|own| own.is(origin))
    }
}
