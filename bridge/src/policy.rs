//! The policy: a pure decision, from who asks, what is asked and where it leads, to dial or to refuse.
//!
//! Nothing here reads a clock, a socket or a resolver. Its tables of cases stand in `tests/policy_*.rs`.

pub mod address;
pub mod grant;
pub mod host;
pub mod origin;
pub mod target;

use std::net::{IpAddr, SocketAddr};

use ehlo_protocol::tunnel::{self, Refusal};
use ipnet::IpNet;

use crate::sandbox::Place;
use crate::{catalogue, guard::Care, limits::Limits, profile::Profile, token::Token};
use address::Reach;
use grant::Grant;
use host::Host;
use origin::OwnNames;
use target::Target;

/// What the operator allows.
pub struct Policy {
    /// What the operator offers.
    pub profile: Profile,
    /// Opened by name, also on odd ports and private addresses.
    pub targets: Vec<Target>,
    /// Whether private addresses and local names are open.
    pub private: bool,
    /// Whether this machine reaches IPv4 through a NAT64 gateway: then its addresses are judged as what they lead to.
    pub nat64: bool,
    /// Networks that are never dialled, whatever else is open.
    pub denied: Vec<IpNet>,
    /// The addresses of this machine.
    pub own_addresses: Vec<IpAddr>,
    /// By what names the bridge is called, and whose pages may ask.
    pub names: OwnNames,
    /// The secret of this run.
    pub token: Token,
    /// What was given to whom, in the profile `granted`.
    pub grants: Vec<Grant>,
    /// Where the sandbox listens.
    pub sandbox: Option<Place>,
}

/// Where an `open` leads, before its name is resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// The sandbox of this bridge.
    Sandbox(SocketAddr),
    /// A server.
    Server {
        /// Name or address, and port.
        target: Target,
        /// Whether private addresses are open to it.
        private: bool,
        /// The name of the grant that was shown.
        grant: Option<String>,
    },
}

impl Policy {
    /// Decides on the upgrade to a tunnel, by the headers of the request.
    ///
    /// A program has no origin: it may show the token instead (`Authorization: Bearer`).
    ///
    /// # Errors
    /// Where a name that is not ours was called, or a page that is not ours asks.
    pub fn admit_request(
        &self,
        hosts: &[&[u8]],
        origins: &[&[u8]],
        bearer: Option<&[u8]>,
    ) -> Result<(), Refusal> {
        self.names.called(hosts).ok_or(Refusal::OriginNotAllowed)?;
        let program = origins.is_empty()
            && bearer.is_some_and(|bearer| {
                self.token.matches(bearer) || self.grant_of(bearer).is_some()
            });
        if program || self.names.includes(origins) {
            Ok(())
        } else {
            Err(Refusal::OriginNotAllowed)
        }
    }

    /// Decides on an `open` frame.
    ///
    /// # Errors
    /// Where the token, the host or the port is refused.
    pub fn admit_open(
        &self,
        host: &str,
        port: u16,
        token: Option<&str>,
    ) -> Result<Destination, Refusal> {
        if self.token_required() && !token.is_some_and(|token| self.token.matches(token.as_bytes()))
        {
            return Err(Refusal::TokenRequired);
        }
        let host = Host::parse(host).ok_or(Refusal::HostNotAllowed)?;
        if let Some(sandbox) = self.sandbox.as_ref().and_then(|sandbox| sandbox.at(port))
            && (host == Host::Address(sandbox.ip()) || host == Host::Name("localhost".to_owned()))
        {
            return Ok(Destination::Sandbox(sandbox));
        }
        if self.profile == Profile::Sandbox {
            return Err(Refusal::HostNotAllowed);
        }
        let target = Target { host, port };
        let grant = match (self.profile, token) {
            (Profile::Granted, Some(token)) => {
                let found = self.grant_of(token.as_bytes());
                Some(found.ok_or(Refusal::TokenRequired)?.name.clone())
            }
            _ => None,
        };
        if self.targets.contains(&target) {
            return Ok(Destination::Server {
                target,
                private: true,
                grant,
            });
        }
        if self.profile == Profile::Granted && grant.is_none() {
            return Err(Refusal::TokenRequired);
        }
        if !PORTS.contains(&port) {
            return Err(Refusal::PortNotAllowed);
        }
        if target.host.is_local_name() && !self.private {
            return Err(Refusal::HostNotAllowed);
        }
        Ok(Destination::Server {
            target,
            private: self.private,
            grant,
        })
    }

