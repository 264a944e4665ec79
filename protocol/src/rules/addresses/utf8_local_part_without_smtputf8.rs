//! A local part beyond ASCII, and no SMTPUTF8.
//!
//! # What it checks
//! That MAIL carries the parameter SMTPUTF8 where the part before an `@` is not ASCII.
//!
//! # Why it matters
//! Without the parameter no server on the way can know that it may not change or drop the address. It cannot be
//! written in ASCII either.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::addresses::{mailbox, needs_smtputf8};
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "utf8-local-part-without-smtputf8",
    spec: "A022",
    family: Family::Addresses,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(6531, "3.2"), Reference::new(6531, "3.5")],
    reply: Some(ExpectedReply::new(
        550,
        "5.6.7",
        "The address needs SMTPUTF8",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: MAIL FROM:<ünal@example.org>\n"),
    right: Example::new(Start::Ready, "C: MAIL FROM:<unal@example.org>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let Some(mailbox) = mailbox(context) else {
        return;
    };
    needs_smtputf8(context, mailbox.local, findings);
}
