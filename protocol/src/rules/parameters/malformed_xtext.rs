//! A value that should be xtext and is not.
//!
//! # What it checks
//! That the values of AUTH, ENVID, ORCPT and SUBMITTER encode “+”, “=”, spaces and all that is not printable as “+”
//! with two hexadecimal digits in upper case.
//!
//! # Why it matters
//! Such values carry any octets through a grammar that allows few. A server that decodes them reads nonsense, or
//! refuses.

use super::{XTEXT, xtext};
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;
use crate::xtext::{self, XtextFaultKind};

/// The rule.
pub const RULE: Rule = Rule {
    name: "malformed-xtext",
    spec: "P025",
    family: Family::Parameters,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(3461, "4")],
    reply: Some(ExpectedReply::new(501, "5.5.4", "Value is not valid xtext")),
    check: Check::Command(check),
    wrong: Example::new(
        Start::Extended,
        "C: MAIL FROM:<ann@example.org> ENVID=a=b\n",
    ),
    right: Example::new(
        Start::Extended,
        "C: MAIL FROM:<ann@example.org> ENVID=a+3Db\n",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    for name in XTEXT {
        let Some((span, octets)) = xtext(context, name) else {
            continue;
        };
        let Err(fault) = xtext::decode(octets) else {
            continue;
        };
        let at = span.range().start + fault.at;
        let length = match fault.kind {
            XtextFaultKind::LowerCase => 3,
            XtextFaultKind::Bare | XtextFaultKind::Digits => 1,
        };
        let place = Span::new(at, at + length);
        let wrong = context.command.of(place);
        let instead = match fault.kind {
            XtextFaultKind::LowerCase => context.command.text(place).to_ascii_uppercase(),
            XtextFaultKind::Bare | XtextFaultKind::Digits => xtext::encode(wrong),
        };
        findings
            .add(place)
            .value("keyword", *name)
            .fix(place, instead);
    }
}
