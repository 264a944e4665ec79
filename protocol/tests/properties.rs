//! Seven properties that hold whatever is said, tried with input from a small generator: the same in every run, native
//! and in a browser.

use std::collections::BTreeMap;

use ehlo_protocol::check;
use ehlo_protocol::command::Command;
use ehlo_protocol::data::{DataDecoder, encode};
use ehlo_protocol::diagnostic::{Diagnostic, Profile, Severity};
use ehlo_protocol::line::Line;
use ehlo_protocol::notation;
use ehlo_protocol::record::Record;
use ehlo_protocol::reply::{MAX_REPLY_LINES, ReplyReader};
use ehlo_protocol::rules::{self, Check, example::Start};
use ehlo_protocol::server::{Output, PRESETS, Server};
use ehlo_protocol::session::{MAX_CONTENT, MAX_PENDING, Mode, Session};
use ehlo_protocol::transcript::Speech;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[path = "properties/generator.rs"]
mod generator;

use generator::{Random, command, conversation};

/// Sessions at the moments that matter.
fn sessions() -> Vec<Session> {
    [
        Start::Greeted,
        Start::Ready,
        Start::Mail,
        Start::Recipients,
        Start::Extended,
        Start::ExtendedRecipients,
        Start::SignedIn,
    ]
    .iter()
    .map(|start| notation::record(&start.transcript(), Profile::Strict))
    .map(|record| record.session().clone())
    .collect()
}

#[test]
fn a_command_is_kept_as_typed_and_written_as_the_standards_do() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for _ in 0..5000 {
        let (clean, noisy) = command(&mut random);
        let read = Command::read(noisy.as_bytes());
        assert_eq!(read.line, noisy.as_bytes());
        assert_eq!(
            String::from_utf8_lossy(&read.canonical()),
            clean,
            "{noisy:?}"
        );
        let mut broken = noisy.into_bytes();
        random.mutate(&mut broken);
        let once = Command::read(&broken).canonical();
        let twice = Command::read(&once).canonical();
        assert_eq!(
            String::from_utf8_lossy(&once),
            String::from_utf8_lossy(&twice),
            "{:?}",
            String::from_utf8_lossy(&broken)
        );
    }
}

/// What came of a conversation whose speeches came in pieces: what was said, with content joined, and all findings.
fn record(
    said: &[(char, Vec<u8>)],
    mut pieces: impl FnMut(&[u8]) -> Vec<Vec<u8>>,
) -> (Vec<String>, Record) {
    let mut record = Record::new(Mode::Smtp, Profile::Strict);
    let mut replies = ReplyReader::default();
    record.connected(0);
    for (side, bytes) in said {
        for piece in pieces(bytes) {
            if *side == 'C' {
                record.client_bytes(&piece, 0);
            } else {
                replies.push(&piece);
                while let Some(reply) = replies.next() {
                    record.reply(reply, 0);
                }
            }
        }
    }
    record.finish(0);
    (events(&record), record)
}

fn events(record: &Record) -> Vec<String> {
    let mut events: Vec<String> = Vec::new();
    let mut content: Vec<u8> = Vec::new();
    let mut about_content: Vec<String> = Vec::new();
    for entry in record.transcript().entries() {
        let found = entry.diagnostics.iter().map(told);
        if let Speech::Content(bytes) = &entry.speech {
            content.extend_from_slice(bytes);
            about_content.extend(found);
            continue;
        }
        if !content.is_empty() {
            events.push(format!("content {:?}", notation::quote(&content)));
            events.append(&mut about_content);
            content.clear();
        }
        events.push(notation::quote(&entry.bytes()));
        events.extend(found);
    }
    events.push(format!("content {:?}", notation::quote(&content)));
    events.append(&mut about_content);
    events
}

fn told(found: &Diagnostic) -> String {
    format!("{} {:?} {:?}", found.rule, found.severity, found.span)
}

#[test]
fn any_split_of_what_is_said_gives_the_same_record() {
    let mut random = Random(0xD1B5_4A32_D192_ED03);
    for _ in 0..150 {
        let said = conversation(&mut random);
        let (whole, _) = record(&said, |bytes| vec![bytes.to_vec()]);
        let (split, _) = record(&said, |bytes| {
            random
                .split(bytes)
                .iter()
                .map(|piece| piece.to_vec())
                .collect()
        });
        let (bytewise, _) = record(&said, |bytes| bytes.chunks(1).map(<[u8]>::to_vec).collect());
        assert_eq!(split, whole, "{said:?}");
        assert_eq!(bytewise, whole, "{said:?}");
    }
}

