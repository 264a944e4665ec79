//! Spellings of a host, and what an `open` with them comes to.

use std::net::SocketAddr;

use ehlo_bridge::policy::host::Host;
use ehlo_bridge::policy::target::Target;
use ehlo_bridge::policy::{Destination, Policy};
use ehlo_bridge::profile::Profile;
use ehlo_bridge::sandbox::Place;
use ehlo_protocol::tunnel::Refusal;

use crate::support::policy_of;

#[test]
fn one_spelling_comes_out_of_many() {
    for (typed, host) in [
        ("mx.example.com", "mx.example.com"),
        ("MX.Example.COM", "mx.example.com"),
        ("mx.example.com.", "mx.example.com"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("BÜCHER.example", "xn--bcher-kva.example"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("mx。example。com", "mx.example.com"),
        ("ｍｘ.example.com", "mx.example.com"),
        ("r3---sn-4g5e.example.com", "r3---sn-4g5e.example.com"),
        ("1.example", "1.example"),
        ("0x7f.example", "0x7f.example"),
        ("8.8.8.8", "8.8.8.8"),
        ("2001:DB8::1", "[2001:db8::1]"),
        ("[2001:db8::1]", "[2001:db8::1]"),
        ("::ffff:127.0.0.1", "[::ffff:127.0.0.1]"),
        ("localhost", "localhost"),
    ] {
        assert_eq!(
            Host::parse(typed).map(|host| host.to_string()).as_deref(),
            Some(host),
            "{typed}"
        );
        println!("{typed:?}: {host}");
    }
}

#[test]
fn what_programs_read_in_different_ways_is_no_host() {
    let label = "a".repeat(64);
    let long = format!("{}com", "abcdefg.".repeat(32));
    let endless = "ü".repeat(100_000);
    for typed in [
        "",
        ".",
        "..",
        ".example.com",
        "mx..example.com",
        "mx.example.com..",
        " mx.example.com",
        "mx.example.com ",
        "mx example.com",
        "mx\t.example.com",
        "mx.example.com\r\n",
        "mx.example.com\0",
        "[mx.example.com]",
        "[127.0.0.1]",
        "[::1",
        "::1]",
        "[::1]x",
        "[fe80::1%eth0]",
        "fe80::1%1",
        "user@mx.example.com",
        "mx.example.com/x",
        "mx.example.com:25",
        "mx.example.com?x",
        "mx.example.com#x",
        "mx\\example.com",
        "127.1",
        "127.0.1",
        "2130706433",
        "017700000001",
        "0177.0.0.1",
        "0x7f.1",
        "0x7f000001",
        "127.0.0.0x1",
        "127.0.0.1.",
        "127.0.0.01",
        "256.256.256.256",
        "1.2.3.4.5",
        "１２７.０.０.１",
        "127。0。0。1",
        "①②⑦.0.0.①",
        "mx.example.123",
        "mx.example.0x",
        "-mx.example.com",
        "mx-.example.com",
        "mx_1.example.com",
        "mx%2eexample.com",
        "xn--a.example",
        "xn--.example",
        "mx.exam\u{202e}ple.com",
        "mx.example.com,",
        "*.example.com",
        "mx;example.com",
        &label,
        &long,
        &endless,
    ] {
        assert_eq!(
            Host::parse(typed),
            None,
            "{:?}",
            typed.chars().take(40).collect::<String>()
        );
        println!("{:?}: no host", typed.chars().take(40).collect::<String>());
    }
    assert!(Host::parse(&format!("{}.com", "a".repeat(63))).is_some());
    assert!(Host::parse(&format!("{}com", "abcdefg.".repeat(31))).is_some());
}

#[test]
fn targets_are_read_strictly() {
    for (text, target) in [
        ("mail.lab:1025", Some("mail.lab:1025")),
        ("127.0.0.1:10025", Some("127.0.0.1:10025")),
        ("[::1]:2526", Some("[::1]:2526")),
        ("MAIL.lab.:25", Some("mail.lab:25")),
        ("mail.lab", None),
        ("mail.lab:", None),
        ("mail.lab:0", None),
        ("mail.lab:+25", None),
        ("mail.lab: 25", None),
        ("mail.lab:65536", None),
        ("mail.lab:000025", None),
        ("::1:25", None),
        (":25", None),
        ("127.1:25", None),
    ] {
        assert_eq!(
            text.parse::<Target>()
                .ok()
                .map(|target| target.to_string())
                .as_deref(),
            target,
            "{text}"
        );
    }
}

fn policy(profile: Profile, private: bool) -> Policy {
    Policy {
        targets: ["lab.internal:2600", "127.0.0.1:2601"]
            .map(|text| text.parse().unwrap())
            .to_vec(),
        private,
        sandbox: Some(Place {
            clear: "127.0.0.1:2525".parse().unwrap(),
            tls: "127.0.0.1:2465".parse().unwrap(),
            fingerprint: String::new(),
        }),
        ..policy_of(profile)
    }
}

/// `server`, `lab` (private addresses open) or `sandbox`, or the refusal.
fn decide(policy: &Policy, host: &str, port: u16) -> &'static str {
    match policy.admit_open(host, port, Some(policy.token.reveal())) {
        Ok(Destination::Server { private: false, .. }) => "server",
        Ok(Destination::Server { private: true, .. }) => "lab",
        Ok(Destination::Sandbox(address)) => {
            assert_eq!(address, SocketAddr::from(([127, 0, 0, 1], port)));
            "sandbox"
        }
        Err(refusal) => refusal.name(),
    }
}

#[test]
fn an_open_is_decided_by_profile_name_and_port() {
    let local = policy(Profile::Local, false);
    let private = policy(Profile::Local, true);
    let sandbox = policy(Profile::Sandbox, false);
    for (host, port, by_local, by_private, by_sandbox) in [
        ("mx.example.com", 25, "server", "lab", "host-not-allowed"),
        ("mx.example.com", 465, "server", "lab", "host-not-allowed"),
        ("mx.example.com", 587, "server", "lab", "host-not-allowed"),
        ("mx.example.com", 2525, "server", "lab", "host-not-allowed"),
        (
            "mx.example.com",
            0,
            "port-not-allowed",
            "port-not-allowed",
            "host-not-allowed",
        ),
        (
            "mx.example.com",
            22,
            "port-not-allowed",
            "port-not-allowed",
            "host-not-allowed",
        ),
        (
            "mx.example.com",
            24,
            "port-not-allowed",
            "port-not-allowed",
            "host-not-allowed",
        ),
        (
            "mx.example.com",
            26,
            "port-not-allowed",
            "port-not-allowed",
            "host-not-allowed",
        ),
        (
            "mx.example.com",
            65535,
            "port-not-allowed",
            "port-not-allowed",
            "host-not-allowed",
        ),
        (
            "localhost",
            25,
            "host-not-allowed",
            "lab",
            "host-not-allowed",
        ),
        (
            "a.localhost",
            25,
            "host-not-allowed",
            "lab",
            "host-not-allowed",
        ),
        (
            "printer.local",
            25,
            "host-not-allowed",
            "lab",
            "host-not-allowed",
        ),
        (
            "metadata.internal",
            25,
            "host-not-allowed",
            "lab",
            "host-not-allowed",
        ),
        (
            "nas.home.arpa",
            25,
            "host-not-allowed",
            "lab",
            "host-not-allowed",
        ),
        (
            "LOCALHOST.",
            25,
            "host-not-allowed",
            "lab",
            "host-not-allowed",
        ),
        ("mailhog", 25, "host-not-allowed", "lab", "host-not-allowed"),
        ("notlocal.example", 25, "server", "lab", "host-not-allowed"),
        (
            "mylocalhost.example",
            25,
            "server",
            "lab",
            "host-not-allowed",
        ),
        (
            "127.1",
            25,
            "host-not-allowed",
            "host-not-allowed",
            "host-not-allowed",
        ),
        ("lab.internal", 2600, "lab", "lab", "host-not-allowed"),
        ("LAB.internal.", 2600, "lab", "lab", "host-not-allowed"),
        (
            "lab.internal",
            2601,
            "port-not-allowed",
            "port-not-allowed",
            "host-not-allowed",
        ),
        (
            "lab.internal",
            25,
            "host-not-allowed",
            "lab",
            "host-not-allowed",
        ),
        ("127.0.0.1", 2601, "lab", "lab", "host-not-allowed"),
        (
            "127.0.0.1",
            2600,
            "port-not-allowed",
            "port-not-allowed",
            "host-not-allowed",
        ),
        ("127.0.0.1", 2525, "sandbox", "sandbox", "sandbox"),
        ("localhost", 2525, "sandbox", "sandbox", "sandbox"),
        ("127.0.0.1", 2465, "sandbox", "sandbox", "sandbox"),
        ("localhost", 2465, "sandbox", "sandbox", "sandbox"),
        ("127.0.0.2", 2525, "server", "lab", "host-not-allowed"),
    ] {
        assert_eq!(decide(&local, host, port), by_local, "local {host}:{port}");
        assert_eq!(
            decide(&private, host, port),
            by_private,
            "private {host}:{port}"
        );
        assert_eq!(
            decide(&sandbox, host, port),
            by_sandbox,
            "sandbox {host}:{port}"
        );
        println!("{host:?} {port}: local {by_local}, private {by_private}, sandbox {by_sandbox}");
    }
}

#[test]
fn one_address_that_is_not_allowed_refuses_all() {
    let policy = policy(Profile::Local, false);
    for (addresses, private, decision) in [
        ("8.8.8.8", false, Ok(())),
        ("8.8.8.8 2001:4860::1", false, Ok(())),
        ("8.8.8.8 127.0.0.1", false, Err(Refusal::AddressNotAllowed)),
        ("8.8.8.8 ::1", false, Err(Refusal::AddressNotAllowed)),
        (
            "8.8.8.8 ::ffff:10.0.0.1",
            false,
            Err(Refusal::AddressNotAllowed),
        ),
        ("127.0.0.1", true, Ok(())),
        (
            "127.0.0.1 169.254.169.254",
            true,
            Err(Refusal::AddressNotAllowed),
        ),
        ("fd00:ec2::254", true, Err(Refusal::AddressNotAllowed)),
        ("0.0.0.0", true, Err(Refusal::AddressNotAllowed)),
        ("224.0.0.1", true, Err(Refusal::AddressNotAllowed)),
        ("", true, Err(Refusal::NameNotFound)),
    ] {
        let list: Vec<_> = addresses
            .split_whitespace()
            .map(|text| text.parse().unwrap())
            .collect();
        assert_eq!(
            policy.admit_addresses(&list, private),
            decision,
            "{addresses}"
        );
    }
}

#[test]
fn the_token_is_wanted_in_local_and_not_in_sandbox() {
    let local = policy(Profile::Local, false);
    for token in [None, Some(""), Some("x"), Some(&local.token.reveal()[1..])] {
        assert_eq!(
            local.admit_open("mx.example.com", 25, token),
            Err(Refusal::TokenRequired)
        );
        // Who has no token learns nothing of the policy.
        assert_eq!(
            local.admit_open("127.1", 22, token),
            Err(Refusal::TokenRequired)
        );
    }
    let sandbox = policy(Profile::Sandbox, false);
    assert!(sandbox.admit_open("127.0.0.1", 2525, None).is_ok());
}
