//! `MAIL FROM:<>`.
//!
//! # What it checks
//! Whether the sender is the empty path.
//!
//! # Why it matters
//! It says that this mail is itself a notice about another one, and that nobody is to be told if it fails. Ordinary
//! mail has a sender.

use crate::address::Path;
use crate::diagnostic::Severity;
use crate::phase::Step;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "null-sender",
    spec: "A020",
    family: Family::Addresses,
    strict: Severity::Info,
    practice: Severity::Info,
    references: &[Reference::new(5321, "4.5.5")],
    reply: None,
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: MAIL FROM:<>\n"),
    right: Example::new(Start::Ready, "C: MAIL FROM:<ann@example.org>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let stuck = command
        .envelope()
        .is_some_and(|envelope| envelope.junk.is_some());
    if command.step() != Step::Mail || stuck {
        return;
    }
    if let Some(path) = command.path().filter(Path::is_null) {
        findings.add(path.span);
    }
}
