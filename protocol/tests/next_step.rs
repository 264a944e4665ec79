//! What is suggested as the usual next step: what a person who follows it says, in any turn that a session takes.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use ehlo_protocol::client::{Client, Stuffing};
use ehlo_protocol::complete::suggestions;
use ehlo_protocol::diagnostic::Profile;
use ehlo_protocol::session::Mode;
use ehlo_protocol::verb::Verb;

const OFFER: &str = "250-mx.example.com\r\n250-STARTTLS\r\n250 AUTH PLAIN\r\n";

/// A session in which these lines got these replies.
fn client(mode: Mode, said: &[(&str, &str)]) -> Client {
    let mut client = Client::new(mode, Profile::Strict);
    client.connected(0);
    client.receive(b"220 mx.example.com\r\n", 0);
    for (line, reply) in said {
        client.send_line(line.as_bytes(), 0);
        client.receive(reply.as_bytes(), 0);
    }
    client
}

fn next(client: &Client) -> Option<Verb> {
    suggestions(client.session())
        .into_iter()
        .find(|suggestion| suggestion.next)
        .map(|suggestion| suggestion.verb)
}

fn next_after(mode: Mode, said: &[(&str, &str)]) -> Option<Verb> {
    next(&client(mode, said))
}

#[test]
fn the_usual_steps_lead_to_a_mail_and_out() {
    let mut said = vec![];
    let mut steps = vec![next_after(Mode::Smtp, &said)];
    for exchange in [
        ("EHLO client.example.org", OFFER),
        ("MAIL FROM:<ann@example.org>", "250 ok\r\n"),
        ("RCPT TO:<bob@example.com>", "250 ok\r\n"),
    ] {
        said.push(exchange);
        steps.push(next_after(Mode::Smtp, &said));
    }
    said.push(("DATA", "354 go on\r\n"));
    let mut client = client(Mode::Smtp, &said);
    client.send_content(b"Subject: x\r\n\r\nx\r\n", Stuffing::Apply, 0);
    client.end_data(0);
    steps.push(next(&client));
    client.receive(b"250 taken\r\n", 0);
    steps.push(next(&client));
    assert_eq!(
        steps,
        [
            Verb::Ehlo,
            Verb::Mail,
            Verb::Rcpt,
            Verb::Data,
            // While the server judges the mail, and when it has taken it.
            Verb::Quit,
            Verb::Quit
        ]
        .map(Some)
    );
}

#[test]
fn a_mail_that_was_refused_or_dropped_is_none() {
    let hello = ("EHLO client.example.org", "250 mx.example.com\r\n");
    let mail = ("MAIL FROM:<ann@example.org>", "250 ok\r\n");
    for said in [
        &[
            ("MAIL FROM:<ann@example.org>", "503 hello first\r\n"),
            hello,
        ][..],
        &[hello, ("MAIL FROM:<ann@example.org>", "550 no\r\n")],
        &[hello, mail, ("RSET", "250 ok\r\n")],
        &[hello, mail, hello],
    ] {
        assert_eq!(next_after(Mode::Smtp, said), Some(Verb::Mail), "{said:?}");
    }
    let mut refused = client(
        Mode::Smtp,
        &[
            hello,
            mail,
            ("RCPT TO:<bob@example.com>", "250 ok\r\n"),
            ("DATA", "354 go on\r\n"),
        ],
    );
    refused.send_content(b"x\r\n", Stuffing::Apply, 0);
    refused.end_data(0);
    refused.receive(b"554 no\r\n", 0);
    assert_eq!(next(&refused), Some(Verb::Mail));
}

#[test]
fn who_must_sign_in_first_is_told_so() {
    let hello = ("EHLO client.example.org", OFFER);
    let without_tls = (
        "EHLO client.example.org",
        "250-mx.example.com\r\n250 AUTH PLAIN\r\n",
    );
    let refused = ("MAIL FROM:<ann@example.org>", "530 5.7.0 who are you\r\n");
    for (mode, said, verb) in [
        (Mode::Submission, &[hello][..], Verb::StartTls),
        (Mode::Smtp, &[hello], Verb::Mail),
        (Mode::Smtp, &[hello, refused], Verb::StartTls),
        (Mode::Smtp, &[without_tls, refused], Verb::Auth),
        (
            Mode::Smtp,
            &[without_tls, refused, ("AUTH PLAIN AGEAYg==", "235 ok\r\n")],
            Verb::Mail,
        ),
    ] {
        assert_eq!(next_after(mode, said), Some(verb), "{mode:?} {said:?}");
    }
}
