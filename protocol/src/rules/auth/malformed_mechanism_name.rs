//! A mechanism whose name cannot be one.
//!
//! # What it checks
//! That the word behind AUTH has 1 to 20 letters, digits, hyphens and underscores.
//!
//! # Why it matters
//! No mechanism has another name, so the server can only refuse.

use super::mechanism;
use crate::auth::is_mechanism_name;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "malformed-mechanism-name",
    spec: "U015",
    family: Family::Auth,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(4422, "3.1")],
    reply: Some(ExpectedReply::new(
        504,
        "5.5.4",
        "That is not the name of a mechanism",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Submissions, "C: AUTH PL/AIN\n"),
    right: Example::new(Start::Submissions, "C: AUTH PLAIN\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    if let Some((_, span)) = mechanism(context.command)
        && !is_mechanism_name(context.command.of(span))
    {
        findings
            .add(span)
            .value("mechanism", context.command.text(span));
    }
}
