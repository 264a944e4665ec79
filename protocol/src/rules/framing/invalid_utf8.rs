//! Octets above 127 that are not UTF-8.
//!
//! # What it checks
//! That what is not ASCII in a line is well-formed UTF-8.
//!
//! # Why it matters
//! Commands are ASCII, and where SMTPUTF8 allows more, it allows UTF-8 and nothing else. Octets of another character
//! set mean nothing to the server.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "invalid-utf8",
    spec: "L014",
    family: Family::Framing,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(6531, "3.2"), Reference::new(3629, "3")],
    reply: Some(ExpectedReply::new(
        500,
        "5.5.2",
        "The line is neither ASCII nor UTF-8",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C= \"NOOP b\\xfccher\\r\\n\"\n"),
    right: Example::new(Start::Ready, "C: NOOP bucher\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    if context.command.line.is_ascii() {
        return;
    }
    let mut place = 0;
    let mut found = 0;
    for chunk in context.command.line.utf8_chunks() {
        place += chunk.valid().len();
        let invalid = chunk.invalid().len();
        if invalid > 0 && found < super::FINDINGS_KEPT {
            findings.add(Span::new(place, place + invalid));
            found += 1;
        }
        place += invalid;
    }
}
