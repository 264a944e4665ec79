//! Something written before AUTH was answered.
//!
//! # What it checks
//! That the client waits for the reply to AUTH, and to each response, before it goes on. AUTH with all that its
//! mechanism has to say may be followed by commands.
//!
//! # Why it matters
//! Until the reply is read nobody knows whether the next line is a response or a command. A password that is read as a
//! command ends up in logs.

use super::waits_for_challenge;
use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "response-before-challenge",
    spec: "U018",
    family: Family::Auth,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(4954, "4"), Reference::new(2920, "3.1")],
    reply: None,
    check: Check::Response(check),
    wrong: Example::new(
        Start::Submissions,
        "\
C: AUTH LOGIN
C: YW5u
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
    if waits_for_challenge(context) {
        findings.add(context.command.span());
    }
}
