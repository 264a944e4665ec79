//! A priority that is not a number from -9 to 9.
//!
//! # What it checks
//! That MT-PRIORITY is one digit, with “-” before it where it is below zero.
//!
//! # Why it matters
//! There is no plus sign, no leading zero and no minus zero. The server refuses the command.

use super::value;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "malformed-priority",
    spec: "P019",
    family: Family::Parameters,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(6710, "7")],
    reply: Some(ExpectedReply::new(
        501,
        "5.5.2",
        "MT-PRIORITY is a number from -9 to 9",
    )),
    check: Check::Command(check),
    wrong: Example::new(
        Start::Extended,
        "C: MAIL FROM:<ann@example.org> MT-PRIORITY=10\n",
    ),
    right: Example::new(
        Start::Extended,
        "C: MAIL FROM:<ann@example.org> MT-PRIORITY=-3\n",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let Some((span, octets)) = value(context, "MT-PRIORITY") else {
        return;
    };
    if !matches!(octets, [b'0'..=b'9'] | [b'-', b'1'..=b'9']) {
        findings
            .add(span)
            .value("value", context.command.text(span));
    }
}
