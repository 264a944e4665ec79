//! The cases of the specification sheet, read from `cases/*.txt`, and what the rules say of each.
//!
//! A case is a block of lines that ends at an empty line:
//!
//! ```text
//! # 16 space after the colon
//! from: ready DSN, AUTH PLAIN
//! C: MAIL FROM: <a@example.org>
//! => space-around-colon error 501 5.5.4
//! -> MAIL FROM:<a@example.org>
//! ```
//!
//! The first line is the number in the sheet (`-` where it has none) and a title. `from:` says what came before: nothing
//! (as without it), `greeted`, `ready`, `mail`, `recipients` or `data`; `tls` behind it turns TLS on before EHLO, and the
//! keywords behind that are announced in addition to the common ones (or, after `only`, in their place; a keyword as
//! announced here replaces a common one; LHLO is said where `# mode: lmtp` stands). `profile: practice` grades by practice. The lines that follow are a transcript,
//! where `{a*65}` stands for 65 times `a`, or whatever stands before the star.
//!
//! `=>` is a finding: the rule, its severity, and, where given, the reply a strict server gives (`-` where the rule knows
//! none). `->` is the line (or the lines, with ` | ` between them) as the fix of the finding above makes it. `=> nothing` says that there is no finding. A case
//! names all findings, in any order.

use std::fmt::Write as _;

use ehlo_protocol::diagnostic::{Diagnostic, Profile};
use ehlo_protocol::rules;
use ehlo_protocol::{notation, transcript::Speech};
use ehlo_texts::{Language, Texts, Value};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("cases/", $name, ".txt")))),*]
    };
}

/// One file a family.
const FILES: &[(&str, &str)] = files!(
    "framing",
    "commands",
    "addresses",
    "parameters",
    "negotiation",
    "sequence",
    "auth",
    "tls",
    "data",
    "bdat",
    "pipelining",
    "replies",
    "message",
);

