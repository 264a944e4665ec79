//! A size that is not a plain number.
//!
//! # What it checks
//! That SIZE has 1 to 20 digits and nothing else.
//!
//! # Why it matters
//! The size is counted in octets, without units, signs or separators.

use super::value;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "size-not-a-number",
    spec: "P008",
    family: Family::Parameters,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(1870, "3(4)")],
    reply: Some(ExpectedReply::new(
        501,
        "5.5.4",
        "SIZE takes a number of octets",
    )),
    check: Check::Command(check),
    wrong: Example::new(
        Start::Extended,
        "C: MAIL FROM:<ann@example.org> SIZE=12KB\n",
    ),
    right: Example::new(
        Start::Extended,
        "C: MAIL FROM:<ann@example.org> SIZE=12000\n",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    if let Some((span, digits)) = value(context, "SIZE")
        && (digits.len() > MOST_DIGITS || !digits.iter().all(u8::is_ascii_digit))
    {
        findings
            .add(span)
            .value("value", context.command.text(span));
    }
}

/// Most digits of a size (RFC 1870 §3(4)).
const MOST_DIGITS: usize = 20;
