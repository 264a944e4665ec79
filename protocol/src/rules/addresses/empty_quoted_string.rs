//! Quotes with nothing between them.
//!
//! # What it checks
//! That a quoted local part has at least one character.
//!
//! # Why it matters
//! The grammar of RFC 5321 allows it by mistake; a reported erratum (5414) and the next edition do not.

use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::addresses::mailbox;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "empty-quoted-string",
    spec: "A010",
    family: Family::Addresses,
    strict: Severity::Warning,
    practice: Severity::Warning,
    references: &[Reference::new(5321, "4.1.2")],
    reply: None,
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: MAIL FROM:<\"\"@example.org>\n"),
    right: Example::new(Start::Ready, "C: MAIL FROM:<ann@example.org>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let local = mailbox(context).map(|mailbox| mailbox.local);
    if let Some(local) = local.filter(|local| context.command.of(*local) == b"\"\"") {
        findings.add(local);
    }
}
