//! White space at the end of a line.
//!
//! # What it checks
//! That a command ends with its last word.
//!
//! # Why it matters
//! Servers should put up with it, and nearly all do. It is still not part of any command.

use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::auth::empty_initial_response::missing_equals;
use crate::rules::commands::missing_argument::argument_is_missing;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "trailing-space",
    spec: "L008",
    family: Family::Framing,
    strict: Severity::Info,
    practice: Severity::Info,
    references: &[Reference::new(5321, "4.1.1")],
    reply: None,
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: NOOP \n"),
    right: Example::new(Start::Ready, "C: NOOP\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let end = command
        .verb_span
        .range()
        .end
        .max(if command.rest.is_empty() {
            0
        } else {
            command.rest.range().end
        });
    let space = Span::new(end, command.line.len());
    // Behind `EHLO ` the name is missing, behind `AUTH EXTERNAL ` the response: that is the fault, and it has its own rule.
    let something_is_missing = argument_is_missing(command) || missing_equals(command).is_some();
    if !space.is_empty() && !command.verb_span.is_empty() && !something_is_missing {
        findings.add(space).fix(space, "");
    }
}
