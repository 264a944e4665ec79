//! Words behind the name of the host.
//!
//! # What it checks
//! That EHLO, HELO and LHLO are followed by one word.
//!
//! # Why it matters
//! The command has one argument. Some servers ignore the rest, others refuse the line.

use crate::command::Arguments;
use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "hello-extra-words",
    spec: "C021",
    family: Family::Commands,
    strict: Severity::Warning,
    practice: Severity::Warning,
    references: &[Reference::new(5321, "4.1.1.1")],
    reply: None,
    check: Check::Command(check),
    wrong: Example::new(Start::Greeted, "C: EHLO client.example.org my laptop\n"),
    right: Example::new(Start::Greeted, "C: EHLO client.example.org\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let Arguments::Hello {
        name,
        extra: Some(extra),
    } = command.arguments
    else {
        return;
    };
    let behind = Span::new(name.range().end, extra.range().end);
    findings
        .add(extra)
        .value("verb", command.verb.name())
        .fix(behind, "");
}
