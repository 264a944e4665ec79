//! A value behind a parameter that takes none.
//!
//! # What it checks
//! That parameters which are switches stand alone.
//!
//! # Why it matters
//! The parameter is said by being there. A value behind it is a syntax error.

use super::given;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::parameter::Value;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unexpected-parameter-value",
    spec: "P004",
    family: Family::Parameters,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(6531, "3.4"), Reference::new(8689, "2")],
    reply: Some(ExpectedReply::new(501, "5.5.4", "Parameter takes no value")),
    check: Check::Command(check),
    wrong: Example::new(
        Start::Extended,
        "C: MAIL FROM:<ann@example.org> SMTPUTF8=YES\n",
    ),
    right: Example::new(Start::Extended, "C: MAIL FROM:<ann@example.org> SMTPUTF8\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    for given in given(context) {
        let Some(kind) = given.in_place() else {
            continue;
        };
        if kind.value == Value::None && given.parameter.value.is_some() {
            let from = given.parameter.keyword.range().end;
            let value = Span::new(from, given.parameter.span.range().end);
            findings
                .add(value)
                .reference(kind.reference)
                .value("keyword", kind.name)
                .fix(value, "");
        }
    }
}
