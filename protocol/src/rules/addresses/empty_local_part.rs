//! An address with nothing before the `@`.
//!
//! # What it checks
//! That a mailbox has a local part.
//!
//! # Why it matters
//! The part before the `@` says whose mailbox it is. There is none without it.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::addresses::{bad_path, mailbox};
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "empty-local-part",
    spec: "A001",
    family: Family::Addresses,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.1.2")],
    reply: Some(ExpectedReply::new(
        501,
        "5.1.7",
        "The address has nothing before its @",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: MAIL FROM:<@example.org>\n"),
    right: Example::new(Start::Ready, "C: MAIL FROM:<ann@example.org>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let Some(mailbox) = mailbox(context).filter(|mailbox| mailbox.local.is_empty()) else {
        return;
    };
    findings.add(mailbox.local).reply(bad_path(
        context.command.verb,
        "The address has nothing before its @",
    ));
}
