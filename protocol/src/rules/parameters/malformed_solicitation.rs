//! Solicitation keywords that are none.
//!
//! # What it checks
//! That SOLICIT has words that begin with a letter, with commas between, in at most 1000 octets.
//!
//! # Why it matters
//! The words are names of classes of mail. A server that cannot read them refuses the message.

use super::value;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "malformed-solicitation",
    spec: "P021",
    family: Family::Parameters,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(3865, "2.2"), Reference::new(3865, "4.1")],
    reply: Some(ExpectedReply::new(
        501,
        "5.5.4",
        "SOLICIT takes keywords with commas between",
    )),
    check: Check::Command(check),
    wrong: Example::new(
        Start::Extended,
        "C: MAIL FROM:<ann@example.org> SOLICIT=9.example.org\n",
    ),
    right: Example::new(
        Start::Extended,
        "C: MAIL FROM:<ann@example.org> SOLICIT=org.example:ADV\n",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let Some((span, octets)) = value(context, "SOLICIT") else {
        return;
    };
    if octets.len() > LONGEST {
        findings
            .add(span)
            .value("fault", "length")
            .value("length", octets.len().to_string());
        return;
    }
    let mut start = span.range().start;
    for word in octets.split(|octet| *octet == b',') {
        let place = Span::new(start, start + word.len());
        start = place.range().end + 1;
        if !is_keyword(word) {
            findings
                .add(place)
                .value("fault", "word")
                .value("word", context.command.text(place));
        }
    }
}

/// Most octets of solicitation keywords (RFC 3865 §2.2).
const LONGEST: usize = 1000;

fn is_keyword(word: &[u8]) -> bool {
    word.first().is_some_and(u8::is_ascii_alphabetic)
        && word.iter().all(|octet| {
            octet.is_ascii_alphanumeric() || matches!(octet, b'.' | b'-' | b'_' | b':')
        })
}
