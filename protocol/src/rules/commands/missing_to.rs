//! RCPT without TO.
//!
//! # What it checks
//! That `TO:` stands between RCPT and the path.
//!
//! # Why it matters
//! The command is `RCPT TO:`; without the second word no server takes it.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-to",
    spec: "C006",
    family: Family::Commands,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.1.1.3")],
    reply: Some(ExpectedReply::new(501, "5.5.4", "RCPT is followed by TO:")),
    check: Check::Command(check),
    wrong: Example::new(Start::Mail, "C: RCPT <bob@example.com>\n"),
    right: Example::new(Start::Mail, "C: RCPT TO:<bob@example.com>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    if command.verb == Verb::Rcpt {
        super::missing_keyword(command, b"FROM", "TO:", findings);
    }
}
