//! What was said to sign in shows nowhere unless somebody asks for it.

use ehlo_protocol::client::{Client, check_line};
use ehlo_protocol::diagnostic::Profile;
use ehlo_protocol::notation;
use ehlo_protocol::session::Mode;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const HELLO: &str = "\
S: 220 mx.example.com ESMTP
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 AUTH PLAIN LOGIN CRAM-MD5
";

/// Ways to say a secret, right and wrong, and the words that must not show.
const SAID: &[(&str, &[&str])] = &[
    (
        "C: AUTH PLAIN AGFubgBzZWNyZXQ=\n",
        &["AGFubgBzZWNyZXQ", "secret"],
    ),
    (
        "C: AUTH PLAIN\nS: 334 \nC: AGFubgBzZWNyZXQ=\n",
        &["AGFubgBzZWNyZXQ"],
    ),
    (
        "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: YW5u\nS: 334 UGFzc3dvcmQ6\nC: hunter two\n",
        &["YW5u", "hunter", "aHVudGVyIHR3bw"],
    ),
    (
        "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: anna\n",
        &["anna", "YW5uYQ"],
    ),
    ("C: AUTH PLAIN ann:hunter2\n", &["hunter2"]),
    ("C: AUTH CRAM-MD5 hunter2x\n", &["hunter2x"]),
    (
        "C: AUTH PLAIN\nS: 534 5.7.9 No\nC: AGFubgBzZWNyZXQ=\n",
        &["AGFubgBzZWNyZXQ"],
    ),
    ("C: AGFubgBzZWNyZXQ=\n", &["AGFubgBzZWNyZXQ"]),
    ("C: AUTH LOGIN\nC: aHVudGVyMg==\n", &["aHVudGVyMg"]),
];

#[test]
fn no_transcript_finding_or_debug_text_shows_a_secret() {
    for (said, words) in SAID {
        let record = notation::record(&format!("{HELLO}{said}"), Profile::Strict);
        let written = record.transcript().to_text();
        // MASK itself says "secret" in brackets.
        let shown = format!("{written}{record:?}").replace("[secret]", "");
        let shown = shown.replace("secret-outside-exchange", "");
        for word in *words {
            let shown = shown.replace("secret: ", "").replace("secret_", "");
            assert!(!shown.contains(word), "{word} in\n{shown}");
        }
        assert!(written.contains("[secret]"), "{written}");
    }
}

#[test]
fn who_asks_gets_the_octets_as_they_went() {
    let record = notation::record(
        &format!("{HELLO}C: AUTH PLAIN AGFubgBzZWNyZXQ=\n"),
        Profile::Strict,
    );
    let last = record.transcript().entries().last().expect("the last line");
    assert_eq!(last.bytes(), b"AUTH PLAIN [secret]\r\n");
    assert_eq!(
        last.exact_bytes().reveal(),
        b"AUTH PLAIN AGFubgBzZWNyZXQ=\r\n"
    );
}

#[test]
fn a_client_sends_the_secret_and_shows_the_mask() {
    let mut client = Client::new(Mode::Submissions, Profile::Strict);
    client.connected(0);
    client.receive(b"220 mx.example.com\r\n", 1);
    client.send_line(b"AUTH PLAIN AGFubgBzZWNyZXQ=", 2);
    assert!(!format!("{client:?}").contains("AGFubgBzZWNyZXQ"));
    assert_eq!(
        client.poll_output().as_deref(),
        Some(&b"AUTH PLAIN AGFubgBzZWNyZXQ=\r\n"[..])
    );
}

#[test]
fn the_live_check_offers_to_encode_what_was_typed() {
    let text = format!("{HELLO}C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\n");
    let record = notation::record(&text, Profile::Strict);
    let found = check_line(record.session(), b"ann", Profile::Strict);
    let fix = found
        .iter()
        .find(|found| found.rule == "text-not-encoded")
        .and_then(|found| found.fix.as_ref())
        .expect("a fix");
    assert_eq!(fix.text, "YW5u");
}

#[test]
fn what_a_server_says_back_of_a_secret_is_masked_in_every_form() {
    for (said, words) in [
        (
            "C: AUTH PLAIN AGFubgBodW50ZXIyMg==\nS: 500-What is AGFubgBodW50ZXIyMg==\nS: 500 and hunter22?\n",
            &["AGFubgBodW", "hunter22"][..],
        ),
        (
            "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: YW5u\nS: 334 UGFzc3dvcmQ6\nC: aHVudGVyMjI=\nS: 535 not HUNTER22, aHVudGVyMjI=\n",
            &["HUNTER22", "aHVudGVyMjI"],
        ),
        (
            "C: AUTH XOAUTH2 dXNlcj1hbm4BYXV0aD1CZWFyZXIgdG9rZW5fb2ZfYW5uAQE=\nS: 535 token_of_ann has expired\n",
            &["token_of_ann"],
        ),
        (
            "C: AUTH PLAIN\nS: 534 5.7.9 No\nC: AGFubgBodW50ZXIyMg==\nS: 500 AGFubgBodW50ZXIyMg==\n",
            &["AGFubgBodW"],
        ),
    ] {
        let record = notation::record(&format!("{HELLO}{said}"), Profile::Strict);
        let written = record.transcript().to_text();
        for word in words {
            assert!(!written.contains(word), "{word} in\n{written}");
        }
        assert!(written.contains("S: 5"), "{written}");
    }
}

#[test]
fn a_reply_that_has_not_ended_shows_no_secret_either() {
    let mut client = Client::new(Mode::Submissions, Profile::Strict);
    client.connected(0);
    client.receive(b"220 mx.example.com\r\n", 1);
    client.send_line(b"AUTH PLAIN AGFubgBzZWNyZXQ=", 2);
    client.receive(b"535-you said AGFubgBzZWNyZXQ=\r\n", 3);
    let shown = format!("{:?}", client.partial_reply());
    assert_eq!(client.partial_reply().len(), 1);
    assert!(
        client.partial_reply()[0].text().ends_with(b"[secret]"),
        "{shown}"
    );
}

#[test]
fn nothing_hidden_gets_into_a_written_transcript() {
    let text = "S: 220 mx\nC= \"NOOP \\xe2\\x80\\xae\\r\\n\"\nS= \"250 a\\xe2\\x81\\xa6b\\xe2\\x80\\x8b\\r\\n\"\n";
    let record = notation::record(text, Profile::Strict);
    let written = record.transcript().to_text();
    assert!(written.is_ascii(), "{written}");
    assert_eq!(
        notation::record(&written, Profile::Strict)
            .transcript()
            .to_text(),
        written
    );
}
