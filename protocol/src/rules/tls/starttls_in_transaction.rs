//! STARTTLS inside a transaction.
//!
//! # What it checks
//! That no transaction is open when the client starts TLS.
//!
//! # Why it matters
//! The handshake makes both sides forget everything, the transaction too. The standard names no reply; servers answer 503.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::phase::Phase;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "starttls-in-transaction",
    spec: "T007",
    family: Family::Tls,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[Reference::new(3207, "4.2")],
    reply: Some(ExpectedReply::new(503, "5.5.1", "Not inside a transaction")),
    check: Check::Command(check),
    wrong: Example::new(Start::ExtendedMail, "C: STARTTLS\n"),
    right: Example::new(Start::Extended, "C: STARTTLS\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let open = matches!(
        context.phase,
        Phase::Mail | Phase::Recipients | Phase::Chunks
    );
    // Under TLS it is wrong anywhere.
    if open && !context.session.tls && context.command.verb == Verb::StartTls {
        findings.add(context.command.verb_span);
    }
}
