//! An equals sign inside the value of a parameter.
//!
//! # What it checks
//! That the value of a parameter has no “=” in it.
//!
//! # Why it matters
//! The first “=” parts name and value; a second one belongs to no value. Parameters that need it write it as xtext:
//! +3D.

use super::{given, may_hold_equals};
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "equals-sign-in-value",
    spec: "P006",
    family: Family::Parameters,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.1.2")],
    reply: Some(ExpectedReply::new(501, "5.5.4", "No second = is allowed")),
    check: Check::Command(check),
    wrong: Example::new(
        Start::Extended,
        "C: MAIL FROM:<ann@example.org> SIZE=10=20\n",
    ),
    right: Example::new(Start::Extended, "C: MAIL FROM:<ann@example.org> SIZE=10\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    for given in given(context) {
        let Some(value) = given.parameter.value.filter(|_| given.before.is_none()) else {
            continue;
        };
        if given.kind.is_some_and(|kind| may_hold_equals(kind.name)) {
            continue;
        }
        let place = context
            .command
            .of(value)
            .iter()
            .position(|octet| *octet == b'=');
        if let Some(place) = place {
            let at = value.range().start + place;
            findings
                .add(Span::new(at, at + 1))
                .value("keyword", context.command.text(given.parameter.keyword));
        }
    }
}
