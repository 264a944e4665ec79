//! A response to PLAIN that is not made of three parts.
//!
//! # What it checks
//! That the decoded response has two NULs, with the user name between them and the password behind the second.
//!
//! # Why it matters
//! The server cannot tell name and password apart, and answers 501 or 535.

use super::malformed;
use crate::auth::Mechanism;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "malformed-plain-response",
    spec: "U010",
    family: Family::Auth,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(4616, "2")],
    reply: Some(ExpectedReply::new(
        501,
        "5.5.2",
        "The response is malformed",
    )),
    check: Check::Line(check),
    wrong: Example::new(Start::Submissions, "C: AUTH PLAIN YW5uOnNlY3JldA==\n"),
    right: Example::new(Start::Submissions, "C: AUTH PLAIN AGFubgBzZWNyZXQ=\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    malformed(context, findings, |mechanism| {
        matches!(mechanism, Mechanism::Plain)
    });
}
