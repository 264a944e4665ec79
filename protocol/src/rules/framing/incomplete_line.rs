//! A line that has not ended.
//!
//! # What it checks
//! That the last thing the client wrote ends with CR LF.
//!
//! # Why it matters
//! A server does nothing before the line ends: it waits, and so does whoever waits for its answer.

use crate::diagnostic::Severity;
use crate::line::Ending;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "incomplete-line",
    spec: "L013",
    family: Family::Framing,
    strict: Severity::Info,
    practice: Severity::Info,
    references: &[Reference::new(5321, "2.4")],
    reply: None,
    check: Check::Line(check),
    wrong: Example::new(Start::Ready, "C= \"NOOP\"\n"),
    right: Example::new(Start::Ready, "C= \"NOOP\\r\\n\"\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    if context.ending == Ending::Unended {
        findings.add(Span::at(context.command.line.len()));
    }
}
