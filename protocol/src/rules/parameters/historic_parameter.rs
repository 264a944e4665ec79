//! A parameter that is history.
//!
//! # What it checks
//! That no parameter of an experiment that has ended is used.
//!
//! # Why it matters
//! The experiments are over: no server acts on them, few still announce them.

use super::given;
use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "historic-parameter",
    spec: "P023",
    family: Family::Parameters,
    strict: Severity::Warning,
    practice: Severity::Warning,
    references: &[Reference::new(4405, "")],
    reply: None,
    check: Check::Command(check),
    wrong: Example::new(
        Start::Extended,
        "C: MAIL FROM:<ann@example.org> SUBMITTER=ann@example.org\n",
    ),
    right: Example::new(
        Start::Extended,
        "C: MAIL FROM:<ann@example.org> SIZE=1000\n",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    for given in given(context) {
        if let Some(kind) = given.in_place().filter(|kind| kind.historic) {
            findings
                .add(given.parameter.span)
                .reference(kind.reference)
                .value("keyword", kind.name)
                .fix(given.with_space(), "");
        }
    }
}
