//! Something behind STARTTLS.
//!
//! # What it checks
//! That STARTTLS stands alone on its line.
//!
//! # Why it matters
//! The command takes no argument. The server answers 501, and TLS is not on.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "starttls-with-argument",
    spec: "T001",
    family: Family::Tls,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(3207, "4")],
    reply: Some(ExpectedReply::new(501, "5.5.4", "STARTTLS stands alone")),
    check: Check::Command(check),
    wrong: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 STARTTLS
C: STARTTLS please
",
    ),
    right: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 STARTTLS
C: STARTTLS
",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    if command.verb == Verb::StartTls && !command.rest.is_empty() {
        let behind = Span::new(command.verb_span.range().end, command.line.len());
        findings.add(command.rest).fix(behind, "");
    }
}
