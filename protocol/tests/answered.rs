//! Every reply on record says which step it answers, and with that what its code means there.

use ehlo_protocol::client::Client;
use ehlo_protocol::code::sense;
use ehlo_protocol::diagnostic::Profile;
use ehlo_protocol::phase::Step;
use ehlo_protocol::session::Mode;
use ehlo_protocol::transcript::{Speech, Transcript};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Of each reply its code and what it answers.
fn answered(transcript: &Transcript) -> Vec<(u16, Option<Step>)> {
    let replies = transcript
        .entries()
        .iter()
        .filter_map(|entry| match &entry.speech {
            Speech::Reply { reply, step, .. } => Some((reply.code()?, *step)),
            _ => None,
        });
    replies.collect()
}

fn connected(mode: Mode, greeting: &str) -> Client {
    let mut client = Client::new(mode, Profile::Strict);
    client.connected(0);
    client.receive(greeting.as_bytes(), 0);
    client
}

#[test]
fn the_replies_of_a_session_each_answer_their_step() {
    let mut client = connected(Mode::Smtp, "220 mx.example.com\r\n");
    for (line, reply) in [
        (
            "EHLO me.example",
            "250-mx.example.com\r\n250 AUTH LOGIN\r\n",
        ),
        ("AUTH LOGIN", "334 VXNlcm5hbWU6\r\n"),
        ("REFUQQ==", "334 UGFzc3dvcmQ6\r\n"),
        ("aHVudGVyMg==", "235 2.7.0 Welcome\r\n"),
        ("MAIL FROM:<ann@example.org>", "250 2.1.0 Ok\r\n"),
        ("RCPT TO:<bob@example.net>", "550 5.1.1 Unknown\r\n"),
        ("NOOP", "250 2.0.0 Ok\r\n"),
        ("QUIT", "221 2.0.0 Bye\r\n"),
    ] {
        client.send_line(line.as_bytes(), 0);
        client.receive(reply.as_bytes(), 0);
    }
    assert_eq!(
        answered(client.transcript()),
        [
            (220, Some(Step::Greeting)),
            (250, Some(Step::Hello)),
            (334, Some(Step::Auth)),
            (334, Some(Step::AuthResponse)),
            (235, Some(Step::AuthResponse)),
            (250, Some(Step::Mail)),
            (550, Some(Step::Recipient)),
            (250, Some(Step::Aside)),
            (221, Some(Step::Quit)),
        ]
    );
}

#[test]
fn replies_to_pipelined_lines_answer_in_their_order() {
    let mut client = connected(Mode::Smtp, "220 mx.example.com\r\n");
    for line in [
        "EHLO me.example",
        "MAIL FROM:<ann@example.org>",
        "RCPT TO:<bob@example.net>",
        "DATA",
    ] {
        client.send_line(line.as_bytes(), 0);
    }
    client.receive(b"250 mx.example.com\r\n250 Ok\r\n554 No\r\n554 No\r\n", 0);
    assert_eq!(
        answered(client.transcript()).split_off(1),
        [
            (250, Some(Step::Hello)),
            (250, Some(Step::Mail)),
            (554, Some(Step::Recipient)),
            (554, Some(Step::Data)),
        ]
    );
}

#[test]
fn a_greeting_that_refuses_is_one_and_a_goodbye_unasked_answers_nothing() {
    let refused = connected(Mode::Smtp, "554 mx.example.com\r\n");
    assert_eq!(
        answered(refused.transcript()),
        [(554, Some(Step::Greeting))]
    );
    let mut client = connected(Mode::Smtp, "220 mx.example.com\r\n");
    client.receive(b"421 4.4.2 Too slow\r\n", 0);
    assert_eq!(answered(client.transcript()).last(), Some(&(421, None)));
    assert_eq!(sense(421, Step::Aside), None);
}
