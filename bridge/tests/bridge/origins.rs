//! Who may ask: 24 origins by 8 hosts, and only the listed ones together get in (SECURITY.md 2.2).

use ehlo_bridge::clock::Clock;
use ehlo_bridge::policy::Policy;
use ehlo_bridge::policy::origin::{Origin, OwnNames};
use ehlo_bridge::profile::Profile;
use ehlo_bridge::serve::start;
use ehlo_bridge::settings::Settings;
use ehlo_protocol::tunnel::Refusal;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::{Script, policy_of};

fn policy() -> Policy {
    let added: Vec<Origin> = vec!["https://good.example".parse().unwrap()];
    Policy {
        names: OwnNames::new("127.0.0.1:8025".parse().unwrap(), &added),
        ..policy_of(Profile::Local)
    }
}

/// Stands for an origin of 64 KiB.
const LONG: &str = "long";

/// `Origin` headers, and whether they are listed.
const ORIGINS: &[(&[&str], bool)] = &[
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
    (&[LONG], false),
    (&["https://good .example"], false),
    (&["https://good.example\t"], false),
];

/// `Host` headers, and whether they are listed.
const HOSTS: &[(&[&str], bool)] = &[
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

/// The headers of a row, with the port of the bridge in the place of 8025.
fn headers(row: &[&str], port: u16) -> Vec<String> {
    let long = || format!("https://good.example/{}", "x".repeat(65_536));
    row.iter()
        .map(|text| match *text {
            LONG => long(),
            text => text.replace("8025", &port.to_string()),
        })
        .collect()
}

#[tokio::test]
async fn only_the_listed_pairs_are_upgraded_and_nothing_is_dialled() {
    let script = std::sync::Arc::new(Script::default());
    let settings = Settings {
        origins: vec!["https://good.example".parse().unwrap()],
        ..Settings::local()
    };
    let running = start(settings, script.clone(), Clock::default())
        .await
        .unwrap();
    let port = running.address.port();
    let mut upgraded = 0;
    for (origin, origin_listed) in ORIGINS {
        for (host, host_listed) in HOSTS {
            let mut request =
                "GET /tunnel HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
                Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
                Sec-WebSocket-Protocol: ehlo.tunnel.v1\r\n"
                    .to_owned();
            for (name, row) in [("Origin", origin), ("Host", host)] {
                for value in headers(row, port) {
                    request.push_str(&format!("{name}: {value}\r\n"));
                }
            }
            request.push_str("\r\n");
            let mut stream = TcpStream::connect(running.address).await.unwrap();
            let _ = stream.write_all(request.as_bytes()).await;
            let mut answer = [0; 12];
            let answered = stream.read_exact(&mut answer).await.is_ok();
            let opens = answered && answer.ends_with(b" 101");
            // White space around a value is none of it, in HTTP itself (RFC 9110 §5.5).
            let spaced = origin.first().is_some_and(|origin| origin.ends_with('\t'));
            let listed = (*origin_listed || spaced) && *host_listed;
            assert_eq!(opens, listed, "{origin:?} {host:?}");
            let word = if opens { "upgraded" } else { "refused" };
            println!("{origin:?} at {host:?}: {word}");
            upgraded += usize::from(opens);
        }
    }
    assert!(upgraded >= 16, "{upgraded} upgraded");
    let dials = script.dialled.lock().unwrap().len();
    let asked = ORIGINS.len() * HOSTS.len();
    println!("{asked} requests, {upgraded} upgraded, {dials} dials");
    assert_eq!(dials, 0);
    running.stop().await;
}

#[test]
fn only_a_listed_origin_that_calls_a_listed_name_gets_in() {
    let policy = policy();
    for (origin, origin_listed) in ORIGINS {
        for (host, host_listed) in HOSTS {
            let origins = headers(origin, 8025);
            let origins: Vec<&[u8]> = origins.iter().map(|text| text.as_bytes()).collect();
            let hosts: Vec<&[u8]> = host.iter().map(|text| text.as_bytes()).collect();
            let wanted = if *origin_listed && *host_listed {
                Ok(())
            } else {
                Err(Refusal::OriginNotAllowed)
            };
            assert_eq!(
                policy.admit_request(&hosts, &origins, None),
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
