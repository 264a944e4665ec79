//! A body type that no extension defines.
//!
//! # What it checks
//! That BODY is 7BIT, 8BITMIME or BINARYMIME.
//!
//! # Why it matters
//! The words look like those of Content-Transfer-Encoding and are others: 8bit there is 8BITMIME here.

use super::value;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "unknown-body-value",
    spec: "P010",
    family: Family::Parameters,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(6152, "2"), Reference::new(3030, "3")],
    reply: Some(ExpectedReply::new(
        501,
        "5.5.4",
        "BODY is 7BIT, 8BITMIME or BINARYMIME",
    )),
    check: Check::Command(check),
    wrong: Example::new(
        Start::Extended,
        "C: MAIL FROM:<ann@example.org> BODY=8BIT\n",
    ),
    right: Example::new(
        Start::Extended,
        "C: MAIL FROM:<ann@example.org> BODY=8BITMIME\n",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let Some((span, value)) = value(context, "BODY") else {
        return;
    };
    let known = [&b"7BIT"[..], b"8BITMIME", b"BINARYMIME"];
    if known.iter().any(|known| value.eq_ignore_ascii_case(known)) {
        return;
    }
    let found = findings
        .add(span)
        .value("value", context.command.text(span));
    let meant = MEANT
        .iter()
        .find(|(typed, _)| value.eq_ignore_ascii_case(typed.as_bytes()));
    if let Some((_, meant)) = meant {
        found.fix(span, *meant);
    }
}

/// What people write, and the word for it.
const MEANT: &[(&str, &str)] = &[
    ("8BIT", "8BITMIME"),
    ("8-BIT", "8BITMIME"),
    ("8BITS", "8BITMIME"),
    ("8BITMINE", "8BITMIME"),
    ("8BIT-MIME", "8BITMIME"),
    ("7-BIT", "7BIT"),
    ("7BITS", "7BIT"),
    ("7BITMIME", "7BIT"),
    ("BINARY", "BINARYMIME"),
    ("BINARY-MIME", "BINARYMIME"),
];
