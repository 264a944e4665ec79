//! A dot at the beginning or the end of the part before the `@`.
//!
//! # What it checks
//! That a local part without quotes begins and ends with a word.
//!
//! # Why it matters
//! Dots part words. In quotes the address is legal.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::addresses::{bad_path, plain_local};
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "edge-dot",
    spec: "A007",
    family: Family::Addresses,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.1.2")],
    reply: Some(ExpectedReply::new(
        501,
        "5.1.7",
        "The part before the @ begins or ends with a dot",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: MAIL FROM:<.ann@example.org>\n"),
    right: Example::new(Start::Ready, "C: MAIL FROM:<ann@example.org>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let Some(local) = plain_local(context) else {
        return;
    };
    let text = command.of(local);
    let dots = |run: usize| (run > 0).then_some(run);
    let leading = text.iter().take_while(|octet| **octet == b'.').count();
    let trailing = text
        .iter()
        .rev()
        .take_while(|octet| **octet == b'.')
        .count();
    let Span { start, end } = local;
    let (start, end) = (start as usize, end as usize);
    let before = dots(leading).map(|run| Span::new(start, start + run));
    let behind = dots(trailing)
        .filter(|run| *run < text.len())
        .map(|run| Span::new(end - run, end));
    for span in [before, behind].into_iter().flatten() {
        findings.add(span).fix(span, "").reply(bad_path(
            command.verb,
            "The part before the @ begins or ends with a dot",
        ));
    }
}
