//! The main job, as a person does it: a mail typed by hand in a browser arrives at a server, octet for octet.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use e2e::browser::browse;
use e2e::page::Page;
use e2e::postfix::Postfix;
use e2e::program::Program;

/// The two readers.
const READERS: &[&str] = &["bob@example.net", "eve@example.net"];

/// A message with what can go wrong on the way: lines that begin with dots, with spaces, as a command does.
const MESSAGE: &[&str] = &[
    "From: Ann <ann@example.org>",
    "To: Bob <bob@example.net>, Eve <eve@example.net>",
    "Subject: typed by hand",
    "Message-ID: <1@example.org>",
    "Date: Sun, 22 Nov 2026 10:00:00 +0000",
    "",
    ".a line that begins with a dot",
    "..and one with two",
    "  indented",
    "MAIL FROM:<not.a@command.example>",
    "",
    "the end",
];

#[test]
fn a_mail_typed_by_hand_arrives_in_a_real_mail_server() {
    let postfix = Postfix::start(READERS);
    let program = Program::start(&["--allow-target", &postfix.target()]);
    browse("journey-postfix", program.address(), |page| {
        page.and_is_greeted(|page| page.connect_to_own("127.0.0.1", postfix.port()));
        page.shows_in("log", "Transcript", "postfix.example ESMTP Postfix");
        send(page, READERS, MESSAGE);
        page.exchange("QUIT", "221");
        page.wait_for("Connect to be ready", Page::is_ready_to_connect);
    });
    let typed = MESSAGE.join("\n") + "\n";
    for reader in READERS {
        let delivered = postfix.delivered(reader, 1);
        assert_eq!(
            String::from_utf8_lossy(&delivered[0].content),
            typed,
            "for {reader}"
        );
        assert_eq!(delivered[0].content, typed.as_bytes(), "for {reader}");
        assert!(
            delivered[0]
                .trace
                .contains("Return-Path: <ann@example.org>\n"),
            "{}",
            delivered[0].trace
        );
        assert!(
            delivered[0]
                .trace
                .contains(&format!("Delivered-To: {reader}\n")),
            "{}",
            delivered[0].trace
        );
    }
}

#[test]
fn several_mails_go_in_one_session() {
    let postfix = Postfix::start(READERS);
    let program = Program::start(&["--allow-target", &postfix.target()]);
    let message = |number: usize| format!("Subject: mail {number}");
    browse("journey-several", program.address(), |page| {
        page.and_is_greeted(|page| page.connect_to_own("127.0.0.1", postfix.port()));
        page.exchange("EHLO me.example", "250");
        for number in 1..=3 {
            envelope(page, &READERS[..1]);
            page.write_message(&[&message(number), "", "hello"]);
        }
        page.exchange("QUIT", "221");
    });
    let mut subjects: Vec<_> = postfix
        .delivered(READERS[0], 3)
        .into_iter()
        .map(|mail| mail.content)
        .collect();
    subjects.sort();
    let sent: Vec<_> = (1..=3)
        .map(|number| format!("{}\n\nhello\n", message(number)).into_bytes())
        .collect();
    assert_eq!(subjects, sent);
}

#[test]
fn the_sandbox_shows_what_it_accepted() {
    let program = Program::start(&[]);
    browse("journey-sandbox", program.address(), |page| {
        page.and_is_greeted(Page::connect_to_sandbox);
        send(page, READERS, MESSAGE);
        page.exchange("QUIT", "221");
        let shown = page.read_mail("typed by hand");
        for part in [
            "ann@example.org",
            READERS[0],
            READERS[1],
            ".a line that begins",
            "the end",
        ] {
            assert!(shown.contains(part), "{part} is not in: {shown}");
        }
    });
    let inbox = e2e::http::get_with(
        program.port(),
        "/inbox",
        &[("Authorization", &format!("Bearer {}", program.token()))],
    );
    let mails: Vec<ehlo_protocol::tunnel::Mail> =
        serde_json::from_slice(&inbox.body).expect("/inbox is a list of mails");
    assert_eq!(mails.len(), 1);
    let stored = STANDARD.decode(&mails[0].raw_base64).expect("Base64");
    let typed = MESSAGE.join("\r\n") + "\r\n";
    assert!(
        stored.ends_with(typed.as_bytes()),
        "stored: {}",
        String::from_utf8_lossy(&stored)
    );
    let trace = String::from_utf8_lossy(&stored[..stored.len() - typed.len()]).into_owned();
    assert!(
        trace.lines().all(|line| line.starts_with(['R', ' ', '\t'])),
        "more than trace fields on top: {trace}"
    );
}

/// EHLO and one mail, typed.
fn send(page: &Page<'_>, readers: &[&str], message: &[&str]) {
    page.exchange("EHLO me.example", "250");
    envelope(page, readers);
    page.write_message_and_dot(message);
}

/// MAIL, RCPT for each reader, DATA.
fn envelope(page: &Page<'_>, readers: &[&str]) {
    page.exchange("MAIL FROM:<ann@example.org>", "250");
    for reader in readers {
        page.exchange(&format!("RCPT TO:<{reader}>"), "250");
    }
    page.exchange("DATA", "354");
}