#[test]
fn nothing_that_is_said_panics_or_is_kept_beyond_the_limits() {
    let mut random = Random(0xA076_1D64_78BD_642F);
    for round in 0..200 {
        let mut said = conversation(&mut random);
        for (_, bytes) in &mut said {
            for _ in 0..random.below(3) {
                random.mutate(bytes);
            }
        }
        let (_, record) = record(&said, |bytes| vec![bytes.to_vec()]);
        hold_to_limits(record.session());
        let text: Vec<u8> = said.iter().flat_map(|(_, bytes)| bytes.clone()).collect();
        let _ = notation::record(&String::from_utf8_lossy(&text), Profile::Practice);
        let preset = &PRESETS[round % PRESETS.len()];
        let mut server = Server::with_behaviour(preset.behaviour());
        server.connected();
        server.receive(&text, 0);
        while server.poll().is_some() {}
        hold_to_limits(server.session());
    }
}

#[test]
fn a_flood_is_held_to_the_limits() {
    let mut record = Record::new(Mode::Smtp, Profile::Strict);
    record.connected(0);
    record.client_bytes(&b"NOOP\r\n".repeat(MAX_PENDING + 100), 0);
    hold_to_limits(record.session());
    assert_eq!(record.session().pending.len(), MAX_PENDING);

    let mut replies = ReplyReader::default();
    replies.push(&b"250-and so on\r\n".repeat(10_000));
    while replies.next().is_some() {}
    assert!(replies.partial().len() <= MAX_REPLY_LINES);

    let long = Line::new(b"MAIL FROM:<\xe2\x80\x9d\x01".repeat(10_000));
    for session in sessions() {
        let found = check::line(&session, &long, Profile::Strict);
        assert!(found.len() < 100, "{} findings of one line", found.len());
    }
}

fn hold_to_limits(session: &Session) {
    assert!(session.pending.len() <= MAX_PENDING);
    assert!(session.content.len() <= MAX_CONTENT);
    assert!(session.recipient_domains.len() <= MAX_PENDING);
}

#[test]
fn what_is_stuffed_is_unstuffed_again() {
    let mut random = Random(0x2545_F491_4F6C_DD1D);
    for _ in 0..20_000 {
        let mut message = Vec::new();
        for _ in 0..random.below(6) {
            let line = random.pick(&["", ".", "..", ".hidden", "text", "text.", "é", "\0"]);
            message.extend_from_slice(line.as_bytes());
            message.extend_from_slice(b"\r\n");
        }
        let wire = encode(&message);
        let mut decoder = DataDecoder::new(usize::MAX);
        for piece in random.split(&wire) {
            decoder.push(piece);
        }
        assert!(decoder.is_ended());
        assert_eq!(decoder.message(), message);
    }
}

/// Everything a server says to lines that come in one write or one by one, and the mails it took.
fn served(lines: &[Vec<u8>], at_once: bool) -> (Vec<Vec<u8>>, usize) {
    let mut server = Server::with_behaviour(PRESETS[0].behaviour());
    let (mut said, mut mails) = (Vec::new(), 0);
    server.connected();
    let writes = if at_once {
        vec![lines.concat()]
    } else {
        lines.to_vec()
    };
    for write in writes {
        server.receive(&write, 0);
        while let Some(output) = server.poll() {
            match output {
                Output::Send(bytes) => said.push(bytes),
                Output::Accepted(_) => mails += 1,
                Output::Close => return (said, mails),
                _ => {}
            }
        }
    }
    (said, mails)
}

/// The session of a client that wrote lines and got these replies, in turn or all at once.
fn session_of(lines: &[Vec<u8>], replies: &[Vec<u8>], at_once: bool) -> Session {
    let mut said = vec![('S', replies[0].clone())];
    if at_once {
        said.push(('C', lines.concat()));
        said.push(('S', replies[1..].concat()));
    } else {
        for (line, reply) in lines.iter().zip(&replies[1..]) {
            said.push(('C', line.clone()));
            said.push(('S', reply.clone()));
        }
    }
    let (_, record) = record(&said, |bytes| vec![bytes.to_vec()]);
    record.session().clone()
}

