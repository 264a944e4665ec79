//! STARTTLS while TLS is on.
//!
//! # What it checks
//! That the client starts TLS once.
//!
//! # Why it matters
//! There is no TLS inside TLS. The server answers 503.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "starttls-under-tls",
    spec: "T003",
    family: Family::Tls,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(3207, "4.2")],
    reply: Some(ExpectedReply::new(503, "5.5.1", "TLS is on already")),
    check: Check::Command(check),
    wrong: Example::new(Start::Submissions, "C: STARTTLS\n"),
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
    if context.session.tls && context.command.verb == Verb::StartTls {
        findings.add(context.command.verb_span);
    }
}
