//! What is filled into a field stays in it: no octet of it begins a line of its own, and none steers what reads it.
#![allow(
    clippy::expect_used,
    reason = "a panic here is a failing test, with its cause"
)]

use ehlo_protocol::auth::{Credentials, Exchange};
use ehlo_protocol::base64;
use ehlo_protocol::secret::Secret;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// What would be said if a field could end its line.
const COMMAND: &str = "MAIL FROM:<mallory@evil.example>";

/// The server's challenges, one after another, until the client has said all it has to say. They are of all mechanisms.
const CHALLENGES: [&str; 5] = [
    "",
    "Username:",
    "<1896.697170952@mx.example.com>",
    "r=nonceofclientandserver,s=QSXCR+Q6sek8bf92,i=16",
    "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=",
];

/// Every octet below the space, DEL, what ends a line in some reader, and both together.
fn breaks() -> Vec<String> {
    let controls = (0..0x20)
        .chain([0x7f])
        .map(|octet: u8| char::from(octet).to_string());
    let others = ["\r\n", "\r\n.\r\n", "\u{85}", "\u{2028}", "\u{2029}"].map(str::to_owned);
    controls.chain(others).collect()
}

/// Credentials with a text in one of their fields.
fn filled(field: usize, text: &str) -> Credentials {
    let of = |number: usize, usual: &str| if number == field { text } else { usual }.to_owned();
    Credentials {
        user: of(0, "ann"),
        secret: Secret::new(of(1, "secret")),
        authorization: of(2, "bob"),
        host: of(3, "mx.example.com"),
        port: Some(25),
    }
}

/// What a client says with these credentials: at every step each challenge that there is.
fn lines(exchange: &mut Exchange) -> Vec<Vec<u8>> {
    let mut lines = Vec::new();
    lines.extend(exchange.auth_line().map(|line| line.reveal().to_vec()));
    for challenge in CHALLENGES {
        let challenge = base64::encode(challenge.as_bytes());
        let mut other = exchange.clone();
        lines.extend(
            other
                .answer(challenge.as_bytes())
                .map(|line| line.reveal().to_vec()),
        );
        lines.extend(
            exchange
                .answer(challenge.as_bytes())
                .map(|line| line.reveal().to_vec()),
        );
    }
    lines
}

#[test]
fn nothing_in_a_field_of_the_sign_in_begins_a_line_of_its_own() {
    let (mut said, mut refused) = (0, 0);
    for mechanism in Exchange::MECHANISMS {
        for field in 0..4 {
            for control in breaks() {
                let text = format!("a{control}{COMMAND}");
                let credentials = filled(field, &text);
                let Ok(mut exchange) = Exchange::new(*mechanism, credentials, "nonceofclient")
                else {
                    refused += 1;
                    continue;
                };
                for line in lines(&mut exchange) {
                    said += 1;
                    let line = String::from_utf8(line).expect("ASCII");
                    assert!(
                        line.bytes()
                            .all(|octet| octet.is_ascii_graphic() || octet == b' '),
                        "{mechanism:?}: {line:?}"
                    );
                    assert!(!line.contains(COMMAND), "{mechanism:?}: {line:?}");
                    // One word in Base64, or AUTH, the mechanism and one such word.
                    let words: Vec<&str> = line.split(' ').collect();
                    let encoded = match words.as_slice() {
                        ["AUTH", name] => {
                            assert_eq!(*name, mechanism.name());
                            continue;
                        }
                        ["AUTH", name, "="] => {
                            assert_eq!(*name, mechanism.name());
                            continue;
                        }
                        ["AUTH", name, encoded] => {
                            assert_eq!(*name, mechanism.name());
                            encoded
                        }
                        [encoded] => encoded,
                        _ => panic!("{mechanism:?}: {line:?}"),
                    };
                    assert!(
                        base64::decode(encoded.as_bytes()).is_ok(),
                        "{mechanism:?}: {line:?}"
                    );
                }
            }
        }
    }
    assert!(
        said > 1000 && refused > 50,
        "{said} said, {refused} refused"
    );
}
