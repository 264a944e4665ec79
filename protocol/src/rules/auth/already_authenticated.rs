//! AUTH after AUTH has succeeded.
//!
//! # What it checks
//! That the client signs in once in a session.
//!
//! # Why it matters
//! Another identity needs another session. The server answers 503.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::phase::Step;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "already-authenticated",
    spec: "U003",
    family: Family::Auth,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(4954, "4")],
    reply: Some(ExpectedReply::new(
        503,
        "5.5.1",
        "You are signed in already",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::SignedIn, "C: AUTH EXTERNAL =\n"),
    right: Example::new(
        Start::Submissions,
        "\
C: AUTH EXTERNAL =
S: 535 5.7.8 No
C: AUTH EXTERNAL =
",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    if context.ahead.authenticated && context.command.step() == Step::Auth {
        findings.add(context.command.verb_span);
    }
}
