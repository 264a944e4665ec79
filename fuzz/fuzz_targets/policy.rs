//! Whatever stands in a request and in an open frame, and wherever a name leads, nothing is dialled that is not public;
//! a host has one spelling, and only the page's own origin gets in.
#![no_main]

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ehlo_bridge::dial::Dialler;
use ehlo_bridge::limits::Limits;
use ehlo_bridge::network::{Exchange, Later, Network};
use ehlo_bridge::policy::grant::Grant;
use ehlo_bridge::policy::host::Host;
use ehlo_bridge::policy::origin::OwnNames;
use ehlo_bridge::policy::{Destination, PORTS, Policy};
use ehlo_bridge::profile::Profile;
use ehlo_bridge::token::Token;
use ehlo_protocol::tunnel::FromPage;
use libfuzzer_sys::fuzz_target;
use tokio::net::TcpStream;
use tokio::runtime::Builder;

const SECRET: &str = "of-sixteen-letters";
const OWN: &str = "9.9.9.9";
const DENIED: &str = "8.8.8.0/24";

/// What a request and a frame say, a line each, and behind them the addresses that the name has.
struct Asked<'a> {
    profile: Profile,
    nat64: bool,
    host: &'a [u8],
    origin: &'a [u8],
    frame: &'a [u8],
    answers: Vec<IpAddr>,
}

/// The network: names lead to the answers, and every dial is judged once more, in other words than the policy's.
struct Judge {
    answers: Vec<IpAddr>,
    nat64: bool,
    dialled: AtomicBool,
}

impl Network for Judge {
    fn resolve<'a>(&'a self, name: &'a str) -> Later<'a, io::Result<Vec<IpAddr>>> {
        assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.".contains(&byte)));
        assert!(name.contains('.') && name.len() <= 253, "{name}");
        let answers = self.answers.clone();
        Box::pin(async move { Ok(answers) })
    }

    fn exchanges<'a>(&'a self, _: &'a str) -> Later<'a, io::Result<Vec<Exchange>>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    fn connect(&self, address: SocketAddr) -> Later<'_, io::Result<TcpStream>> {
        assert!(PORTS.contains(&address.port()), "{address}");
        assert!(is_public(address.ip(), self.nat64), "{address}");
        self.dialled.store(true, Ordering::Relaxed);
        Box::pin(async { Err(io::ErrorKind::ConnectionRefused.into()) })
    }
}

/// Whether an address is one of the public network, by what the standard library knows and by hand where it does not.
fn is_public(address: IpAddr, nat64: bool) -> bool {
    if address.to_string() == OWN {
        return false;
    }
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => {
            let [a, b, c, d, e, f, g, h] = address.segments();
            if nat64 && (a, b, c, d, e, f) == (0x64, 0xff9b, 0, 0, 0, 0) {
                let (high, low) = (g.to_be_bytes(), h.to_be_bytes());
                return is_public_v4(Ipv4Addr::new(high[0], high[1], low[0], low[1]));
            }
            let given_out = (0x2000..0x4000).contains(&a);
            let special = (a == 0x2001 && (b < 0x200 || b == 0xdb8)) || a == 0x2002 || (a == 0x3fff && b < 0x1000);
            let isatap = (e == 0 || e == 0x200) && f == 0x5efe;
            given_out && !special && !isatap && (a, b, c) != (0x2620, 0x4f, 0x8000)
        }
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let named = address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation();
    let by_hand = matches!(
        (a, b, c),
        (0 | 240.., _, _)
            | (100, 64..128, _)
            | (192, 0, 0 | 2)
            | (192, 31, 196)
            | (192, 52, 193)
            | (192, 88, 99)
            | (192, 175, 48)
            | (198, 18 | 19, _)
            | (8, 8, 8)
    );
    !named && !by_hand && address != Ipv4Addr::new(168, 63, 129, 16)
}

/// Beginnings of addresses that are not public: chance alone would never come near most of them.
const SPECIAL_V4: [[u8; 3]; 24] = [
    [0, 0, 0], [8, 8, 8], [9, 9, 9], [10, 1, 2], [100, 64, 0], [100, 127, 255], [127, 0, 0], [168, 63, 129],
    [169, 254, 169], [172, 16, 0], [172, 31, 255], [192, 0, 0], [192, 0, 2], [192, 31, 196], [192, 52, 193],
    [192, 88, 99], [192, 168, 1], [192, 175, 48], [198, 18, 0], [198, 19, 255], [198, 51, 100], [203, 0, 113],
    [224, 0, 0], [255, 255, 255],
];
const SPECIAL_V6: [[u16; 3]; 16] = [
    [0, 0, 0], [0x64, 0xff9b, 0], [0x64, 0xff9b, 1], [0x100, 0, 0], [0x2001, 0, 1], [0x2001, 0x1ff, 0],
    [0x2001, 0xdb8, 0], [0x2002, 0x7f00, 1], [0x2620, 0x4f, 0x8000], [0x3fff, 0xfff, 0], [0x5f00, 0, 0],
    [0xfc00, 0, 0], [0xfd00, 0xec2, 0], [0xfe80, 0, 0], [0xfec0, 0, 0], [0xff02, 0, 0],
];

