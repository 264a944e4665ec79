//! Something behind a verb that stands alone.
//!
//! # What it checks
//! That nothing follows DATA, RSET and QUIT. STARTTLS has a rule of its own.
//!
//! # Why it matters
//! These commands take no argument. A server answers 501 and does not do them: after `QUIT now` the session is still
//! open.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unexpected-argument",
    spec: "C004",
    family: Family::Commands,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.1.1"), Reference::new(5321, "4.3.2")],
    reply: Some(ExpectedReply::new(501, "5.5.4", "The verb stands alone")),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: QUIT now\n"),
    right: Example::new(Start::Ready, "C: QUIT\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let alone = matches!(command.verb, Verb::Data | Verb::Rset | Verb::Quit);
    if alone && !command.rest.is_empty() {
        let behind = Span::new(command.verb_span.range().end, command.line.len());
        findings
            .add(command.rest)
            .value("verb", command.verb.name())
            .fix(behind, "");
    }
}
