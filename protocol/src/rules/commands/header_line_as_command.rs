//! A header line of the message where a command belongs.
//!
//! # What it checks
//! That a line does not begin with the name of a header field and a colon.
//!
//! # Why it matters
//! Header lines are part of the message. It begins after DATA has got its 354; before that, the server takes each of
//! them for an unknown command.

use crate::command::Command;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "header-line-as-command",
    spec: "C015",
    family: Family::Commands,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "2.4"), Reference::new(5321, "3.3")],
    reply: Some(ExpectedReply::new(
        500,
        "5.5.1",
        "A header line is no command",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Recipients, "C: Subject: Hello\n"),
    right: Example::new(Start::Recipients, "C: DATA\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    if let Some(name) = field_name(command) {
        findings.add(name).value("field", command.text(name));
    }
}

/// The name of the header field that a line begins with; nothing where it begins with something else.
#[must_use]
pub fn field_name(command: &Command<'_>) -> Option<Span> {
    if command.verb != Verb::Other {
        return None;
    }
    let word = command.of(command.verb_span);
    let length = match word.iter().position(|octet| *octet == b':') {
        Some(colon) => colon,
        None if command.of(command.rest).first() == Some(&b':') => word.len(),
        None => return None,
    };
    let name = word.get(..length)?;
    let behind = word.get(length + 1..).unwrap_or_default();
    let well_formed = !name.is_empty() && name.iter().all(u8::is_ascii_graphic);
    // No field has a name of one letter; `C:` and `S:` are the marks of a transcript.
    let well_formed = well_formed && name.len() > 1;
    // `MAIL:` is a verb with a colon too much, and `FROM:<ann@example.org>` lacks its verb.
    let of_a_command = Verb::recognise(name) != Verb::Other
        || GLUED.iter().any(|glued| name.eq_ignore_ascii_case(glued))
        || behind.first() == Some(&b'<');
    (well_formed && !of_a_command).then(|| {
        let start = command.verb_span.range().start;
        Span::new(start, start + length)
    })
}

/// Two words of a command written as one.
const GLUED: &[&[u8]] = &[b"MAILFROM", b"MAIL-FROM", b"RCPTTO", b"RCPT-TO"];
