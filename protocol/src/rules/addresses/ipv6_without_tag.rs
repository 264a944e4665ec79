//! An IPv6 address in square brackets without `IPv6:`.
//!
//! # What it checks
//! That `IPv6:` stands before an IPv6 address.
//!
//! # Why it matters
//! Web addresses do without the tag, mail does not: what is before the first colon names the kind of the address.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::addresses::{Literal, bad_path, literal};
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "ipv6-without-tag",
    spec: "A016",
    family: Family::Addresses,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.1.3")],
    reply: Some(ExpectedReply::new(
        501,
        "5.1.7",
        "An IPv6 address needs IPv6: before it",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: MAIL FROM:<ann@[2001:db8::1]>\n"),
    right: Example::new(Start::Ready, "C: MAIL FROM:<ann@[IPv6:2001:db8::1]>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let Some(literal) = literal(context) else {
        return;
    };
    if Literal::read(command.of(literal)) == Literal::UntaggedIpv6 {
        let place = Span::at(literal.range().start + 1);
        findings.add(literal).fix(place, "IPv6:").reply(bad_path(
            command.verb,
            "An IPv6 address needs IPv6: before it",
        ));
    }
}