    fn grant_of(&self, secret: &[u8]) -> Option<&Grant> {
        // Each is compared, so that the time says nothing about which.
        self.grants
            .iter()
            .fold(None, |found, grant| match grant.secret.matches(secret) {
                true => Some(grant),
                false => found,
            })
    }

    /// Whether the session begins with TLS: on the port that RFC 8314 §3.3 gave to that, and on the sandbox's.
    #[must_use]
    pub fn begins_with_tls(&self, destination: &Destination) -> bool {
        match destination {
            Destination::Sandbox(address) => self
                .sandbox
                .as_ref()
                .is_some_and(|sandbox| sandbox.tls == *address),
            Destination::Server { target, .. } => target.port == IMPLICIT_TLS_PORT,
        }
    }

    /// Decides on the addresses that a name leads to: one that is not allowed refuses them all.
    ///
    /// # Errors
    /// Where there is no address, or one that is not allowed.
    pub fn admit_addresses(&self, addresses: &[IpAddr], private: bool) -> Result<(), Refusal> {
        if addresses.is_empty() {
            return Err(Refusal::NameNotFound);
        }
        let allowed = addresses.iter().all(|address| {
            let gateway = address::behind_nat64(*address).filter(|_| self.nat64);
            let address = gateway.unwrap_or(*address).to_canonical();
            let denied = self.denied.iter().any(|network| network.contains(&address));
            !denied
                && match address::classify(address, &self.own_addresses) {
                    Reach::Public => true,
                    Reach::Private => private,
                    Reach::Reserved => false,
                }
        });
        if allowed {
            Ok(())
        } else {
            Err(Refusal::AddressNotAllowed)
        }
    }

    /// Decides on who answered where private addresses are not open, by the two ends of the connection. A machine that
    /// reaches itself does so from the address that it calls, which it may have got after this program began and read its
    /// own.
    ///
    /// # Errors
    /// Where that is this machine.
    pub fn admit_answer(own: IpAddr, answered: IpAddr) -> Result<(), Refusal> {
        if own.to_canonical() == answered.to_canonical() {
            return Err(Refusal::AddressNotAllowed);
        }
        Ok(())
    }

    /// How closely the guard reads what goes to `destination`. What is broken on purpose has its place in the sandbox,
    /// and where a person tries things at servers of their own choice.
    #[must_use]
    pub const fn care(&self, destination: &Destination) -> Care {
        match (destination, self.profile) {
            (Destination::Sandbox(_), _) | (_, Profile::Local | Profile::Sandbox) => Care::Sizes,
            (Destination::Server { .. }, Profile::Granted) => Care::Lines,
            (Destination::Server { .. }, Profile::Probe) => Care::Probe,
        }
    }

    /// Whether `open` must carry the token.
    #[must_use]
    pub const fn token_required(&self) -> bool {
        matches!(self.profile, Profile::Local)
    }

    /// Whether whoever has no token gets nowhere.
    const fn nothing_without_token(&self) -> bool {
        self.token_required()
            || (matches!(self.profile, Profile::Granted) && self.targets.is_empty())
    }

    /// The policy as `/limits` says it.
    #[must_use]
    pub fn published(&self, limits: &Limits) -> tunnel::Policy {
        let opens = self.profile != Profile::Sandbox;
        tunnel::Policy {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            profile: self.profile.name().to_owned(),
            token_required: self.nothing_without_token(),
            ports: if opens { PORTS.to_vec() } else { Vec::new() },
            targets: self.targets.iter().map(ToString::to_string).collect(),
            private_addresses: self.private,
            sandbox: self.sandbox.as_ref().map(Place::published),
            limits: limits.published(),
            logs: catalogue::text("program-logs"),
        }
    }
}

/// The ports of mail: relay, submission under TLS, submission, and the usual port of test servers.
pub const PORTS: [u16; 4] = [25, 465, 587, 2525];

/// Submission over TLS (RFC 8314 §3.3): the handshake comes before the greeting.
const IMPLICIT_TLS_PORT: u16 = 465;
