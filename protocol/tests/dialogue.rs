//! Client and server joined in memory: whole, byte by byte, and split anywhere.

use ehlo_protocol::client::{Client, Stuffing};
use ehlo_protocol::diagnostic::Profile;
use ehlo_protocol::phase::Phase;
use ehlo_protocol::reply::ReplyReader;
use ehlo_protocol::script::{Script, ScriptStep};
use ehlo_protocol::server::{AcceptedMail, Output, Server, Settings};
use ehlo_protocol::session::Mode;
use ehlo_protocol::transcript::Blame;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// A client and a server, and a wire that carries at most `slice` octets at a time.
struct Pair {
    client: Client,
    server: Server,
    slice: usize,
    mails: Vec<AcceptedMail>,
    now_ms: u64,
}

impl Pair {
    fn new(slice: usize) -> Self {
        let mut pair = Self {
            client: Client::new(Mode::Smtp, Profile::Strict),
            server: Server::new(Settings::default()),
            slice,
            mails: Vec::new(),
            now_ms: 1_763_812_800_000,
        };
        pair.client.connected(0);
        pair.server.connected();
        pair.drive();
        pair
    }

    /// Carries bytes both ways until both sides are quiet.
    fn drive(&mut self) {
        loop {
            let mut quiet = true;
            while let Some(bytes) = self.client.poll_output() {
                quiet = false;
                for chunk in bytes.chunks(self.slice) {
                    self.server.receive(chunk, self.now_ms);
                }
            }
            while let Some(output) = self.server.poll() {
                quiet = false;
                match output {
                    Output::Send(bytes) => {
                        for chunk in bytes.chunks(self.slice) {
                            self.client.receive(chunk, 1);
                        }
                    }
                    Output::Accepted(mail) => self.mails.push(mail),
                    Output::Wait(_) | Output::StartTls => panic!("neither waits nor TLS here"),
                    Output::Close => self.client.closed(Blame::Server, 2),
                }
            }
            if quiet {
                return;
            }
        }
    }

    fn say(&mut self, line: &str) {
        self.client.send_line(line.as_bytes(), 1);
        self.drive();
    }

    fn mail(&mut self, text: &str) {
        self.client
            .send_content(text.as_bytes(), Stuffing::Apply, 1);
        self.client.end_data(1);
        self.drive();
    }
}

fn session(slice: usize) -> (String, Vec<AcceptedMail>, Phase) {
    let mut pair = Pair::new(slice);
    pair.say("EHLO client.example.org");
    pair.say("MAIL FROM:<ann@example.org> SIZE=200");
    pair.say("RCPT TO:<bob@example.com>");
    pair.say("RCPT TO:<Postmaster>");
    pair.say("DATA");
    pair.mail("From: ann@example.org\nTo: bob@example.com\n\n.hidden\n.\n..\nBye");
    pair.say("MAIL FROM:<>");
    pair.say("RCPT TO:<bob@example.com>");
    pair.say("DATA");
    pair.mail("");
    pair.say("QUIT");
    (
        pair.client.transcript().to_text(),
        pair.mails,
        pair.client.session().phase,
    )
}

#[test]
fn two_mails_in_one_session_whole_and_in_slices() {
    let (text, mails, phase) = session(usize::MAX);
    assert_eq!(phase, Phase::Closed);
    assert_eq!(mails.len(), 2);
    assert_eq!(mails[0].reverse_path, "ann@example.org");
    assert_eq!(mails[0].recipients, ["bob@example.com", "Postmaster"]);
    let raw = String::from_utf8(mails[0].raw.clone()).expect("text");
    assert!(
        raw.ends_with("\r\n\r\n.hidden\r\n.\r\n..\r\nBye\r\n"),
        "{raw}"
    );
    assert!(raw.starts_with(
        "Return-Path: <ann@example.org>\r\nReceived: from client.example.org ([127.0.0.1])\r\n\tby"
    ));
    assert!(
        !raw.contains("\tfor <"),
        "two recipients must not learn of each other: {raw}"
    );
    assert_eq!(mails[1].reverse_path, "");
    assert!(String::from_utf8_lossy(&mails[1].raw).contains("\tfor <bob@example.com>;"));
    for slice in [1, 2, 3, 7, 100] {
        let (other_text, other_mails, _) = session(slice);
        assert_eq!(
            (other_text, &other_mails),
            (text.clone(), &mails),
            "slices of {slice}"
        );
    }
}

