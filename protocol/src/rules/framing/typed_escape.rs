//! A line end typed as text: `\r\n`.
//!
//! # What it checks
//! That a line does not end with a backslash and the letter r or n.
//!
//! # Why it matters
//! Programming languages write CR LF so. Typed by hand it is two or four plain characters, and they become part of the
//! address or the verb.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "typed-escape",
    spec: "L015",
    family: Family::Framing,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "2.3.8")],
    reply: Some(ExpectedReply::new(
        501,
        "5.5.4",
        "A backslash and a letter are no line end",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: MAIL FROM:<ann@example.org>\\r\\n\n"),
    right: Example::new(Start::Ready, "C: MAIL FROM:<ann@example.org>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let line = context.command.line.trim_ascii_end();
    let mut start = line.len();
    while let Some([b'\\', b'r' | b'n' | b'R' | b'N']) = line.get(start.wrapping_sub(2)..start) {
        start -= 2;
    }
    if start == line.len() {
        return;
    }
    let span = Span::new(start, line.len());
    let found = findings
        .add(span)
        .value("text", context.command.text(span))
        .fix(span, "");
    if context.command.verb == Verb::Other {
        found.reply(ExpectedReply::new(500, "5.5.1", "Command not recognized"));
    }
}
