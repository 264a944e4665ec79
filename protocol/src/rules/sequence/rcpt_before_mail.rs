//! RCPT with no transaction open.
//!
//! # What it checks
//! That MAIL was accepted before the first RCPT.
//!
//! # Why it matters
//! A recipient belongs to a transaction, and MAIL opens it. The server answers 503 and keeps nothing. A MAIL that was
//! refused opened none.

use super::{is_unknown, no_transaction};
use crate::diagnostic::{ExpectedReply, Severity};
use crate::phase::Step;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "rcpt-before-mail",
    spec: "S004",
    family: Family::Sequence,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "3.3"), Reference::new(5321, "4.1.4")],
    reply: Some(ExpectedReply::new(503, "5.5.1", "Say MAIL first")),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: RCPT TO:<bob@example.com>\n"),
    right: Example::new(Start::Mail, "C: RCPT TO:<bob@example.com>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    if context.command.step() == Step::Recipient && no_transaction(context) {
        let found = findings.add(context.command.verb_span);
        if is_unknown(context) {
            found.undecidable();
        }
    }
}
