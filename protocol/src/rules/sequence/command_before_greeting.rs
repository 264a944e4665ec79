//! Something said before the server has greeted.
//!
//! # What it checks
//! That the client waits for the 220 before its first command.
//!
//! # Why it matters
//! The server speaks first. Many make a client wait on purpose, and take one that does not for a sender of spam.

use crate::diagnostic::Severity;
use crate::phase::Phase;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "command-before-greeting",
    spec: "S001",
    family: Family::Sequence,
    strict: Severity::Warning,
    practice: Severity::Warning,
    references: &[Reference::new(5321, "4.3.1")],
    reply: None,
    check: Check::Command(check),
    wrong: Example::new(
        Start::Nothing,
        "\
# connected
C: EHLO client.example.org
",
    ),
    right: Example::new(
        Start::Nothing,
        "\
# connected
S: 220 mx.example.com ESMTP
C: EHLO client.example.org
",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let session = context.session;
    if session.phase == Phase::Connected && session.pending.is_empty() {
        findings.add(context.command.span());
    }
}
