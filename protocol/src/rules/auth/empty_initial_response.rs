//! An empty initial response that is not written as =.
//!
//! # What it checks
//! That a space behind a mechanism of one step is followed by a response, or by “=” for an empty one.
//!
//! # Why it matters
//! An empty word cannot be seen. The server waits for the response, or takes the line for malformed.

use super::mechanism;
use crate::auth::Mechanism;
use crate::command::{Arguments, Command};
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "empty-initial-response",
    spec: "U008",
    family: Family::Auth,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(4954, "4")],
    reply: Some(ExpectedReply::new(
        501,
        "5.5.4",
        "Write = for an empty response",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Submissions, "C: AUTH EXTERNAL \n"),
    right: Example::new(Start::Submissions, "C: AUTH EXTERNAL =\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    if let Some(place) = missing_equals(context.command)
        && let Some((mechanism, _)) = mechanism(context.command)
    {
        findings
            .add(place)
            .value("mechanism", mechanism.name())
            .fix(place, " =");
    }
}

/// Where the space stands that an empty initial response left behind.
#[must_use]
pub fn missing_equals(command: &Command<'_>) -> Option<Span> {
    let Arguments::Auth {
        mechanism,
        initial: None,
    } = command.arguments
    else {
        return None;
    };
    let space = Span::new(mechanism.range().end, command.line.len());
    let one_step = Mechanism::recognise(command.of(mechanism)).is_one_step();
    (one_step && !space.is_empty()).then_some(space)
}
