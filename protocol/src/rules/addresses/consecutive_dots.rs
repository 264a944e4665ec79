//! Two dots side by side before the `@`.
//!
//! # What it checks
//! That a local part without quotes is words with one dot between two of them.
//!
//! # Why it matters
//! Such an address exists at a few providers that allow it against the standard; written so, other servers refuse it.
//! In quotes it is legal.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::addresses::{bad_path, plain_local};
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "consecutive-dots",
    spec: "A006",
    family: Family::Addresses,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.1.2")],
    reply: Some(ExpectedReply::new(
        501,
        "5.1.7",
        "Two dots follow each other in the address",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: MAIL FROM:<ann..example@example.org>\n"),
    right: Example::new(Start::Ready, "C: MAIL FROM:<ann.example@example.org>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let Some(local) = plain_local(context) else {
        return;
    };
    let text = command.of(local);
    let mut place = 0;
    for run in text.chunk_by(|one, next| (*one == b'.') == (*next == b'.')) {
        let span = Span::new(place, place + run.len()).shifted(local.range().start);
        let at_edge = place == 0 || place + run.len() == text.len();
        place += run.len();
        if run.first() == Some(&b'.') && run.len() > 1 && !at_edge {
            findings.add(span).fix(span, ".").reply(bad_path(
                command.verb,
                "Two dots follow each other in the address",
            ));
        }
    }
}
