//! What the operator chose, checked.

use std::net::SocketAddr;

use crate::limits::Limits;
use crate::policy::grant::Grant;
use crate::policy::origin::Origin;
use crate::policy::target::Target;
use crate::profile::Profile;

/// What the operator chose, checked.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where the page and the tunnel are served; port 0 picks a free one.
    pub listen: SocketAddr,
    /// What is offered.
    pub profile: Profile,
    /// Port of the sandbox on loopback; 0 picks a free one.
    pub sandbox_port: u16,
    /// Its port where TLS comes first; 0 picks a free one.
    pub sandbox_tls_port: u16,
    /// Opened by name.
    pub targets: Vec<Target>,
    /// Whether private addresses are open.
    pub private: bool,
    /// Pages that may ask, and names by which the bridge is called, beside its own.
    pub origins: Vec<Origin>,
    /// What was given to whom, in the profile `granted`.
    pub grants: Vec<Grant>,
    /// How much of everything.
    pub limits: Limits,
}

impl Settings {
    /// The settings of a bridge on loopback with free ports and everything else as it comes.
    #[must_use]
    pub const fn local() -> Self {
        Self {
            listen: SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 0),
            profile: Profile::Local,
            sandbox_port: 0,
            sandbox_tls_port: 0,
            targets: Vec::new(),
            private: false,
            origins: Vec::new(),
            grants: Vec::new(),
            limits: Limits::of(Profile::Local),
        }
    }
}
