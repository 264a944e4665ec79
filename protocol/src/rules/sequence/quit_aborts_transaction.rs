//! QUIT inside a transaction.
//!
//! # What it checks
//! Whether QUIT ends a transaction that is open.
//!
//! # Why it matters
//! It is allowed, and nothing is sent: a message is the server's only after the reply to its final dot.

use super::drops_transaction;
use crate::diagnostic::Severity;
use crate::phase::Step;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "quit-aborts-transaction",
    spec: "S014",
    family: Family::Sequence,
    strict: Severity::Info,
    practice: Severity::Info,
    references: &[Reference::new(5321, "4.1.1.10")],
    reply: None,
    check: Check::Command(check),
    wrong: Example::new(Start::Recipients, "C: QUIT\n"),
    right: Example::new(
        Start::Recipients,
        "\
C: RSET
S: 250 2.0.0 Ok
C: QUIT
",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    if drops_transaction(context) && context.command.step() == Step::Quit {
        findings.add(context.command.verb_span);
    }
}
