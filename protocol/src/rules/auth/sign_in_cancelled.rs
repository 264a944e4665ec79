//! A lone star in the AUTH exchange.
//!
//! # What it checks
//! Whether the client gives up signing in.
//!
//! # Why it matters
//! It is the way to do so: the server answers 501, and the session goes on as it was before AUTH.

use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "sign-in-cancelled",
    spec: "U009",
    family: Family::Auth,
    strict: Severity::Info,
    practice: Severity::Info,
    references: &[Reference::new(4954, "4")],
    reply: None,
    check: Check::Response(check),
    wrong: Example::new(
        Start::Submissions,
        "\
C: AUTH LOGIN
S: 334 VXNlcm5hbWU6
C: *
",
    ),
    right: Example::new(
        Start::Submissions,
        "\
C: AUTH LOGIN
S: 334 VXNlcm5hbWU6
C: YW5u
",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    if context.command.line == b"*" {
        findings.add(context.command.span());
    }
}
