//! A code and nothing behind it.
//!
//! # What it checks
//! That a text follows the code.
//!
//! # Why it matters
//! It is legal to read and unkind to write: people see a number, and some clients do not know such a line.

use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, Family, Findings, ReplyContext, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "bare-reply-code",
    spec: "R019",
    family: Family::Replies,
    strict: Severity::Warning,
    practice: Severity::Info,
    references: &[Reference::new(5321, "4.2")],
    reply: None,
    check: Check::Reply(check),
    wrong: Example::new(
        Start::Greeted,
        "\
C: NOOP
S: 250
",
    ),
    right: Example::new(
        Start::Greeted,
        "\
C: NOOP
S: 250 Ok
",
    ),
};

fn check(context: &ReplyContext<'_>, findings: &mut Findings<'_>) {
    // A challenge needs its space, which is another rule's.
    if !context.reply.complete || context.reply.code() == Some(334) {
        return;
    }
    for (start, line) in context.reply.placed_lines() {
        if line.code().is_some() && line.separator().is_none() {
            findings.add(Span::new(start, start + line.line.bytes.len()));
        }
    }
}
