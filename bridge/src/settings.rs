//! What the operator chose, checked.

use std::net::SocketAddr;
use std::path::PathBuf;

use ipnet::IpNet;

use crate::limits::Limits;
use crate::log_format::LogFormat;
use crate::policy::grant::Grant;
use crate::policy::origin::Origin;
use crate::policy::target::Target;
use crate::profile::Profile;

/// A certificate with its chain and its key, in PEM.
#[derive(Clone, Debug)]
pub struct TlsFiles {
    /// The certificate, and behind it those that vouch for it.
    pub certificate: PathBuf,
    /// Its key.
    pub key: PathBuf,
}

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
    /// Whether this machine reaches IPv4 through a NAT64 gateway.
    pub nat64: bool,
    /// Networks that are never dialled, whatever else is open.
    pub denied: Vec<IpNet>,
    /// Whom to ask for names, where not those that the system names.
    pub name_server: Option<SocketAddr>,
    /// Pages that may ask, and names by which the bridge is called, beside its own.
    pub origins: Vec<Origin>,
    /// What was given to whom, in the profile `granted`.
    pub grants: Vec<Grant>,
    /// TLS of the page and the tunnel, where the bridge holds it itself.
    pub tls: Option<TlsFiles>,
    /// Reverse proxies whose word on the client's address counts.
    pub trusted_proxies: Vec<IpNet>,
    /// Whether they say it in the PROXY protocol.
    pub proxy_protocol: bool,
    /// Where counters are served for whoever looks after the bridge.
    pub metrics: Option<SocketAddr>,
    /// How the log is written.
    pub log_format: LogFormat,
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
            nat64: false,
            denied: Vec::new(),
            name_server: None,
            origins: Vec::new(),
            grants: Vec::new(),
            tls: None,
            trusted_proxies: Vec::new(),
            proxy_protocol: false,
            metrics: None,
            log_format: LogFormat::Text,
            limits: Limits::of(Profile::Local),
        }
    }
}
