//! White space before the verb.
//!
//! # What it checks
//! That the verb is the first thing in the line.
//!
//! # Why it matters
//! A command begins with its verb. Many servers see no verb where the line begins with a space, and answer 500.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "space-before-verb",
    spec: "L007",
    family: Family::Framing,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "2.4"), Reference::new(5321, "4.1.1")],
    reply: Some(ExpectedReply::new(
        500,
        "5.5.2",
        "The line begins with a space",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C:  NOOP\n"),
    right: Example::new(Start::Ready, "C: NOOP\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let verb = context.command.verb_span;
    let space = Span::new(0, verb.range().start);
    if !verb.is_empty() && !space.is_empty() {
        findings.add(space).fix(space, "");
    }
}
