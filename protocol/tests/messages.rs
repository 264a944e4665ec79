//! Messages made of odd pieces, and messages made to exhaust: every finding and every fix lies within them.

use ehlo_protocol::check;
use ehlo_protocol::diagnostic::{Diagnostic, Profile};
use ehlo_protocol::message::{MAX_HEADER, MAX_PARTS, Message};
use ehlo_protocol::notation;
use ehlo_protocol::rules::example::Start;
use ehlo_protocol::rules::{Packing, Stage};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const PIECES: &[&[u8]] = &[
    b"\r\n",
    b"\r\n",
    b"\r\n",
    b"\r\n\r\n",
    b"\n",
    b"\r",
    b".",
    b"..",
    b" ",
    b"\t",
    b"\0",
    b"\xff",
    "ü".as_bytes(),
    b"--b",
    b"--b--",
    b"From: Ann <ann@example.org>",
    b"From : ann",
    b"To: b@c.example, \"d",
    b"Date: Mon, 23 Nov 2026 10:00:00 +0000",
    b"Date: Tue, 31 Feb 26 25:00 EST",
    b"Message-ID: <a@b><c@d>",
    b"References: <a@b> x",
    b"Subject: =?UTF-8?Q?x?=",
    b"Bcc: x",
    b"MIME-Version: 1.0",
    b"Content-Type: multipart/mixed; boundary=b",
    b"Content-Type: text/plain; charset=\"utf-8\"",
    b"Content-Transfer-Encoding: base64",
    b"Content-Transfer-Encoding: quoted-printable",
    b"=3D=",
    b"List-Unsubscribe: <https://x.example>",
    b"Received: from a by b",
    b"Hello Bob",
    b"QUIT",
    b"221 bye",
    b"MAIL FROM:<a@b.example>",
];

/// A small generator (xorshift): the same messages in every run.
fn messages(count: usize) -> impl Iterator<Item = Vec<u8>> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut number = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).unwrap_or(0)
    };
    (0..count).map(move |_| {
        let pieces = number() % 16;
        (0..pieces)
            .flat_map(|_| PIECES[number() % PIECES.len()].to_vec())
            .collect()
    })
}

#[test]
fn every_finding_and_every_fix_lies_within_the_message() {
    let record = notation::record(&Start::Data.transcript(), Profile::Strict);
    for message in messages(3_000) {
        for packing in [Packing::Stuffed, Packing::Chunks, Packing::Unpacked] {
            for stage in [Stage::Draft, Stage::Ended, Stage::CutOff] {
                let found =
                    check::content(record.session(), &message, packing, stage, Profile::Strict);
                for finding in found {
                    let fix = finding.fix.as_ref().map(|fix| fix.span);
                    for span in [Some(finding.span), finding.related, fix]
                        .into_iter()
                        .flatten()
                    {
                        assert!(
                            span.range().end <= message.len(),
                            "{}: {span:?} in {:?}",
                            finding.rule,
                            String::from_utf8_lossy(&message)
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn a_fix_changes_the_message_and_brings_no_more_of_its_kind() {
    let record = notation::record(&Start::Data.transcript(), Profile::Strict);
    let check = |message: &[u8]| {
        check::content(
            record.session(),
            message,
            Packing::Stuffed,
            Stage::Ended,
            Profile::Strict,
        )
    };
    let mut fixes = 0;
    for message in messages(3_000) {
        let found = check(&message);
        let count =
            |found: &[Diagnostic], rule| found.iter().filter(|one| one.rule == rule).count();
        for finding in &found {
            let Some(fix) = &finding.fix else { continue };
            let mut fixed = message.clone();
            fixed.splice(fix.span.range(), fix.text.bytes());
            let shown = String::from_utf8_lossy(&message);
            assert_ne!(fixed, message, "{}: {shown:?}", finding.rule);
            let after = count(&check(&fixed), finding.rule);
            let before = count(&found, finding.rule);
            assert!(after <= before, "{}: {shown:?}", finding.rule);
            fixes += 1;
        }
    }
    assert!(fixes > 500, "{fixes}");
}

#[test]
fn messages_made_to_exhaust_are_read_up_to_the_limits() {
    let record = notation::record(&Start::Data.transcript(), Profile::Strict);
    let deep: String = (0..10_000)
        .map(|level| {
            format!("Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n")
        })
        .collect();
    let headers = "A: b\r\n".repeat(1_000_000);
    let boundary = "b".repeat(100_000);
    let boundary =
        format!("Content-Type: multipart/mixed; boundary={boundary}\r\n\r\n--{boundary}\r\n");
    let addresses = format!("From: a@b.example\r\nTo: {}\r\n\r\n", "a,".repeat(50_000));
    let parts = format!(
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n{}",
        "--b\r\nContent-Transfer-Encoding: base64\r\n\r\n****\r\n".repeat(5_000)
    );
    for message in [deep, headers, boundary, addresses, parts] {
        let read = Message::read(message.as_bytes(), true);
        assert!(read.structure.parts.len() <= MAX_PARTS);
        assert!(read.header.octets <= MAX_HEADER);
        let found = check::content(
            record.session(),
            message.as_bytes(),
            Packing::Stuffed,
            Stage::Ended,
            Profile::Strict,
        );
        assert!(found.len() < 100, "{}", found.len());
    }
}
