//! Something said after QUIT.
//!
//! # What it checks
//! That QUIT is the last thing the client says.
//!
//! # Why it matters
//! The server answers 221 and closes. Whatever follows is not read.

use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "command-after-quit",
    spec: "S010",
    family: Family::Sequence,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference {
        rfc: 5321,
        section: "4.1.1.10",
    }],
    reply: None,
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: QUIT\nS: 221 2.0.0 Bye\nC: NOOP\n"),
    right: Example::new(
        Start::Ready,
        "C: NOOP\nS: 250 2.0.0 Ok\nC: QUIT\nS: 221 2.0.0 Bye\n",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    if context.session.quit {
        findings.add(context.command.span());
    }
}
