//! Which addresses may be dialled (SECURITY.md 2.1).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{Ipv4Net, Ipv6Net};

/// What an address is to the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// On the public network.
    Public,
    /// This machine, or its own network: opened by `--allow-private` or a named target.
    Private,
    /// Reserved, multicast, metadata, or a disguise of another address: never opened.
    Reserved,
}

/// Says what `address` is; `own` are the addresses of this machine.
#[must_use]
pub fn classify(address: IpAddr, own: &[IpAddr]) -> Reach {
    // `::ffff:127.0.0.1` is 127.0.0.1 to every socket, so it is to us.
    let address = address.to_canonical();
    let reach = match address {
        IpAddr::V4(address) => classify_v4(address),
        IpAddr::V6(address) => classify_v6(address),
    };
    match reach {
        Reach::Public if own.iter().any(|own| own.to_canonical() == address) => Reach::Private,
        reach => reach,
    }
}

fn classify_v4(address: Ipv4Addr) -> Reach {
    if PRIVATE_V4.iter().any(|net| net.contains(&address)) {
        Reach::Private
    } else if RESERVED_V4.iter().any(|net| net.contains(&address)) {
        Reach::Reserved
    } else {
        Reach::Public
    }
}

fn classify_v6(address: Ipv6Addr) -> Reach {
    if address == METADATA_V6 {
        Reach::Reserved
    } else if PRIVATE_V6.iter().any(|net| net.contains(&address)) {
        Reach::Private
    } else if !GLOBAL_V6.contains(&address)
        || RESERVED_V6.iter().any(|net| net.contains(&address))
        || is_isatap(address)
    {
        Reach::Reserved
    } else {
        Reach::Public
    }
}

/// The IPv4 address that a NAT64 gateway makes of `address`, by the prefix that is the same everywhere (RFC 6052 §2.1).
#[must_use]
pub fn behind_nat64(address: IpAddr) -> Option<IpAddr> {
    let IpAddr::V6(address) = address else {
        return None;
    };
    if !NAT64.contains(&address) {
        return None;
    }
    let [.., a, b, c, d] = address.octets();
    Some(Ipv4Addr::new(a, b, c, d).into())
}

/// ISATAP (RFC 5214 §6.1) hides an IPv4 address behind the interface identifier `[0200]:5efe` in any prefix.
const fn is_isatap(address: Ipv6Addr) -> bool {
    let [.., high, low, _, _] = address.segments();
    high & !0x0200 == 0 && low == 0x5efe
}

const fn v4(a: u8, b: u8, c: u8, d: u8, prefix: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), prefix)
}

const fn v6(segments: [u16; 3], prefix: u8) -> Ipv6Net {
    let [a, b, c] = segments;
    Ipv6Net::new_assert(Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0), prefix)
}

/// This machine and its own networks.
const PRIVATE_V4: &[Ipv4Net] = &[
    v4(10, 0, 0, 0, 8),
    v4(100, 64, 0, 0, 10), // shared address space, RFC 6598; also overlay networks
    v4(127, 0, 0, 0, 8),
    v4(172, 16, 0, 0, 12),
    v4(192, 168, 0, 0, 16),
];

/// Everything else that is not the public network: AntiSSRF's list (recommendedV1) and IANA's registries.
const RESERVED_V4: &[Ipv4Net] = &[
    v4(0, 0, 0, 0, 8),
    v4(168, 63, 129, 16, 32), // a cloud's metadata
    v4(169, 254, 0, 0, 16),   // link-local, and most clouds' metadata
    v4(192, 0, 0, 0, 24),
    v4(192, 0, 2, 0, 24),
    v4(192, 31, 196, 0, 24),
    v4(192, 52, 193, 0, 24),
    v4(192, 88, 99, 0, 24), // 6to4 relays
    v4(192, 175, 48, 0, 24),
    v4(198, 18, 0, 0, 15),
    v4(198, 51, 100, 0, 24),
    v4(203, 0, 113, 0, 24),
    v4(224, 0, 0, 0, 4),
    v4(240, 0, 0, 0, 4),
];

/// This machine and its own networks.
const PRIVATE_V6: &[Ipv6Net] = &[
    Ipv6Net::new_assert(Ipv6Addr::LOCALHOST, 128),
    v6([0xfc00, 0, 0], 7),
];

/// A cloud's metadata, inside the private range.
const METADATA_V6: Ipv6Addr = Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254);

/// The well-known prefix of NAT64.
const NAT64: Ipv6Net = v6([0x64, 0xff9b, 0], 96);

/// The only part of IPv6 that is given out.
const GLOBAL_V6: Ipv6Net = v6([0x2000, 0, 0], 3);

/// What inside it is not the public network.
const RESERVED_V6: &[Ipv6Net] = &[
    v6([0x2001, 0, 0], 23), // Teredo, ORCHID and other protocols
    v6([0x2001, 0xdb8, 0], 32),
    v6([0x2002, 0, 0], 16), // 6to4
    v6([0x2620, 0x4f, 0x8000], 48),
    v6([0x3fff, 0, 0], 20),
];
