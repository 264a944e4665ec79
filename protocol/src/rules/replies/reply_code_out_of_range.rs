//! A reply code that cannot be one.
//!
//! # What it checks
//! That the first digit of a code is 2, 3, 4 or 5 and the second one at most 5.
//!
//! # Why it matters
//! The first digit says yes, go on, later or no. Others say nothing that a client knows.

use crate::code;
use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, Family, Findings, ReplyContext, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "reply-code-out-of-range",
    spec: "R022",
    family: Family::Replies,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[Reference::new(5321, "4.2"), Reference::new(5321, "4.2.1")],
    reply: None,
    check: Check::Reply(check),
    wrong: Example::new(
        Start::Ready,
        "\
C: NOOP
S: 600 2.0.0 Ok
",
    ),
    right: Example::new(
        Start::Ready,
        "\
C: NOOP
S: 250 2.0.0 Ok
",
    ),
};

fn check(context: &ReplyContext<'_>, findings: &mut Findings<'_>) {
    for (start, line) in context.reply.placed_lines() {
        let Some(code) = line.code() else { continue };
        if code::category(code).is_none() {
            findings
                .add(Span::new(start, start + 3))
                .value("code", format!("{code:03}"));
            return;
        }
    }
}
