//! EHLO or HELO inside a transaction.
//!
//! # What it checks
//! Whether a hello ends a transaction that is open.
//!
//! # Why it matters
//! It is allowed, and does what RSET does: sender, recipients and chunks are forgotten.

use super::drops_transaction;
use crate::diagnostic::Severity;
use crate::phase::Step;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "hello-resets-transaction",
    spec: "S013",
    family: Family::Sequence,
    strict: Severity::Info,
    practice: Severity::Info,
    references: &[Reference::new(5321, "4.1.4")],
    reply: None,
    check: Check::Command(check),
    wrong: Example::new(Start::Mail, "C: EHLO client.example.org\n"),
    right: Example::new(Start::Ready, "C: EHLO client.example.org\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    if drops_transaction(context) && command.step() == Step::Hello {
        findings
            .add(command.verb_span)
            .value("verb", command.verb.name());
    }
}
