//! Who may ask: 24 origins by 8 hosts, and only the listed ones together get in (SECURITY.md 2.2).

use ehlo_bridge::policy::Policy;
use ehlo_bridge::policy::origin::{Origin, OwnNames};
use ehlo_bridge::profile::Profile;
use ehlo_bridge::token::Token;
use ehlo_protocol::tunnel::Refusal;

fn policy() -> Policy {
    let added: Vec<Origin> = vec!["https://good.example".parse().unwrap()];
    Policy {
        profile: Profile::Local,
        targets: Vec::new(),
        private: false,
        denied: Vec::new(),
        own_addresses: Vec::new(),
        names: OwnNames::new("127.0.0.1:8025".parse().unwrap(), &added),
        token: Token::generate().unwrap(),
        grants: Vec::new(),
        sandbox: None,
    }
}

#[test]
fn only_a_listed_origin_that_calls_a_listed_name_gets_in() {
    let long = format!("https://good.example/{}", "x".repeat(65_536));
    let origins: [(&[&str], bool); 28] = [
        (&["https://good.example"], true),
        (&["http://127.0.0.1:8025"], true),
        (&["http://localhost:8025"], true),
        (&["http://[::1]:8025"], true),
        (&[], false),
        (&[""], false),
        (&["null"], false),
        (&["https://good.example", "https://good.example"], false),
        (&["HTTPS://GOOD.EXAMPLE"], false),
        (&["https://good.example/"], false),
        (&["https://good.example:443"], false),
        (&["https://good.example:8443"], false),
        (&["http://good.example"], false),
        (&["https://good.example.evil.test"], false),
        (&["https://evilgood.example"], false),
        (&["https://good.example@evil.test"], false),
        (&["https://good.example."], false),
        (&["https://xn--god-jna.example"], false),
        (&["https://gööd.example"], false),
        (&["http://localhost"], false),
        (&["http://127.0.0.1"], false),
        (&["http://[::1]"], false),
        (&["http://0.0.0.0:8025"], false),
        (&["file://"], false),
        (&["chrome-extension://x"], false),
        (&[&long], false),
        (&["https://good .example"], false),
        (&["https://good.example\t"], false),
    ];
    let hosts: [(&[&str], bool); 12] = [
        (&["127.0.0.1:8025"], true),
        (&["localhost:8025"], true),
        (&["[::1]:8025"], true),
        (&["good.example"], true),
        (&[], false),
        (&["127.0.0.1"], false),
        (&["127.0.0.1:8026"], false),
        (&["LOCALHOST:8025"], false),
        (&["evil.test:8025"], false),
        (&["good.example:443"], false),
        (&["127.0.0.1:8025", "evil.test"], false),
        (&["127.0.0.1:8025, evil.test"], false),
    ];
    let policy = policy();
    let bytes = |list: &[&'static str]| list.iter().map(|text| text.as_bytes()).collect::<Vec<_>>();
    for (origin, origin_listed) in origins {
        for (host, host_listed) in hosts {
            let origins: Vec<&[u8]> = origin.iter().map(|text| text.as_bytes()).collect();
            let wanted = if origin_listed && host_listed {
                Ok(())
            } else {
                Err(Refusal::OriginNotAllowed)
            };
            assert_eq!(
                policy.admit_request(&bytes(host), &origins, None),
                wanted,
                "{origin:?} {host:?}"
            );
        }
    }
}

#[test]
fn a_program_shows_the_token_in_place_of_an_origin() {
    let policy = policy();
    let token = policy.token.reveal().as_bytes();
    let host: &[&[u8]] = &[b"127.0.0.1:8025"];
    let refused = Err(Refusal::OriginNotAllowed);
    assert_eq!(policy.admit_request(host, &[], Some(token)), Ok(()));
    assert_eq!(policy.admit_request(host, &[], Some(b"wrong")), refused);
    assert_eq!(policy.admit_request(host, &[b"null"], Some(token)), refused);
    assert_eq!(
        policy.admit_request(host, &[b"https://evil.test"], Some(token)),
        refused
    );
    assert_eq!(
        policy.admit_request(&[b"evil.test"], &[], Some(token)),
        refused
    );
}

#[test]
fn an_origin_is_read_strictly_and_written_as_browsers_write_it() {
    for (text, origin, socket) in [
        (
            "https://good.example",
            "https://good.example",
            "wss://good.example",
        ),
        (
            "https://Good.Example:443",
            "https://good.example",
            "wss://good.example",
        ),
        (
            "http://good.example:80",
            "http://good.example",
            "ws://good.example",
        ),
        (
            "http://good.example:8080",
            "http://good.example:8080",
            "ws://good.example:8080",
        ),
        ("http://[::1]:8025", "http://[::1]:8025", "ws://[::1]:8025"),
        ("http://[::1]", "http://[::1]", "ws://[::1]"),
    ] {
        let read: Origin = text.parse().unwrap();
        assert_eq!(
            (read.to_string().as_str(), read.websocket().as_str()),
            (origin, socket)
        );
    }
    for text in [
        "",
        "good.example",
        "https://",
        "https://good.example/",
        "https://good.example/x",
        "ftp://good.example",
        "https://user@good.example",
        "https://good.example:x",
        "https://good.example:",
        "https://*",
        "*",
        "null",
        "https://good.example; script-src *",
    ] {
        assert!(text.parse::<Origin>().is_err(), "{text}");
    }
}
