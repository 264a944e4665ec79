//! The simulated server in its presets and modes, driven by scripts.

use ehlo_protocol::reply::ReplyReader;
use ehlo_protocol::script::{Script, ScriptStep};
use ehlo_protocol::server::{AcceptedMail, Output, PRESETS, Preset, Server};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// What a server did in a script.
#[derive(Default)]
struct Run {
    mails: Vec<AcceptedMail>,
    waited_ms: u64,
    closed: bool,
}

/// Runs a script against a preset and compares every reply.
fn run(preset: &str, text: &str) -> Run {
    let preset = Preset::find(preset).unwrap_or_else(|| panic!("no preset {preset}"));
    let mut server = Server::with_behaviour(preset.behaviour());
    let mut replies = ReplyReader::default();
    let mut run = Run::default();
    server.connected();
    for step in Script::read(text).steps {
        match step {
            ScriptStep::Write { bytes, .. } => server.receive(&bytes, 0),
            ScriptStep::Expect { line, expectation } => {
                drain(&mut server, &mut replies, &mut run);
                let reply = replies
                    .next()
                    .unwrap_or_else(|| panic!("{}: nothing came for line {line}", preset.name));
                assert!(
                    expectation.is_met_by(&reply),
                    "{}, line {line}: {reply:?}",
                    preset.name
                );
            }
            ScriptStep::StartTls => server.tls_established(),
        }
    }
    drain(&mut server, &mut replies, &mut run);
    assert!(
        replies.next().is_none(),
        "{}: more was said than expected",
        preset.name
    );
    run
}

fn drain(server: &mut Server, replies: &mut ReplyReader, run: &mut Run) {
    while let Some(output) = server.poll() {
        match output {
            Output::Wait(milliseconds) => run.waited_ms += milliseconds,
            Output::Send(bytes) => replies.push(&bytes),
            Output::Accepted(mail) => run.mails.push(mail),
            Output::Close => run.closed = true,
            Output::StartTls => {}
        }
    }
}

const MAIL: &str = "C: EHLO client.example.org\nS: 250\nC: MAIL FROM:<ann@example.org>\nS: 250\n";
const MESSAGE: &str = "C: DATA\nS: 354\nC: From: ann@example.org\nC:\nC: Hello\nC: .\n";

#[test]
fn local_delivery_answers_once_for_each_accepted_recipient() {
    let run = run(
        "lmtp",
        "S: 220\nC: EHLO client.example.org\nS: 500\nC: LHLO client.example.org\nS: 250\n\
         C: MAIL FROM:<ann@example.org>\nC: RCPT TO:<a@example.com>\nC: RCPT TO: <c@example.com>\nC: RCPT TO:<b@example.com>\nC: DATA\n\
         S: 250\nS: 250\nS: 501\nS: 250\nS: 354\n\
         C: From: ann@example.org\nC:\nC: .\nS: 250\nS: 250\nC: QUIT\nS: 221\n",
    );
    assert_eq!(run.mails.len(), 1);
    assert_eq!(run.mails[0].recipients, ["a@example.com", "b@example.com"]);
    assert!(String::from_utf8_lossy(&run.mails[0].raw).contains(" with LMTP id "));
}

#[test]
fn chunks_are_put_together_and_their_octets_never_read_as_commands() {
    let run = run(
        "postfix-like",
        &format!(
            "S: 220\n{MAIL}C: RCPT TO:<bob@example.com>\nS: 250\nC= \"BDAT 13\\r\\nFrom: a@b.c\\r\\n\"\nS: 250\n\
             C= \"BDAT 6 LAST\\r\\n\\r\\nQUIT\"\nS: 250\nC: QUIT\nS: 221\n"
        ),
    );
    assert_eq!(run.mails.len(), 1);
    let raw = String::from_utf8_lossy(&run.mails[0].raw).into_owned();
    assert!(raw.ends_with("From: a@b.c\r\n\r\nQUIT"), "{raw:?}");
}

