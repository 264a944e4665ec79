//! Quotes around a local part that needs none.
//!
//! # What it checks
//! Whether the part before the `@` means the same without its quotes.
//!
//! # Why it matters
//! Both spellings are the same mailbox. A sender should use the plain one: some servers compare the text and not the
//! meaning.

use crate::address::is_atext;
use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::addresses::{mailbox, unquoted};
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "needless-quoting",
    spec: "A011",
    family: Family::Addresses,
    strict: Severity::Info,
    practice: Severity::Info,
    references: &[Reference::new(5321, "4.1.2")],
    reply: None,
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: MAIL FROM:<\"ann\"@example.org>\n"),
    right: Example::new(Start::Ready, "C: MAIL FROM:<ann@example.org>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let Some(mailbox) = mailbox(context) else {
        return;
    };
    let Some(inner) = unquoted(command.of(mailbox.local)) else {
        return;
    };
    let word = |word: &[u8]| !word.is_empty() && word.iter().all(|octet| is_atext(*octet));
    if inner.split(|octet| *octet == b'.').all(word) {
        let plain = String::from_utf8_lossy(&inner).into_owned();
        findings.add(mailbox.local).fix(mailbox.local, plain);
    }
}