#[test]
fn every_case_has_the_findings_that_it_names() {
    let mut faults = String::new();
    for (file, text) in FILES {
        for (line, block) in blocks(text) {
            let case = Case::read(&block);
            let found = case.findings();
            if found != case.expected {
                let _ = writeln!(
                    faults,
                    "{file}.txt:{line}: {}\n  expected {:#?}\n  found {found:#?}",
                    case.title, case.expected
                );
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn cases_name_rules_that_exist() {
    for (file, text) in FILES {
        for (line, block) in blocks(text) {
            for expected in Case::read(&block).expected {
                let name = expected.split(' ').next().expect("a name");
                assert!(rules::find(name).is_some(), "{file}.txt:{line}: {name}");
            }
        }
    }
}

#[test]
fn every_finding_of_the_cases_reads_without_a_gap() {
    let texts = Texts::new(Language::English);
    for (file, text) in FILES {
        for (line, block) in blocks(text) {
            let case = Case::read(&block);
            let record = notation::record(&case.transcript, case.profile);
            for entry in record.transcript().entries() {
                for found in &entry.diagnostics {
                    let values: Vec<(&str, Value)> = found
                        .values
                        .iter()
                        .map(|(name, value)| (*name, Value::from(value.as_str())))
                        .collect();
                    let sentence = texts.text_with(&format!("rule-{}", found.rule), &values);
                    assert!(
                        !sentence.contains('{') && !sentence.contains('«'),
                        "{file}.txt:{line}: {}: {sentence}",
                        found.rule
                    );
                }
            }
        }
    }
}

/// The blocks of a file, each with the number of its first line.
fn blocks(text: &str) -> Vec<(usize, Vec<&str>)> {
    let mut blocks: Vec<(usize, Vec<&str>)> = Vec::new();
    let mut open = false;
    for (index, line) in text.lines().enumerate() {
        if line.is_empty() {
            open = false;
        } else if let Some((_, block)) = blocks.last_mut().filter(|_| open) {
            block.push(line);
        } else {
            open = true;
            blocks.push((index + 1, vec![line]));
        }
    }
    blocks
}

/// One case.
struct Case {
    title: String,
    profile: Profile,
    transcript: String,
    expected: Vec<String>,
    /// Which of the expectations name a reply and a fix.
    details: Vec<(bool, bool)>,
}

impl Case {
    fn read(block: &[&str]) -> Self {
        let title = block
            .first()
            .and_then(|line| line.strip_prefix("# "))
            .unwrap_or_else(|| panic!("a case begins with `# `: {block:?}"));
        let mut case = Self {
            title: title.to_owned(),
            profile: Profile::Strict,
            transcript: String::new(),
            expected: Vec::new(),
            details: Vec::new(),
        };
        let mut said_nothing = false;
        let lmtp = block.contains(&"# mode: lmtp");
        for line in block.iter().skip(1) {
            if let Some(from) = line.strip_prefix("from: ") {
                let start = start(from);
                case.transcript.push_str(&if lmtp {
                    start.replace("C: EHLO", "C: LHLO")
                } else {
                    start
                });
            } else if *line == "profile: practice" {
                case.profile = Profile::Practice;
            } else if *line == "=> nothing" {
                said_nothing = true;
            } else if let Some(expected) = line.strip_prefix("=> ") {
                let words: Vec<&str> = expected.split_whitespace().collect();
                case.expected.push(words.join(" "));
                case.details.push((words.len() > 2, false));
            } else if let Some(fixed) = line.strip_prefix("-> ") {
                let (Some(last), Some(detail)) =
                    (case.expected.last_mut(), case.details.last_mut())
                else {
                    panic!("{title}: no finding stands above the fix");
                };
                let _ = write!(last, " -> {}", repeated(fixed));
                detail.1 = true;
            } else {
                case.transcript.push_str(&repeated(line));
                case.transcript.push('\n');
            }
        }
        assert!(
            said_nothing == case.expected.is_empty(),
            "{title}: name the findings, or `=> nothing`"
        );
        let mut both: Vec<_> = case.expected.into_iter().zip(case.details).collect();
        both.sort();
        (case.expected, case.details) = both.into_iter().unzip();
        case
    }

    /// The findings, told in as much detail as the expectations are.
    fn findings(&self) -> Vec<String> {
        let record = notation::record(&self.transcript, self.profile);
        let mut found: Vec<(Vec<u8>, &Diagnostic)> = Vec::new();
        // The findings about a message have their places in the whole of it.
        let mut message = Vec::new();
        for entry in record.transcript().entries() {
            let bytes = match &entry.speech {
                Speech::Content(octets) => {
                    message.extend_from_slice(octets);
                    message.clone()
                }
                Speech::EndOfData => std::mem::take(&mut message),
                _ => entry.bytes(),
            };
            let findings = entry.diagnostics.iter();
            found.extend(findings.map(|finding| (bytes.clone(), finding)));
        }
        let mut told: Vec<String> = Vec::new();
        let mut details = self.expected.iter().zip(&self.details).collect::<Vec<_>>();
        // The most exact expectation is met first.
        details.sort_by_key(|(_, detail)| std::cmp::Reverse(**detail));
        for (bytes, finding) in found {
            let own = details
                .iter()
                .position(|(expected, detail)| tell(&bytes, finding, **detail) == **expected)
                .or_else(|| {
                    details
                        .iter()
                        .position(|(expected, _)| expected.split(' ').next() == Some(finding.rule))
                });
            let detail = match own {
                Some(own) => *details.remove(own).1,
                None => (true, false),
            };
            told.push(tell(&bytes, finding, detail));
        }
        told.sort();
        told
    }
}

fn tell(bytes: &[u8], finding: &Diagnostic, (with_reply, with_fix): (bool, bool)) -> String {
    let mut told = format!("{} {}", finding.rule, finding.severity.name());
    if with_reply {
        match finding.expected {
            Some(reply) if reply.enhanced.is_empty() => {
                let _ = write!(told, " {}", reply.code);
            }
            Some(reply) => {
                let _ = write!(told, " {} {}", reply.code, reply.enhanced);
            }
            None => told.push_str(" -"),
        }
    }
    if with_fix {
        match &finding.fix {
            Some(fix) => {
                let mut bytes = bytes.to_vec();
                bytes.splice(fix.span.range(), fix.text.bytes());
                let place = fix.span.range().start;
                let _ = write!(told, " -> {}", lines(&bytes, place, fix.text.len()));
            }
            None => told.push_str(" -> no fix"),
        }
    }
    told
}

/// The lines that hold the `length` octets from `place` on, with a bar between them.
fn lines(bytes: &[u8], place: usize, length: usize) -> String {
    let start = bytes[..place]
        .windows(2)
        .rposition(|pair| pair == b"\r\n")
        .map_or(0, |found| found + 2);
    let last = place + length;
    let end = bytes[last..]
        .windows(2)
        .position(|pair| pair == b"\r\n")
        .map_or(bytes.len(), |found| last + found);
    let lines = String::from_utf8_lossy(&bytes[start..end]).replace("\r\n", " | ");
    lines.trim_end_matches(" | ").to_owned()
}

/// What came before, from the words behind `from:`.
fn start(words: &str) -> String {
    let (stage, rest) = words.split_once(' ').unwrap_or((words, ""));
    let (tls, rest) = match rest.strip_prefix("tls") {
        Some(rest) => (true, rest.trim_start()),
        None => (false, rest),
    };
    let (only, rest) = match rest.strip_prefix("only") {
        Some(rest) => (true, rest.trim_start()),
        None => (false, rest),
    };
    let named: Vec<&str> = rest
        .split(',')
        .map(str::trim)
        .filter(|keyword| !keyword.is_empty())
        .collect();
    let mut announced = vec!["mx.example.com"];
    if !only {
        let common = [
            "PIPELINING",
            "SIZE 10000000",
            "8BITMIME",
            "ENHANCEDSTATUSCODES",
        ];
        let keyword = |line: &str| line.split(' ').next().map(str::to_owned);
        announced.extend(
            common
                .iter()
                .filter(|line| named.iter().all(|own| keyword(own) != keyword(line))),
        );
    }
    announced.extend(named);
    let mut text = String::from("S: 220 mx.example.com ESMTP\n");
    let stages = ["greeted", "ready", "mail", "recipients", "data"];
    let reached = stages
        .iter()
        .position(|name| *name == stage)
        .unwrap_or_else(|| panic!("no such beginning: {stage}"));
    if tls {
        text.push_str(
            "C: EHLO client.example.org\nS: 250-mx.example.com\nS: 250 STARTTLS\n\
             C: STARTTLS\nS: 220 Go ahead\n# tls: on\n",
        );
    }
    if reached >= 1 {
        text.push_str("C: EHLO client.example.org\n");
        for (index, line) in announced.iter().enumerate() {
            let mark = if index + 1 == announced.len() {
                ' '
            } else {
                '-'
            };
            let _ = writeln!(text, "S: 250{mark}{line}");
        }
    }
    let after = [
        "C: MAIL FROM:<ann@example.org>\nS: 250 2.1.0 Ok\n",
        "C: RCPT TO:<bob@example.com>\nS: 250 2.1.5 Ok\n",
        "C: DATA\nS: 354 Send the message, end with a single dot\n",
    ];
    text.extend(after.iter().take(reached.saturating_sub(1)).copied());
    text
}

/// The line with every `{a*65}` written out.
fn repeated(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, tail)) = rest.split_once('{') {
        text.push_str(before);
        let written_out = tail.split_once('}').and_then(|(inner, after)| {
            let (what, times) = inner.rsplit_once('*')?;
            Some((what.repeat(times.parse().ok()?), after))
        });
        match written_out {
            Some((repetition, after)) => {
                text.push_str(&repetition);
                rest = after;
            }
            None => {
                text.push('{');
                rest = tail;
            }
        }
    }
    text.push_str(rest);
    text
}
