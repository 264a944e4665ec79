//! An envelope identifier longer than servers take.
//!
//! # What it checks
//! That ENVID has at most 100 octets, and at most 38 where a mail program makes it.
//!
//! # Why it matters
//! The identifier comes back in reports. Longer ones are refused, or do not fit where they have to stand.

use super::value;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "envelope-identifier-too-long",
    spec: "P015",
    family: Family::Parameters,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(3461, "5.4"), Reference::new(3461, "4.4")],
    reply: Some(ExpectedReply::new(501, "5.5.4", "ENVID is too long")),
    check: Check::Command(check),
    wrong: Example::new(Start::Extended, "\
C: MAIL FROM:<ann@example.org> ENVID=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
"),
    right: Example::new(Start::Extended, "C: MAIL FROM:<ann@example.org> ENVID=QQ314159\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let Some((span, octets)) = value(context, "ENVID") else {
        return;
    };
    let length = octets.len();
    let by_program = context.session.mode.is_submission();
    let limit = if by_program && length <= LONGEST {
        LONGEST_OF_PROGRAM
    } else {
        LONGEST
    };
    if length <= limit {
        return;
    }
    let found = findings
        .add(span)
        .value("length", length.to_string())
        .value("limit", limit.to_string());
    if limit == LONGEST_OF_PROGRAM {
        found.severity(Severity::Warning);
    }
}

/// Longest identifier (RFC 3461 §5.4).
const LONGEST: usize = 100;

/// Longest identifier that a mail program should make (RFC 3461 §5.4).
const LONGEST_OF_PROGRAM: usize = 38;