/// The octets of an address, or which special one it is like.
fn address(chunk: &[u8]) -> IpAddr {
    match chunk {
        [6, rest @ ..] => {
            let mut octets = [0; 16];
            octets.iter_mut().zip(rest).for_each(|(place, octet)| *place = *octet);
            IpAddr::V6(Ipv6Addr::from(octets))
        }
        [7, which, last, ..] => {
            let [a, b, c] = SPECIAL_V4[usize::from(*which) % SPECIAL_V4.len()];
            IpAddr::V4(Ipv4Addr::new(a, b, c, *last))
        }
        [8, which, e, f, g, h, ..] => {
            let [a, b, c] = SPECIAL_V6[usize::from(*which) % SPECIAL_V6.len()];
            let word = |octet: &u8| [0, 0x200, 0x5efe, 0xffff, 0x7f00, 1, 0xa9fe, 0x254][usize::from(octet & 7)];
            IpAddr::V6(Ipv6Addr::new(a, b, c, 0, word(e), word(f), word(g), word(h)))
        }
        [_, a, b, c, d, ..] => IpAddr::V4(Ipv4Addr::new(*a, *b, *c, *d)),
        _ => IpAddr::V4(Ipv4Addr::new(1, 1, 1, 1)),
    }
}

fn read(input: &[u8]) -> Option<Asked<'_>> {
    let (head, rest) = input.split_first()?;
    let mut lines = rest.splitn(4, |byte| *byte == b'\n');
    let (host, origin, frame) = (lines.next()?, lines.next()?, lines.next()?);
    let octets = lines.next().unwrap_or_default();
    let answers = octets.chunks(17).map(address);
    Some(Asked {
        profile: Profile::ALL[usize::from(head & 3)],
        nat64: head & 4 != 0,
        host,
        origin,
        frame,
        answers: answers.take(8).collect(),
    })
}

fn policy(asked: &Asked<'_>) -> Option<Policy> {
    Some(Policy {
        profile: asked.profile,
        targets: Vec::new(),
        private: false,
        nat64: asked.nat64,
        denied: vec![DENIED.parse().ok()?],
        own_addresses: vec![OWN.parse().ok()?],
        names: OwnNames::new("127.0.0.1:8025".parse().ok()?, &[]),
        token: Token::chosen(SECRET)?,
        grants: vec![Grant { name: "docs".to_owned(), secret: Token::chosen(SECRET)? }],
        sandbox: None,
    })
}

fuzz_target!(|input: &[u8]| {
    let Some(asked) = read(input) else { return };
    let policy = policy(&asked).expect("a policy");

    // Each address by itself, those of the input and one of each special range.
    let octet = input.last().copied().unwrap_or_default();
    let special = (0..24).flat_map(|which| [address(&[7, which, octet, 0]), address(&[8, which, octet, octet & 2, octet >> 3, 5])]);
    for address in special.chain(asked.answers.iter().copied()) {
        let admitted = policy.admit_addresses(&[address], false).is_ok();
        assert_eq!(admitted, is_public(address.to_canonical(), asked.nat64), "{address}");
    }

    if policy.admit_request(&[asked.host], &[asked.origin], None).is_ok() {
        let names = ["127.0.0.1:8025", "localhost:8025", "[::1]:8025"];
        assert!(names.iter().any(|name| name.as_bytes() == asked.host), "called {:?}", asked.host);
        assert!(
            names.iter().any(|name| format!("http://{name}").as_bytes() == asked.origin),
            "from {:?}",
            asked.origin
        );
    }

    if let Some(host) = std::str::from_utf8(asked.frame).ok().and_then(Host::parse) {
        let spelling = host.to_string();
        assert!(spelling.bytes().all(|byte| byte.is_ascii_graphic() && !byte.is_ascii_uppercase()), "{spelling}");
        assert_eq!(Host::parse(&spelling), Some(host));
    }

    let Ok(FromPage::Open { host, port, token }) = serde_json::from_slice(asked.frame) else { return };
    let Ok(destination) = policy.admit_open(&host, port, token.as_deref()) else { return };
    assert!(asked.profile != Profile::Sandbox, "{destination:?}");
    let secret = token.as_deref() == Some(SECRET);
    assert!(secret || asked.profile == Profile::Probe, "{destination:?}");
    let Destination::Server { target, private: false, .. } = &destination else { panic!("{destination:?}") };
    assert!(PORTS.contains(&target.port) && !target.host.is_local_name(), "{target}");

    let judge = Arc::new(Judge { answers: asked.answers.clone(), nat64: asked.nat64, dialled: AtomicBool::new(false) });
    let runtime = Builder::new_current_thread().enable_time().start_paused(true).build().expect("a runtime");
    let dialled = runtime.block_on(Dialler::outbound(judge.clone()).dial(
        &policy,
        &Limits::of(asked.profile),
        &destination,
    ));
    assert!(dialled.is_err(), "nobody answers here");
    // One answer that is not public, and none of them is dialled.
    let literal = match &target.host {
        Host::Address(address) => vec![*address],
        Host::Name(_) => asked.answers,
    };
    let all = literal.iter().all(|address| is_public(address.to_canonical(), asked.nat64));
    assert_eq!(judge.dialled.load(Ordering::Relaxed), all && !literal.is_empty());
});
