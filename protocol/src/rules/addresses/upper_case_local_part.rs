//! Capital letters before the `@`.
//!
//! # What it checks
//! Whether the part before the `@` has capital letters.
//!
//! # Why it matters
//! Its case is kept on the way, and only the host of the mailbox knows whether it matters. Nearly everywhere it does
//! not; the case of the domain never does.

use crate::address::is_postmaster;
use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::addresses::mailbox;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "upper-case-local-part",
    spec: "A024",
    family: Family::Addresses,
    strict: Severity::Info,
    practice: Severity::Info,
    references: &[Reference::new(5321, "2.4")],
    reply: None,
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: MAIL FROM:<Ann@example.org>\n"),
    right: Example::new(Start::Ready, "C: MAIL FROM:<ann@EXAMPLE.org>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let Some(mailbox) = mailbox(context) else {
        return;
    };
    let local = command.of(mailbox.local);
    if local.iter().any(u8::is_ascii_uppercase) && !is_postmaster(local) {
        findings.add(mailbox.local);
    }
}
