//! How a value is read from a file, and what is said where it is none.

use std::fmt::Display;
use std::net::SocketAddr;

use ipnet::IpNet;

use crate::arguments::network;
use crate::log_format::LogFormat;
use crate::policy::origin::Origin;
use crate::policy::target::Target;
use crate::profile::Profile;

/// A value of a setting.
pub(super) trait Setting: Display + Sized {
    /// The name of the text that says what is wanted.
    const WANTS: &'static str;

    /// Reads it.
    fn read(word: &str) -> Option<Self>;
}

macro_rules! settings {
    ($($kind:ty: $wants:literal;)*) => {
        $(impl Setting for $kind {
            const WANTS: &'static str = $wants;

            fn read(word: &str) -> Option<Self> {
                word.parse().ok()
            }
        })*
    };
}

settings! {
    SocketAddr: "program-configuration-wants-address";
    u16: "program-configuration-wants-port";
    bool: "program-configuration-wants-switch";
    String: "program-configuration-not-a-value";
    Origin: "program-configuration-wants-origin";
    Target: "program-configuration-wants-target";
    Profile: "program-configuration-wants-profile";
    LogFormat: "program-configuration-wants-log-format";
}

impl Setting for IpNet {
    const WANTS: &'static str = "program-configuration-wants-network";

    fn read(word: &str) -> Option<Self> {
        network(word).ok()
    }
}
