//! A target that an operator names: `HOST:PORT`.

use std::fmt;
use std::str::FromStr;

use super::host::Host;

/// A target that an operator names: `HOST:PORT`, `[ADDRESS]:PORT` in IPv6.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Target {
    /// Name or address.
    pub host: Host,
    /// TCP port.
    pub port: u16,
}

/// What is no target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a HOST:PORT")]
pub struct TargetFault;

impl FromStr for Target {
    type Err = TargetFault;

    fn from_str(text: &str) -> Result<Self, TargetFault> {
        let (host, port) = text.rsplit_once(':').ok_or(TargetFault)?;
        // An IPv6 address needs its brackets here: `::1:25` could be cut in two places.
        if host.contains(':') && !host.starts_with('[') {
            return Err(TargetFault);
        }
        let host = Host::parse(host).ok_or(TargetFault)?;
        let port = parse_port(port).ok_or(TargetFault)?;
        Ok(Self { host, port })
    }
}

impl fmt::Display for Target {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.host, self.port)
    }
}

/// One to five digits and no sign, which `u16::from_str` would take.
fn parse_port(text: &str) -> Option<u16> {
    if text.len() > 5 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok().filter(|port| *port != 0)
}
