//! AUTH inside a transaction.
//!
//! # What it checks
//! That the client signs in before MAIL.
//!
//! # Why it matters
//! Who sends is decided before a message begins. The server answers 503.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::phase::{Phase, Step};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "auth-in-transaction",
    spec: "U004",
    family: Family::Auth,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(4954, "4")],
    reply: Some(ExpectedReply::new(503, "5.5.1", "Not inside a transaction")),
    check: Check::Command(check),
    wrong: Example::new(Start::ExtendedMail, "C: AUTH CRAM-MD5\n"),
    right: Example::new(Start::Extended, "C: AUTH CRAM-MD5\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let open = matches!(
        context.phase,
        Phase::Mail | Phase::Recipients | Phase::Chunks
    );
    let first = !context.ahead.authenticated;
    if open && first && context.command.step() == Step::Auth {
        findings.add(context.command.verb_span);
    }
}