#[test]
fn submission_wants_tls_then_a_user_then_mail() {
    let run = run(
        "submission",
        "S: 220\nC: EHLO client.example.org\nS: 250\nC: MAIL FROM:<ann@example.org>\nS: 530 5.7.0 *\n\
         C: STARTTLS\nS: 220\n# tls: on\nC: EHLO client.example.org\nS: 250\nC: MAIL FROM:<ann@example.org>\nS: 530 5.7.0 *\n\
         C: AUTH PLAIN AGFubgB3cm9uZw==\nS: 535 5.7.8 *\nC: AUTH PLAIN\nS: 334 \nC: *\nS: 501 *\n\
         C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: YW5u\nS: 334 UGFzc3dvcmQ6\nC: c2VjcmV0\nS: 235 2.7.0 *\n\
         C: MAIL FROM:<ann@example.org>\nS: 250\nC: RCPT TO:<bob@example.com>\nS: 250\n\
         C: DATA\nS: 354\nC: From: ann@example.org\nC: Date: Mon, 23 Nov 2026 10:00:00 +0000\nC: To: bob@example.com\nC:\nC: .\nS: 250\n",
    );
    assert_eq!(run.mails.len(), 1);
    assert!(String::from_utf8_lossy(&run.mails[0].raw).contains(" with ESMTPSA id "));
}

#[test]
fn three_failed_attempts_to_sign_in_are_borne_and_no_more() {
    let attempt = "C: AUTH PLAIN AGFubgB3cm9uZw==\nS: 535 5.7.8 *\n";
    let run = run(
        "submissions",
        &format!("S: 220\nC: EHLO client.example.org\nS: 250\n{attempt}{attempt}{attempt}S: 421\n"),
    );
    assert!(run.closed);
}

#[test]
fn what_follows_starttls_in_clear_is_never_read() {
    let run = run(
        "submission",
        "S: 220\nC: EHLO client.example.org\nS: 250\nC: STARTTLS\nC: QUIT\nS: 220\n# tls: on\nC: EHLO client.example.org\nS: 250\n",
    );
    assert!(!run.closed);
}

#[test]
fn greylisting_puts_off_once() {
    let run = run(
        "greylisting",
        &format!(
            "S: 220\n{MAIL}C: RCPT TO:<bob@example.com>\nS: 450 4.7.1 *\nC: RCPT TO:<bob@example.com>\nS: 250\n\
             {MESSAGE}S: 250\n"
        ),
    );
    assert_eq!(run.mails.len(), 1);
}

#[test]
fn each_fault_says_what_its_name_promises() {
    let recipient = "C: RCPT TO:<eve@example.com>\n";
    for (preset, script) in [
        ("full-mailbox", format!("S: 220\n{MAIL}{recipient}S: 552 5.2.2 *\n")),
        ("unknown-user", format!("S: 220\n{MAIL}{recipient}S: 550 5.1.1 *\nC: RCPT TO:<bob@example.com>\nS: 250\n")),
        ("relay-denied", format!("S: 220\n{MAIL}C: RCPT TO:<a@example.net>\nS: 550 5.7.1 *\n{recipient}S: 250\n")),
        ("no-mail-for-domain", format!("S: 220\n{MAIL}{recipient}S: 556 5.1.10 *\n")),
        ("too-many-recipients", format!("S: 220\n{MAIL}{recipient}S: 250\n{recipient}S: 250\n")),
        ("shutting-down", format!("S: 220\n{MAIL}{recipient}S: 421\n")),
        ("refused-at-greeting", "S: 554\nC: EHLO client.example.org\nS: 503\nC: QUIT\nS: 221\n".to_owned()),
        ("no-mail-service", "S: 521\nC: QUIT\nS: 221\n".to_owned()),
        ("before-1993", "S: 220\nC: EHLO client.example.org\nS: 502\nC: HELO client.example.org\nS: 250\n".to_owned()),
        ("tls-unavailable", "S: 220\nC: EHLO client.example.org\nS: 250\nC: STARTTLS\nS: 454\n".to_owned()),
        ("mixed-codes", "S: 220\nC: EHLO client.example.org\nS: 250\nC: MAIL FROM:<a@example.org>\nS: 251 *\n".to_owned()),
        ("not-a-reply", "S: 220\nC: EHLO client.example.org\nS: 250\nC: MAIL FROM:<a@example.org>\nS: Welcome!\n".to_owned()),
        ("strict", "S: 220\nC: EHLO client.example.org\nS: 250\nC: MAIL FROM: <a@example.org>\nS: 501\n".to_owned()),
        ("lenient", "S: 220\nC: EHLO client.example.org\nS: 250\nC: MAIL FROM: <a@example.org>\nS: 250\n".to_owned()),
        ("exim-like", "S: 220\nC: EHLO client.example.org\nS: 250\nC: NOOP\nS: 250 Ok\n".to_owned()),
        ("postfix-like", "S: 220\nC: EHLO client.example.org\nS: 250\nC: NOOP\nS: 250 2.0.0 Ok\n".to_owned()),
        ("over-quota", format!("S: 220\n{MAIL}{recipient}S: 250\nC: DATA\nS: 354\nC: {}\nC: .\nS: 552 5.3.4 *\n", "x".repeat(999))),
        ("cut-in-data", format!("S: 220\n{MAIL}{recipient}S: 250\n{MESSAGE}")),
        ("slow", "S: 220\nC: EHLO client.example.org\nS: 250\n".to_owned()),
    ] {
        let run = run(preset, &script);
        match preset {
            "cut-in-data" | "shutting-down" => assert!(run.closed && run.mails.is_empty(), "{preset}"),
            "slow" => assert_eq!(run.waited_ms, 6000),
            _ => {}
        }
    }
    // Every preset is driven by a test of this file.
    assert_eq!(PRESETS.len(), 23);
}

