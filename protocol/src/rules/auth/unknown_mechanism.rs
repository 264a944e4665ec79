//! A mechanism that nobody knows.
//!
//! # What it checks
//! That AUTH names a mechanism that is known or that the server listed.
//!
//! # Why it matters
//! The server answers 504. Mostly a letter is wrong.

use super::mechanism;
use crate::auth::{Mechanism, is_mechanism_name};
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unknown-mechanism",
    spec: "U005",
    family: Family::Auth,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(4954, "4")],
    reply: Some(ExpectedReply::new(504, "5.5.4", "Mechanism not known")),
    check: Check::Command(check),
    wrong: Example::new(Start::Submissions, "C: AUTH PLIAN\n"),
    right: Example::new(Start::Submissions, "C: AUTH PLAIN\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let Some((Mechanism::Other, span)) = mechanism(context.command) else {
        return;
    };
    let name = context.command.of(span);
    let listed = match &context.session.capabilities {
        Some(capabilities) => capabilities.mechanisms(),
        None => Vec::new(),
    };
    let is_listed = listed
        .iter()
        .any(|listed| listed.as_bytes().eq_ignore_ascii_case(name));
    let not_offered_at_all = context.session.announces("AUTH") == Some(false);
    if is_listed || not_offered_at_all || !is_mechanism_name(name) {
        return;
    }
    let found = findings
        .add(span)
        .value("mechanism", context.command.text(span));
    let nearest = listed
        .iter()
        .filter_map(|listed| Some((verb::distance(name, listed.as_bytes())?, *listed)))
        .filter(|(slips, _)| *slips <= MOST_SLIPS)
        .min();
    let found = match nearest {
        Some((_, nearest)) => found.value("nearest", nearest).fix(span, nearest),
        None => found.value("nearest", "none"),
    };
    if context.session.capabilities.is_none() {
        found.undecidable();
    }
}

/// Most letters that may be wrong for another name to be what was meant.
const MOST_SLIPS: usize = 2;
