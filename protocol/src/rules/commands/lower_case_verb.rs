//! A verb in small letters.
//!
//! # What it checks
//! Whether the verb has small letters.
//!
//! # Why it matters
//! Case does not matter in verbs. The standard writes them in capitals, and so do most people.

use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "lower-case-verb",
    spec: "C019",
    family: Family::Commands,
    strict: Severity::Info,
    practice: Severity::Info,
    references: &[Reference::new(5321, "2.4")],
    reply: None,
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: noop\n"),
    right: Example::new(Start::Ready, "C: NOOP\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let small = command
        .of(command.verb_span)
        .iter()
        .any(u8::is_ascii_lowercase);
    if command.verb != Verb::Other && small {
        findings
            .add(command.verb_span)
            .fix(command.verb_span, command.verb.name());
    }
}
