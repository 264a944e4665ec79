//! DATA before any recipient was named.
//!
//! # What it checks
//! That MAIL and at least one RCPT come before DATA.
//!
//! # Why it matters
//! A message needs somewhere to go. The server answers 503 and does not read the message, so that what follows is
//! taken for commands.

use super::{is_unknown, no_transaction};
use crate::diagnostic::{ExpectedReply, Severity};
use crate::phase::{Phase, Step};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "data-before-rcpt",
    spec: "S005",
    family: Family::Sequence,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "3.3"), Reference::new(5321, "4.1.4")],
    reply: Some(ExpectedReply::new(503, "5.5.1", "Say RCPT first")),
    check: Check::Command(check),
    wrong: Example::new(Start::Mail, "C: DATA\n"),
    right: Example::new(Start::Recipients, "C: DATA\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    if command.step() != Step::Data {
        return;
    }
    let nobody_named = context.phase == Phase::Mail && context.ahead.recipients == 0;
    if nobody_named || no_transaction(context) {
        let found = findings.add(command.verb_span);
        if is_unknown(context) {
            found.undecidable();
        }
    }
}
