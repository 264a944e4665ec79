//! A parameter without the value that it needs.
//!
//! # What it checks
//! That a value stands behind “=” where the extension asks for one.
//!
//! # Why it matters
//! The parameter says nothing without its value, and the server refuses the command.

use super::given;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::parameter::Value;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-parameter-value",
    spec: "P003",
    family: Family::Parameters,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.1.2")],
    reply: Some(ExpectedReply::new(501, "5.5.4", "Parameter needs a value")),
    check: Check::Command(check),
    wrong: Example::new(Start::Extended, "C: MAIL FROM:<ann@example.org> SIZE\n"),
    right: Example::new(
        Start::Extended,
        "C: MAIL FROM:<ann@example.org> SIZE=1000\n",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    for given in given(context) {
        let Some(kind) = given.in_place() else {
            continue;
        };
        let empty = given.parameter.value.is_none_or(Span::is_empty);
        if empty && matches!(kind.value, Value::Required(_)) {
            findings
                .add(given.parameter.span)
                .reference(kind.reference)
                .value("keyword", kind.name)
                .value("syntax", kind.syntax());
        }
    }
}
