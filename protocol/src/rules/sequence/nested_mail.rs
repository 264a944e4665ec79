//! MAIL inside an open transaction.
//!
//! # What it checks
//! That a transaction is ended, by the message or by RSET, before the next MAIL.
//!
//! # Why it matters
//! One transaction carries one message. The server answers 503, and the open transaction stays as it is, with its
//! sender and its recipients.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::phase::{Phase, Step};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "nested-mail",
    spec: "S003",
    family: Family::Sequence,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.1.4")],
    reply: Some(ExpectedReply::new(
        503,
        "5.5.1",
        "A transaction is open already",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Mail, "C: MAIL FROM:<ann@example.org>\n"),
    right: Example::new(
        Start::Mail,
        "\
C: RSET
S: 250 2.0.0 Ok
C: MAIL FROM:<ann@example.org>
",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let open = matches!(
        context.phase,
        Phase::Mail | Phase::Recipients | Phase::Chunks
    );
    if open && context.command.step() == Step::Mail {
        findings.add(context.command.verb_span);
    }
}
