//! An address without its angle brackets.
//!
//! # What it checks
//! That the path behind `FROM:` and `TO:` begins with `<` and ends with `>`.
//!
//! # Why it matters
//! The brackets are part of the command. Many servers forgive their absence, strict ones answer 501.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::addresses::bad_path;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-angle-brackets",
    spec: "C009",
    family: Family::Commands,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[Reference::new(5321, "4.1.2")],
    reply: Some(ExpectedReply::new(
        501,
        "5.1.7",
        "The address stands in angle brackets",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: MAIL FROM:ann@example.org\n"),
    right: Example::new(Start::Ready, "C: MAIL FROM:<ann@example.org>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let Some(path) = command.envelope().and_then(|envelope| envelope.path) else {
        return;
    };
    if !path.opened && !path.closed {
        let text = command.of(path.span);
        let inner = String::from_utf8_lossy(in_other_brackets(text).unwrap_or(text)).into_owned();
        let found = findings.add(path.span).value("address", inner.clone());
        let found = if super::several(command) {
            found
        } else {
            found.fix(path.span, format!("<{inner}>"))
        };
        found.reply(bad_path(
            command.verb,
            "The address stands in angle brackets",
        ));
    }
}

/// The address that stands in quotes or in brackets of another kind.
#[must_use]
pub fn in_other_brackets(text: &[u8]) -> Option<&[u8]> {
    let (first, rest) = text.split_first()?;
    let (last, inner) = rest.split_last()?;
    let pair = matches!(
        (first, last),
        (b'"', b'"') | (b'\'', b'\'') | (b'(', b')') | (b'[', b']') | (b'{', b'}')
    );
    (pair && inner.contains(&b'@')).then_some(inner)
}
