//! ETRN or ATRN inside a transaction.
//!
//! # What it checks
//! That no transaction is open when the client asks for waiting mail.
//!
//! # Why it matters
//! These commands are about other messages than the one that is being sent. The server answers 503.

use super::drops_transaction;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::phase::Step;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "etrn-in-transaction",
    spec: "S021",
    family: Family::Sequence,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(1985, "5")],
    reply: Some(ExpectedReply::new(503, "5.5.1", "Not inside a transaction")),
    check: Check::Command(check),
    wrong: Example::new(Start::ExtendedMail, "C: ETRN example.org\n"),
    right: Example::new(Start::Extended, "C: ETRN example.org\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    if drops_transaction(context) && context.command.step() == Step::Turn {
        findings
            .add(context.command.verb_span)
            .value("verb", context.command.verb.name());
    }
}
