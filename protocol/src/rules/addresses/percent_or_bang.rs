//! `%` or `!` before the `@`.
//!
//! # What it checks
//! Whether the part before the `@` has a `%` or a `!`.
//!
//! # Why it matters
//! Both once named a way: `ann%host@relay` and `host!ann`. They are legal characters, but many servers refuse such
//! addresses, since open relays were abused with them.

use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::addresses::plain_local;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "percent-or-bang",
    spec: "A025",
    family: Family::Addresses,
    strict: Severity::Info,
    practice: Severity::Info,
    references: &[Reference::new(1123, "5.2.16")],
    reply: None,
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: MAIL FROM:<ann%example.org@example.com>\n"),
    right: Example::new(Start::Ready, "C: MAIL FROM:<ann@example.org>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let Some(local) = plain_local(context) else {
        return;
    };
    let sign = command
        .of(local)
        .iter()
        .position(|octet| matches!(octet, b'%' | b'!'));
    if let Some(place) = sign {
        let place = local.range().start + place;
        let span = Span::new(place, place + 1);
        findings.add(span).value("sign", command.text(span));
    }
}
