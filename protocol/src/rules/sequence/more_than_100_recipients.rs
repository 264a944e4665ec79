//! More recipients than every server has to take.
//!
//! # What it checks
//! Whether a transaction names more than 100 recipients where the server did not announce how many it takes.
//!
//! # Why it matters
//! A server has to take 100. Beyond that it may answer 452, and the client has to send the rest in another
//! transaction.

use crate::diagnostic::Severity;
use crate::phase::Step;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "more-than-100-recipients",
    spec: "S017",
    family: Family::Sequence,
    strict: Severity::Warning,
    practice: Severity::Warning,
    references: &[
        Reference::new(5321, "4.5.3.1.8"),
        Reference::new(5321, "4.5.3.1.10"),
    ],
    reply: None,
    check: Check::Command(check),
    wrong: Example::new(
        Start::HundredRecipients,
        "C: RCPT TO:<one.more@example.com>\n",
    ),
    right: Example::new(Start::HundredRecipients, "C: DATA\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let announced = context
        .session
        .capabilities
        .as_ref()
        .and_then(|capabilities| capabilities.limits().rcpt);
    let first_beyond = context.ahead.recipients == EVERY_SERVER_TAKES;
    if first_beyond && announced.is_none() && context.command.step() == Step::Recipient {
        findings
            .add(context.command.verb_span)
            .value("number", (context.ahead.recipients + 1).to_string());
    }
}

/// Recipients that every server has to take in one transaction (RFC 5321 §4.5.3.1.8).
const EVERY_SERVER_TAKES: usize = 100;
