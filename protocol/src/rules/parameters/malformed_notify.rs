//! A NOTIFY that asks for something that is not there.
//!
//! # What it checks
//! That NOTIFY is NEVER alone, or a list of SUCCESS, FAILURE and DELAY with commas and no spaces.
//!
//! # Why it matters
//! The server refuses the recipient, or reports what the sender did not ask for.

use super::value;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "malformed-notify",
    spec: "P012",
    family: Family::Parameters,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(3461, "4.1")],
    reply: Some(ExpectedReply::new(
        501,
        "5.5.4",
        "NOTIFY is NEVER, or a list of SUCCESS, FAILURE, DELAY",
    )),
    check: Check::Command(check),
    wrong: Example::new(
        Start::ExtendedMail,
        "C: RCPT TO:<bob@example.com> NOTIFY=NEVER,FAILURE\n",
    ),
    right: Example::new(
        Start::ExtendedMail,
        "C: RCPT TO:<bob@example.com> NOTIFY=FAILURE,DELAY\n",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let Some((span, list)) = value(context, "NOTIFY") else {
        return;
    };
    let several = list.contains(&b',');
    let mut start = span.range().start;
    for word in list.split(|octet| *octet == b',') {
        let place = Span::new(start, start + word.len());
        start = place.range().end + 1;
        if word.is_empty() {
            findings.add(place).value("fault", "empty");
        } else if word.eq_ignore_ascii_case(b"NEVER") {
            if several {
                findings.add(place).value("fault", "never");
            }
        } else if !WORDS.iter().any(|known| word.eq_ignore_ascii_case(known)) {
            let found = findings
                .add(place)
                .value("fault", "word")
                .value("word", context.command.text(place));
            if let Some(meant) = WORDS.iter().find(|known| begins_alike(word, known)) {
                found.fix(place, String::from_utf8_lossy(meant));
            }
        }
    }
}

/// What NOTIFY can ask for, but for NEVER.
const WORDS: &[&[u8]] = &[b"SUCCESS", b"FAILURE", b"DELAY"];

/// Whether a word has the first letters of a known one: `FAIL`, `DELAYED`.
fn begins_alike(word: &[u8], known: &[u8]) -> bool {
    word.get(..4)
        .zip(known.get(..4))
        .is_some_and(|(word, known)| word.eq_ignore_ascii_case(known))
}
