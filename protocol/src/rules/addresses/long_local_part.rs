//! A local part of more than 64 octets.
//!
//! # What it checks
//! That the part before the `@` has at most 64 octets, quotes included.
//!
//! # Why it matters
//! Every server takes 64. Beyond that, some refuse and some cut.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::addresses::{bad_path, mailbox};
use crate::rules::example::eight_times;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "long-local-part",
    spec: "A003",
    family: Family::Addresses,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[Reference::new(5321, "4.5.3.1.1")],
    reply: Some(ExpectedReply::new(
        501,
        "5.1.7",
        "The part before the @ is too long",
    )),
    check: Check::Command(check),
    wrong: Example::new(
        Start::Ready,
        concat!(
            "C: MAIL FROM:<a",
            eight_times!("ann.anna"),
            "@example.org>\n"
        ),
    ),
    right: Example::new(Start::Ready, "C: MAIL FROM:<ann.anna@example.org>\n"),
};

/// Octets of a local part that every server takes.
pub(super) const MOST: usize = 64;

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let Some(mailbox) = mailbox(context).filter(|mailbox| mailbox.local.len() > MOST) else {
        return;
    };
    findings
        .add(mailbox.local)
        .value("length", mailbox.local.len().to_string())
        .value("limit", MOST.to_string())
        .reply(bad_path(
            context.command.verb,
            "The part before the @ is too long",
        ));
}
