//! More than one address in one command.
//!
//! # What it checks
//! That MAIL and RCPT name one path.
//!
//! # Why it matters
//! A command carries one address, so that the server can accept or refuse each for itself. Lists with commas belong
//! into the header of the message.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "several-addresses",
    spec: "C013",
    family: Family::Commands,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[
        Reference::new(5321, "4.1.1.3"),
        Reference::new(5321, "4.1.1.2"),
    ],
    reply: Some(ExpectedReply::new(501, "5.5.4", "One address a command")),
    check: Check::Command(check),
    wrong: Example::new(
        Start::Mail,
        "C: RCPT TO:<bob@example.com>,<carol@example.com>\n",
    ),
    right: Example::new(Start::Mail, "C: RCPT TO:<bob@example.com>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    if !super::several(command) {
        return;
    }
    let Some(envelope) = command.envelope() else {
        return;
    };
    let span = envelope
        .junk
        .or_else(|| envelope.path.map(|path| path.span))
        .unwrap_or_default();
    findings.add(span).value("verb", command.verb.name());
}
