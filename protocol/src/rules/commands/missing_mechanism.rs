//! AUTH without a mechanism.
//!
//! # What it checks
//! That the name of a mechanism follows AUTH.
//!
//! # Why it matters
//! The mechanism says how you prove who you are; without it the server cannot begin.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-mechanism",
    spec: "C032",
    family: Family::Commands,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(4954, "4")],
    reply: Some(ExpectedReply::new(
        501,
        "5.5.4",
        "AUTH takes the name of a mechanism",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Submissions, "C: AUTH\n"),
    right: Example::new(Start::Submissions, "C: AUTH EXTERNAL =\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    if command.verb != Verb::Auth || !command.rest.is_empty() {
        return;
    }
    let place = Span::at(command.verb_span.range().end);
    let listed = context
        .session
        .capabilities
        .as_ref()
        .map(|capabilities| capabilities.mechanisms().join(", "))
        .filter(|listed| !listed.is_empty());
    findings
        .add(place)
        .value("mechanisms", listed.unwrap_or_else(|| "none".to_owned()));
}
