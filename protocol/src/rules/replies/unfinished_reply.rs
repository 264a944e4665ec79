//! A reply that breaks off.
//!
//! # What it checks
//! That the last line of a reply has come, with a space behind its code and CR LF at its end.
//!
//! # Why it matters
//! A hyphen promises more lines. A client waits for them until its patience ends.

use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, Family, Findings, ReplyContext, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unfinished-reply",
    spec: "R004",
    family: Family::Replies,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.2.1")],
    reply: None,
    check: Check::Reply(check),
    wrong: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 250-mx.example.com
",
    ),
    right: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 250 mx.example.com
",
    ),
};

fn check(context: &ReplyContext<'_>, findings: &mut Findings<'_>) {
    if context.reply.complete {
        return;
    }
    let promised = context.reply.placed_lines().last();
    let Some((start, line)) = promised else {
        return;
    };
    let length = line.line.bytes.len();
    let more = line.continues();
    let span = if more {
        Span::new(start + 3, start + 4)
    } else {
        Span::at(start + length)
    };
    findings
        .add(span)
        .value("kind", if more { "more" } else { "cut" });
}
