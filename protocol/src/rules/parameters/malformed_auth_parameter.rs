//! An AUTH parameter that names nobody.
//!
//! # What it checks
//! That AUTH on MAIL is an address in xtext, or “<>”.
//!
//! # Why it matters
//! The parameter passes on who has handed the message in. It is an address, or the empty pair of brackets where that
//! is not known.

use super::value;
use crate::address::Mailbox;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;
use crate::xtext;

/// The rule.
pub const RULE: Rule = Rule {
    name: "malformed-auth-parameter",
    spec: "P016",
    family: Family::Parameters,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(4954, "5")],
    reply: Some(ExpectedReply::new(
        501,
        "5.5.4",
        "AUTH takes an address in xtext, or <>",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::SignedIn, "C: MAIL FROM:<ann@example.org> AUTH=ann\n"),
    right: Example::new(
        Start::SignedIn,
        "C: MAIL FROM:<ann@example.org> AUTH=ann@example.org\n",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let Some((span, octets)) = value(context, "AUTH") else {
        return;
    };
    let Ok(address) = xtext::decode(octets) else {
        return;
    };
    let mailbox = Mailbox::read(&address, Span::new(0, address.len()));
    let complete = !mailbox.local.is_empty()
        && mailbox.domain.is_some_and(|domain| !domain.is_empty())
        && !address.starts_with(b"<");
    if octets != b"<>" && !complete {
        findings
            .add(span)
            .value("value", context.command.text(span));
    }
}
