//! Whole dialogues, those of the RFCs in our own names and those of tutorials, with every finding written under the line
//! that it is about: `=> rule severity`.

use std::fmt::Write as _;

use ehlo_protocol::diagnostic::{Diagnostic, Profile};
use ehlo_protocol::notation;
use ehlo_protocol::transcript::{Entry, Note, Speech};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("dialogues/", $name, ".txt")))),*]
    };
}

const FILES: &[(&str, &str)] = files!(
    "rfc5321-d1-typical",
    "rfc5321-d2-aborted",
    "rfc5321-d3-relayed",
    "rfc5321-d4-verifying",
    "rfc2920-waiting",
    "rfc2920-pipelined",
    "rfc2920-no-recipient",
    "rfc3030-chunks",
    "rfc3030-pipelined-binary",
    "rfc3207-starttls",
    "rfc4954-plain",
    "rfc4954-plain-challenge",
    "rfc4954-cram-md5",
    "rfc4954-external",
    "rfc6531-international",
    "rfc9422-limits",
    "tutorial-1",
    "tutorial-2",
);

#[test]
fn every_line_has_the_findings_that_stand_under_it() {
    let mut faults = String::new();
    for (name, text) in FILES {
        let transcript: String = text
            .lines()
            .filter(|line| !line.starts_with("=> "))
            .map(|line| format!("{line}\n"))
            .collect();
        let annotated = annotate(&transcript);
        if annotated != *text {
            let _ = writeln!(faults, "{name}.txt should be\n{annotated}");
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

/// The transcript with every finding under its line, in the order in which it is found.
fn annotate(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut findings: Vec<Vec<String>> = vec![Vec::new(); lines.len()];
    let record = notation::record(text, Profile::Strict);
    let mut walk = Walk::default();
    for entry in record.transcript().entries() {
        walk.step(entry);
        for finding in &entry.diagnostics {
            let line = walk.line_of(entry, finding).min(lines.len() - 1);
            findings[line].push(format!("=> {} {}", finding.rule, finding.severity.name()));
        }
    }
    assert_eq!(
        walk.next,
        lines.len(),
        "every line is an entry or a part of one"
    );
    let mut annotated = String::new();
    for (line, findings) in lines.iter().zip(findings) {
        let _ = writeln!(annotated, "{line}");
        for finding in findings {
            let _ = writeln!(annotated, "{finding}");
        }
    }
    annotated
}

/// Which lines of the text the entries are, one after the other.
#[derive(Default)]
struct Walk {
    /// The first line of the entry.
    first: usize,
    /// The line behind it.
    next: usize,
    /// Where in the message each of its lines begins, and which line of the text it is.
    message: Vec<(usize, usize)>,
    /// Octets of the message so far.
    octets: usize,
    /// Whether the next message octets begin another message.
    over: bool,
}

impl Walk {
    fn step(&mut self, entry: &Entry) {
        self.first = self.next;
        match &entry.speech {
            Speech::Note(Note::Connected) => {}
            Speech::Content(octets) => {
                if std::mem::take(&mut self.over) {
                    self.message.clear();
                    self.octets = 0;
                }
                for line in text_lines(octets) {
                    self.message.push((self.octets, self.next));
                    self.octets += line;
                    self.next += 1;
                }
            }
            Speech::Reply { reply, .. } => self.next += reply.lines.len(),
            Speech::EndOfData => {
                self.next += 1;
                self.over = true;
            }
            Speech::Command(_) | Speech::Note(_) => self.next += 1,
        }
    }

    fn line_of(&self, entry: &Entry, finding: &Diagnostic) -> usize {
        let place = finding.span.range().start;
        match &entry.speech {
            Speech::Content(_) | Speech::EndOfData if place < self.octets => self
                .message
                .iter()
                .rev()
                .find(|(start, _)| *start <= place)
                .map_or(self.first, |(_, line)| *line),
            // Behind the last octet: something is missing there.
            Speech::Content(_) | Speech::EndOfData => self.next - 1,
            Speech::Reply { .. } => {
                let bytes = entry.bytes();
                let before = bytes.iter().take(place);
                self.first + before.filter(|byte| **byte == b'\n').count()
            }
            _ => self.first,
        }
    }
}

/// The lengths of the lines, their ends counted. What is written as exact bytes is one line of the text.
fn text_lines(octets: &[u8]) -> Vec<usize> {
    if octets.contains(&0) {
        return vec![octets.len()];
    }
    octets
        .split_inclusive(|byte| *byte == b'\n')
        .map(<[u8]>::len)
        .collect()
}
