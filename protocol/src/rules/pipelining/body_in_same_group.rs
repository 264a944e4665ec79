//! The message in one write with DATA.
//!
//! # What it checks
//! That nothing is sent behind DATA before 354 has come.
//!
//! # Why it matters
//! If the server refuses DATA, it reads every line of the message as a command. Whoever wrote the message could then
//! speak for you.

use crate::diagnostic::Severity;
use crate::phase::Step;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "body-in-same-group",
    spec: "Q003",
    family: Family::Pipelining,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "3.3"), Reference::new(2920, "3.1")],
    reply: None,
    check: Check::Command(check),
    wrong: Example::new(Start::Recipients, "C: DATA\nC: From: ann@example.org\n"),
    right: Example::new(Start::Recipients, "C: DATA\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let last = context.session.pending.back();
    if last.is_some_and(|last| last.step == Step::Data) {
        findings.add(context.command.span());
    }
}
