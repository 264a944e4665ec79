//! FROM or TO without its colon.
//!
//! # What it checks
//! That a colon stands between FROM or TO and the path.
//!
//! # Why it matters
//! `FROM:` and `TO:` are one token with their colon.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-colon",
    spec: "C007",
    family: Family::Commands,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[
        Reference::new(5321, "4.1.1.2"),
        Reference::new(5321, "4.1.1.3"),
    ],
    reply: Some(ExpectedReply::new(
        501,
        "5.5.4",
        "FROM and TO are followed by a colon",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: MAIL FROM <ann@example.org>\n"),
    right: Example::new(Start::Ready, "C: MAIL FROM:<ann@example.org>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let Some((keyword, path)) = command
        .envelope()
        .filter(|envelope| envelope.colon.is_none())
        .and_then(|envelope| envelope.keyword.zip(envelope.path))
    else {
        return;
    };
    // What stands in the colon's place was read as a display name, or as the first octet of a bare path.
    let name = path.display_name.filter(|name| is_sign(command.of(*name)));
    let between = match name {
        Some(_) => Span::new(keyword.range().end, path.span.range().start),
        None => {
            let first = path.display_name.unwrap_or(path.span);
            Span::new(keyword.range().end, first.range().start)
        }
    };
    findings
        .add(between)
        .value("keyword", command.text(keyword))
        .fix(between, ":");
}

/// Whether this is one sign that was typed for a colon.
pub(super) fn is_sign(text: &[u8]) -> bool {
    matches!(text, b";" | b"=" | b"." | b"," | b"-")
}
