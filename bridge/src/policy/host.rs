//! The host of a target: one spelling for each, or a refusal (SECURITY.md 2.1).

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};

use idna::AsciiDenyList;
use idna::uts46::{DnsLength, Hyphens, Uts46};

/// A host in its one spelling.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Host {
    /// A literal address.
    Address(IpAddr),
    /// A name in lower case and ASCII, without its last dot.
    Name(String),
}

impl Host {
    /// Reads what a person typed. Nothing where it is no host, or one that programs read in different ways.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        if let Some(inside) = text.strip_prefix('[') {
            return inside
                .strip_suffix(']')?
                .parse::<Ipv6Addr>()
                .ok()
                .map(|address| Self::Address(address.into()));
        }
        if let Ok(address) = text.parse::<IpAddr>() {
            return Some(Self::Address(address));
        }
        let name = Uts46::new()
            .to_ascii(
                text.as_bytes(),
                AsciiDenyList::STD3,
                Hyphens::CheckFirstLast,
                DnsLength::VerifyAllowRootDot,
            )
            .ok()?;
        let name = name.strip_suffix('.').unwrap_or(&name);
        // `127.1`, `0x7f.1`, `2130706433`: addresses to some resolvers, names to others.
        if name.is_empty() || name.len() > LONGEST_NAME || ends_in_a_number(name) {
            return None;
        }
        Some(Self::Name(name.to_owned()))
    }

    /// Whether the name is one that means this machine or its network.
    #[must_use]
    pub fn is_local_name(&self) -> bool {
        match self {
            Self::Address(_) => false,
            Self::Name(name) => {
                !name.contains('.')
                    || LOCAL_SUFFIXES.iter().any(|suffix| {
                        name.strip_suffix(suffix)
                            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
                    })
            }
        }
    }
}

impl fmt::Display for Host {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(IpAddr::V6(address)) => write!(formatter, "[{address}]"),
            Self::Address(address) => write!(formatter, "{address}"),
            Self::Name(name) => formatter.write_str(name),
        }
    }
}

fn ends_in_a_number(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    last.bytes().all(|byte| byte.is_ascii_digit())
        || last
            .strip_prefix("0x")
            .is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Names for this machine and its network (RFC 6761, RFC 6762, RFC 8375, and ICANN's `internal`).
const LOCAL_SUFFIXES: &[&str] = &["localhost", "local", "internal", "home.arpa"];

/// Longest text worth reading: a name of 253 octets whose letters were written outside ASCII fits.
const LONGEST: usize = 1024;

/// Longest name (RFC 1035 §2.3.4, without the length octets at its ends).
const LONGEST_NAME: usize = 253;
