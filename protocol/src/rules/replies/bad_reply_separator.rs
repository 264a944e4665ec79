//! Something else than a space or a hyphen behind the code.
//!
//! # What it checks
//! That the code is followed by a space, by a hyphen where more lines come, or by the end of the line.
//!
//! # Why it matters
//! The hyphen is how a client knows whether the reply goes on. Anything else lets it wait, or go on too soon.

use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, Family, Findings, ReplyContext, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "bad-reply-separator",
    spec: "R002",
    family: Family::Replies,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[Reference::new(5321, "4.2.1"), Reference::new(5321, "4.2")],
    reply: None,
    check: Check::Reply(check),
    wrong: Example::new(
        Start::Ready,
        "\
C: NOOP
S: 250: 2.0.0 Ok
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
        if line.code().is_some() && !matches!(line.separator(), None | Some(b' ' | b'-')) {
            let place = Span::new(start + 3, start + 4);
            findings.add(place).fix(place, " ");
        }
    }
}
