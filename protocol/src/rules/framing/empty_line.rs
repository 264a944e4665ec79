//! A line with nothing in it.
//!
//! # What it checks
//! That a command line has a verb.
//!
//! # Why it matters
//! Every line is answered, an empty one with an error. It often comes from a blank line meant for a message that had
//! already ended, or had not begun.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::line::Ending;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "empty-line",
    spec: "L006",
    family: Family::Framing,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "2.4")],
    reply: Some(ExpectedReply::new(
        500,
        "5.5.2",
        "An empty line is no command",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C:\n"),
    right: Example::new(Start::Ready, "C: NOOP\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    if command.verb_span.is_empty() && context.ending != Ending::Unended {
        findings.add(command.span());
    }
}
