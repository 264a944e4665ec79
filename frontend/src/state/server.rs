//! The servers one can talk to.

/// Which kind of server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Choice {
    /// The one inside the page.
    #[default]
    Simulation,
    /// The one that the bridge runs.
    Sandbox,
    /// Any other, through the bridge.
    Own,
}

impl Choice {
    /// Every choice, in the order of the page.
    pub(crate) const ALL: [Self; 3] = [Self::Simulation, Self::Sandbox, Self::Own];

    /// The name in values of fields.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Simulation => "simulation",
            Self::Sandbox => "sandbox",
            Self::Own => "own",
        }
    }
}

/// Host and port as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// A name or an address.
    pub(crate) host: String,
    /// Digits, one hopes.
    pub(crate) port: String,
}

impl Default for Target {
    fn default() -> Self {
        Self {
            host: String::new(),
            port: "25".to_owned(),
        }
    }
}

/// What keeps a target from being tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TargetFault {
    /// No host.
    HostMissing,
    /// Not a number from 1 to 65535.
    PortMalformed,
}

impl Target {
    /// Whether TLS begins with the first octet: RFC 8314 §3.3 gave port 465 to that, and a bridge lets it begin nowhere
    /// else.
    pub(crate) fn begins_with_tls(&self) -> bool {
        self.port.trim() == Self::port_of(true)
    }

    /// The port for mail of one's own, with TLS from the first octet or with STARTTLS.
    pub(crate) const fn port_of(tls: bool) -> &'static str {
        if tls { "465" } else { "587" }
    }

    /// The server this names.
    pub(crate) fn read(&self) -> Result<Peer, TargetFault> {
        let host = self.host.trim();
        if host.is_empty() {
            return Err(TargetFault::HostMissing);
        }
        let port = self.port.trim();
        let is_number =
            (1..=5).contains(&port.len()) && port.bytes().all(|byte| byte.is_ascii_digit());
        match port.parse() {
            Ok(port) if is_number && port > 0 => Ok(Peer {
                choice: Choice::Own,
                host: host.to_owned(),
                port,
                tls: self.begins_with_tls(),
                pin: String::new(),
            }),
            _ => Err(TargetFault::PortMalformed),
        }
    }
}

/// A server that is, or was, talked to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Peer {
    /// Its kind.
    pub(crate) choice: Choice,
    /// Its name or address; empty for the simulation.
    pub(crate) host: String,
    /// Its TCP port; 0 for the simulation.
    pub(crate) port: u16,
    /// Whether TLS begins with the first octet.
    pub(crate) tls: bool,
    /// The fingerprint of its certificate, where it is known beforehand; else empty.
    pub(crate) pin: String,
}

impl Peer {
    /// Whether both are the same port of the same server of the user's own.
    pub(crate) fn is_same_place(&self, other: &Self) -> bool {
        let own = self.choice == Choice::Own && other.choice == Choice::Own;
        own && self.port == other.port && self.host.eq_ignore_ascii_case(&other.host)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_a_host_and_a_port() {
        let read = |host: &str, port: &str| {
            Target {
                host: host.into(),
                port: port.into(),
            }
            .read()
        };
        assert_eq!(
            read(" mx.example.com ", "587"),
            Ok(Peer {
                choice: Choice::Own,
                host: "mx.example.com".into(),
                port: 587,
                ..Peer::default()
            })
        );
        assert_eq!(read("", "25"), Err(TargetFault::HostMissing));
        for port in ["", "0", "65536", "+25", "2 5", "smtp", "000025"] {
            assert_eq!(
                read("mx.example.com", port),
                Err(TargetFault::PortMalformed),
                "{port}"
            );
        }
    }

    #[test]
    fn tls_begins_with_the_first_octet_on_465_only() {
        for (port, begins) in [(" 465", true), ("587", false), ("25", false)] {
            let target = Target {
                host: "mx.example.com".into(),
                port: port.into(),
            };
            assert_eq!(target.read().map(|peer| peer.tls), Ok(begins), "{port}");
        }
    }
}