#[test]
fn the_server_answers_what_the_client_predicted() {
    let mut pair = Pair::new(usize::MAX);
    for line in [
        "HELLO me",
        "MAIL FROM:<ann@example.org>",
        "EHLO client.example.org",
        "MAIL FROM: <ann@example.org>",
    ] {
        pair.say(line);
        let entries = pair.client.transcript().entries();
        let [.., said, answer] = entries else {
            panic!("two entries")
        };
        let expected = said.expected.map(|expected| expected.code);
        let ehlo_protocol::transcript::Speech::Reply { reply, answers, .. } = &answer.speech else {
            panic!("a reply")
        };
        assert_eq!(*answers, Some(said.number));
        assert_eq!(reply.code(), expected.or(Some(250)), "{line}");
    }
}

#[test]
fn a_smuggled_mail_is_one_mail_and_refused() {
    let mut pair = Pair::new(1);
    for line in [
        "EHLO client.example.org",
        "MAIL FROM:<ann@example.org>",
        "RCPT TO:<bob@example.com>",
        "DATA",
    ] {
        pair.say(line);
    }
    let smuggled = b"From: a@b.example\r\n\r\nx\n.\nMAIL FROM:<evil@example.net>\r\nRCPT TO:<victim@example.com>\r\nDATA\r\n.\r\n";
    pair.client.send_exactly(smuggled, 1);
    pair.drive();
    assert!(pair.mails.is_empty());
    let last = pair
        .client
        .transcript()
        .entries()
        .last()
        .expect("an answer")
        .bytes();
    assert!(
        last.starts_with(b"554 5.6.0"),
        "{}",
        String::from_utf8_lossy(&last)
    );
    assert_eq!(pair.server.phase(), Phase::Ready);
}

#[test]
fn a_message_over_the_limit_is_refused_and_not_kept() {
    let mut pair = Pair::new(4096);
    pair.server = Server::new(Settings {
        max_message: 1000,
        ..Settings::default()
    });
    pair.client.connected(0);
    pair.server.connected();
    pair.drive();
    for line in [
        "EHLO client.example.org",
        "MAIL FROM:<ann@example.org>",
        "RCPT TO:<bob@example.com>",
        "DATA",
    ] {
        pair.say(line);
    }
    pair.mail(&"x".repeat(999));
    let last = pair
        .client
        .transcript()
        .entries()
        .last()
        .expect("an answer")
        .bytes();
    assert!(
        last.starts_with(b"552 5.3.4"),
        "{}",
        String::from_utf8_lossy(&last)
    );
    assert!(pair.mails.is_empty());
}

#[test]
fn a_script_runs_against_the_server_as_it_is_written() {
    let text = "\
S: 220 mx.example.com *
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 ENHANCEDSTATUSCODES
C: MAIL FROM:<ann@example.org>
C: RCPT TO:<bob@example.com>
C: DATA
S: 250
S: 2xx
S: 354
C: From: ann@example.org
C:
C: ..dot
C: .
S: 250 2.0.0 Accepted as *
C: QUIT
S: 221
";
    let mut server = Server::new(Settings::default());
    server.connected();
    let mut replies = ReplyReader::default();
    let mut heard = 0;
    for step in Script::read(text).steps {
        match step {
            ScriptStep::Write { bytes, .. } => server.receive(&bytes, 0),
            ScriptStep::Expect { line, expectation } => {
                while let Some(output) = server.poll() {
                    if let Output::Send(bytes) = output {
                        replies.push(&bytes);
                    }
                }
                let reply = replies
                    .next()
                    .unwrap_or_else(|| panic!("nothing came for line {line}"));
                assert!(expectation.is_met_by(&reply), "line {line}: {reply:?}");
                heard += 1;
            }
            ScriptStep::StartTls => panic!("no TLS here"),
        }
    }
    assert_eq!(heard, 7);
}
