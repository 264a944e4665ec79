//! Quotes before the `@` that are not well formed.
//!
//! # What it checks
//! That a local part with quotes begins and ends with one, and that a quote or a backslash inside has a backslash
//! before it.
//!
//! # Why it matters
//! A quote that does not close swallows the `@` and all that follows.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::addresses::{bad_path, mailbox, unquoted};
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "bad-quoted-string",
    spec: "A009",
    family: Family::Addresses,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.1.2")],
    reply: Some(ExpectedReply::new(
        501,
        "5.1.7",
        "The quotes of the address are not well formed",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: MAIL FROM:<\"john doe@example.org>\n"),
    right: Example::new(Start::Ready, "C: MAIL FROM:<\"john doe\"@example.org>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let Some(mailbox) = mailbox(context) else {
        return;
    };
    let text = command.of(mailbox.local);
    if text.contains(&b'"') && unquoted(text).is_none() {
        findings.add(mailbox.local).reply(bad_path(
            command.verb,
            "The quotes of the address are not well formed",
        ));
    }
}
