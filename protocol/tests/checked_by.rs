//! Who has the checks of messages brought later: client and server ask them, and nobody else.

use ehlo_protocol::client::{Client, Stuffing};
use ehlo_protocol::diagnostic::{Diagnostic, Profile};
use ehlo_protocol::rules::{Packing, Stage};
use ehlo_protocol::server::{Behaviour, Output, Server, Settings};
use ehlo_protocol::session::{Mode, Session};
use ehlo_protocol::transcript::Speech;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// A message of a lone body line: it lacks all that a message needs.
const BARE: &str = "hello";

fn says_nothing(
    _session: &Session,
    _content: &[u8],
    _packing: Packing,
    _stage: Stage,
    _profile: Profile,
) -> Vec<Diagnostic> {
    Vec::new()
}

/// Sends the bare message to the simulated server; gives how often the client found something in it, and the last reply.
fn sent(mut client: Client, mut server: Server) -> (usize, String) {
    client.connected(0);
    server.connected();
    let mut last = String::new();
    let mut lines = [
        "EHLO me.example",
        "MAIL FROM:<a@example.org>",
        "RCPT TO:<b@example.net>",
        "DATA",
    ]
    .into_iter();
    let mut message = Some(BARE);
    loop {
        while let Some(output) = server.poll() {
            if let Output::Send(bytes) = output {
                last = String::from_utf8_lossy(&bytes).into_owned();
                client.receive(&bytes, 0);
            }
        }
        if let Some(line) = lines.next() {
            client.send_line(line.as_bytes(), 0);
        } else if let Some(message) = message.take() {
            client.send_content(message.as_bytes(), Stuffing::Apply, 0);
            client.end_data(0);
        } else {
            break;
        }
        while let Some(bytes) = client.poll_output() {
            server.receive(&bytes, 0);
        }
    }
    let found = client
        .transcript()
        .entries()
        .iter()
        .filter(|entry| entry.speech == Speech::EndOfData && !entry.diagnostics.is_empty())
        .count();
    (found, last)
}

fn behaviour() -> Behaviour {
    Behaviour {
        settings: Settings::playground(),
        faults: Vec::new(),
    }
}

#[test]
fn messages_are_checked_by_what_was_brought_and_by_nothing_else() {
    let usual = sent(
        Client::new(Mode::Smtp, Profile::Strict),
        Server::with_behaviour(behaviour()),
    );
    assert!(
        usual.0 > 0,
        "the rules say something of a bare line: {}",
        usual.1
    );

    let silent = sent(
        Client::checked_by(Mode::Smtp, Profile::Strict, says_nothing),
        Server::checked_by(behaviour(), says_nothing),
    );
    assert_eq!(silent.0, 0);
    assert!(silent.1.starts_with("250"), "{}", silent.1);
}