#[test]
fn who_turns_everybody_away_says_so_to_commands_that_it_does_not_have() {
    run(
        "refused-at-greeting",
        "S: 554\nC: EXPN staff\nS: 503 5.5.1 *\nC: ETRN example.org\nS: 503 5.5.1 *\nC: QUIT\nS: 221\n",
    );
    run(
        "no-mail-service",
        "S: 521\nC: EXPN staff\nS: 521 This *\nC: BDAT 0 LAST\nS: 521 This *\nC: QUIT\nS: 221\n",
    );
}

#[test]
fn no_enhanced_code_stands_in_an_answer_to_a_hello() {
    run(
        "strict",
        "S: 220\nC: EHLO a_b.example\nS: 501 The *\nC: LHLO client.example.org\nS: 500 Command *\n\
         C: EHLO client.example.org\nS: 250\nC: NOOP\nS: 250 2.0.0 *\n",
    );
}

#[test]
fn the_end_of_a_sign_in_has_the_enhanced_codes_of_its_standard() {
    let long = "A".repeat(4000);
    run(
        "submissions",
        &format!(
            "S: 220\nC: EHLO client.example.org\nS: 250\nC: AUTH PLAIN {long}\nS: 500 5.5.6 *\n\
             C: AUTH PLAIN\nS: 334\nC: *\nS: 501 5.7.0 *\n"
        ),
    );
}

#[test]
fn international_mail_is_traced_as_such_and_its_addresses_are_not_said_back() {
    let run = run(
        "postfix-like",
        "S: 220\nC: EHLO client.example.org\nS: 250\nC: MAIL FROM:<jö@example.org> SMTPUTF8\nS: 250 2.1.0 Sender ok\n\
         C: RCPT TO:<bob@example.com>\nS: 250 2.1.5 Recipient <bob@example.com> ok\nC: DATA\nS: 354\n\
         C: From: jö@example.org\nC: Date: Thu, 26 Nov 2026 08:00:00 +0000\nC:\nC: Hello\nC: .\nS: 250\n",
    );
    let raw = String::from_utf8_lossy(&run.mails[0].raw).into_owned();
    assert!(raw.contains(" with UTF8SMTP id "), "{raw}");
}

#[test]
fn help_about_a_command_says_how_it_is_written() {
    run(
        "strict",
        "S: 220\nC: HELP mail\nS: 214 2.0.0 MAIL FROM:<reverse-path>*\nC: HELP me\nS: 504 5.5.4 *\nC: HELP\nS: 214 2.0.0 EHLO *\n",
    );
}

#[test]
fn nothing_waits_for_who_asks_for_the_queue() {
    run(
        "postfix-like",
        "S: 220\nC: EHLO client.example.org\nS: 250\nC: ETRN example.org\nS: 251 2.0.0 *\n",
    );
}
