//! What an operator offers.

use std::fmt;
use std::net::SocketAddr;
use std::str::FromStr;

use clap::ValueEnum;

use crate::catalogue::text;

/// What an operator offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Profile {
    /// One person on this machine: public servers on the mail ports, a token for each run.
    #[value(help = text("program-help-profile-local"))]
    Local,
    /// Anybody: the sandbox and nothing else. No connection leaves this machine.
    #[value(help = text("program-help-profile-sandbox"))]
    Sandbox,
    /// Anybody, at any public server: what asks it, and no mail.
    #[value(help = text("program-help-profile-probe"))]
    Probe,
    /// Anybody at the servers that the operator named, and who holds a grant at any.
    #[value(help = text("program-help-profile-granted"))]
    Granted,
}

impl Profile {
    /// Every profile.
    pub const ALL: [Self; 4] = [Self::Local, Self::Sandbox, Self::Probe, Self::Granted];

    /// Whether people whom nobody knows reach servers through it.
    #[must_use]
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Probe | Self::Granted)
    }

    /// The profile where the operator names none: who listens to the world opens nothing to it.
    #[must_use]
    pub const fn for_address(listen: SocketAddr) -> Self {
        if listen.ip().is_loopback() {
            Self::Local
        } else {
            Self::Sandbox
        }
    }

    /// The name, as it stands on the command line and at `/limits`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Local => "local",
            Self::Sandbox => "sandbox",
            Self::Probe => "probe",
            Self::Granted => "granted",
        }
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl FromStr for Profile {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        ValueEnum::from_str(word, false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_is_local() {
        for (address, profile) in [
            ("127.0.0.1:8025", Profile::Local),
            ("127.9.9.9:8025", Profile::Local),
            ("[::1]:8025", Profile::Local),
            ("0.0.0.0:8025", Profile::Sandbox),
            ("[::]:8025", Profile::Sandbox),
            ("192.168.1.2:8025", Profile::Sandbox),
        ] {
            assert_eq!(
                Profile::for_address(address.parse().unwrap()),
                profile,
                "{address}"
            );
        }
    }
}
