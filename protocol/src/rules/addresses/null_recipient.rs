//! `RCPT TO:<>`.
//!
//! # What it checks
//! That a recipient is a mailbox.
//!
//! # Why it matters
//! The empty path exists for senders only: it says that nobody wants to hear of failures. Mail to nobody cannot be
//! delivered.

use crate::address::Path;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "null-recipient",
    spec: "A019",
    family: Family::Addresses,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[
        Reference::new(5321, "4.1.2"),
        Reference::new(5321, "4.1.1.3"),
    ],
    reply: Some(ExpectedReply::new(501, "5.1.3", "The recipient is empty")),
    check: Check::Command(check),
    wrong: Example::new(Start::Mail, "C: RCPT TO:<>\n"),
    right: Example::new(Start::Mail, "C: RCPT TO:<bob@example.com>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    if command.verb != Verb::Rcpt {
        return;
    }
    if let Some(path) = command.path().filter(Path::is_null) {
        findings.add(path.span);
    }
}