#[test]
fn a_pipelined_run_is_the_same_run_one_by_one() {
    let mut random = Random(0x94D0_49BB_1331_11EB);
    for _ in 0..500 {
        let mut lines = vec![b"EHLO client.example.org\r\n".to_vec()];
        for _ in 0..2 + random.below(8) {
            let line = random.pick(&[
                "MAIL FROM:<ann@example.org>",
                "RCPT TO:<bob@example.com>",
                "RCPT TO:<carol@example.net>",
                "RCPT TO: <dave@example.com>",
                "RCPT TO:<>",
                "RSET",
                "MAIL FROM:<bob@example.com> SIZE=99999999999",
            ]);
            lines.push(format!("{line}\r\n").into_bytes());
        }
        let one_by_one = served(&lines, false);
        assert_eq!(served(&lines, true), one_by_one);
        let waited = session_of(&lines, &one_by_one.0, false);
        let pipelined = session_of(&lines, &one_by_one.0, true);
        assert_eq!(pipelined, waited, "{lines:?}");
    }
}

#[test]
fn every_finding_lies_inside_its_line_and_says_where_it_is_written() {
    let mut random = Random(0xBF58_476D_1CE4_E5B9);
    let sessions = sessions();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for round in 0..6000 {
        let mut line = command(&mut random).1.into_bytes();
        if random.chance(80) {
            random.mutate(&mut line);
        }
        let session = &sessions[round % sessions.len()];
        for found in check::line(session, &Line::new(line.clone()), Profile::Strict) {
            let shown = String::from_utf8_lossy(&line);
            assert!(
                found.span.range().end <= line.len(),
                "{found:?} in {shown:?}"
            );
            let places = [found.related, found.fix.as_ref().map(|fix| fix.span)];
            for place in places.into_iter().flatten() {
                assert!(place.range().end <= line.len(), "{found:?} in {shown:?}");
            }
            if found.severity == Severity::Error {
                let written = !found.reference.section.is_empty();
                assert!(written, "{} cites no section", found.rule);
            }
            *seen.entry(found.rule).or_default() += 1;
        }
    }
    assert!(seen.len() > 50, "the generator reaches few rules: {seen:?}");
}

/// The findings of a transcript, by rule.
fn named(text: &str) -> Vec<&'static str> {
    notation::record(text, Profile::Strict)
        .transcript()
        .entries()
        .iter()
        .flat_map(|entry| entry.diagnostics.iter().map(|found| found.rule))
        .collect()
}

#[test]
fn every_rule_fires_alone_on_its_example_and_not_on_the_twin_in_other_surroundings() {
    const NOOP: &str = "C: NOOP\nS: 250 2.0.0 Ok\n";
    let inside = [Start::Nothing, Start::Data, Start::Header];
    let mut faults = Vec::new();
    for rule in rules::all() {
        for (example, expected) in [(&rule.wrong, true), (&rule.right, false)] {
            if inside.contains(&example.start) {
                continue;
            }
            let text = format!("{}{NOOP}{}", example.start.transcript(), example.text);
            let found = named(&text);
            let own = found.iter().all(|name| *name == rule.name);
            if !own || found.is_empty() == expected {
                faults.push(format!("{}: {found:?}", rule.name));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_fix_heals_what_it_is_for() {
    let mut healed = 0;
    let mut faults = Vec::new();
    for rule in rules::all() {
        if !matches!(rule.check, Check::Command(_) | Check::Line(_)) {
            continue;
        }
        let text = rule.wrong.transcript();
        let record = notation::record(&text, Profile::Strict);
        for entry in record.transcript().entries() {
            let Some(fix) = entry.diagnostics.iter().find_map(|found| found.fix.clone()) else {
                continue;
            };
            let Speech::Command(line) = &entry.speech else {
                continue;
            };
            let mut fixed = line.bytes.clone();
            fixed.splice(fix.span.range(), fix.text.bytes());
            let wrong = String::from_utf8_lossy(&line.bytes).into_owned();
            let right = String::from_utf8_lossy(&fixed).into_owned();
            let quoted = [
                notation::quote(&[line.bytes.as_slice(), b"\r\n"].concat()),
                notation::quote(&[fixed.as_slice(), b"\r\n"].concat()),
            ];
            let mended = text
                .replace(&format!("C: {wrong}\n"), &format!("C: {right}\n"))
                .replace(&quoted[0], &quoted[1]);
            let left = named(&mended)
                .iter()
                .filter(|name| **name == rule.name)
                .count();
            let had = named(&text)
                .iter()
                .filter(|name| **name == rule.name)
                .count();
            if left >= had {
                faults.push(format!("{}: {wrong:?} -> {right:?}", rule.name));
            }
            healed += 1;
            break;
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(healed > 30, "only {healed} fixes were tried");
}
