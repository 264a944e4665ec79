//! A RET that is neither FULL nor HDRS.
//!
//! # What it checks
//! That RET is FULL or HDRS.
//!
//! # Why it matters
//! It says how much of the message comes back in a report of failure: all of it, or its header. There is no third.

use super::value;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "malformed-ret",
    spec: "P014",
    family: Family::Parameters,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(3461, "4.3")],
    reply: Some(ExpectedReply::new(501, "5.5.4", "RET is FULL or HDRS")),
    check: Check::Command(check),
    wrong: Example::new(
        Start::Extended,
        "C: MAIL FROM:<ann@example.org> RET=HEADERS\n",
    ),
    right: Example::new(Start::Extended, "C: MAIL FROM:<ann@example.org> RET=HDRS\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let Some((span, value)) = value(context, "RET") else {
        return;
    };
    if value.eq_ignore_ascii_case(b"FULL") || value.eq_ignore_ascii_case(b"HDRS") {
        return;
    }
    let found = findings
        .add(span)
        .value("value", context.command.text(span));
    let meant = match value.first().map(u8::to_ascii_uppercase) {
        Some(b'H') => "HDRS",
        Some(b'F' | b'A') => "FULL",
        _ => return,
    };
    found.fix(span, meant);
}
