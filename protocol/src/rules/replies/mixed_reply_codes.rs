//! Lines of one reply with different codes.
//!
//! # What it checks
//! That all lines of a reply begin with the same code.
//!
//! # Why it matters
//! Some clients go by the first line, others by the last: they understand different things.

use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, Family, Findings, ReplyContext, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "mixed-reply-codes",
    spec: "R003",
    family: Family::Replies,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[Reference::new(5321, "4.2.1")],
    reply: None,
    check: Check::Reply(check),
    wrong: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 250-mx.example.com
S: 220 SIZE
",
    ),
    right: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 SIZE
",
    ),
};

fn check(context: &ReplyContext<'_>, findings: &mut Findings<'_>) {
    let Some(first) = context.reply.code() else {
        return;
    };
    let other = context
        .reply
        .placed_lines()
        .find(|(_, line)| line.code().is_some_and(|code| code != first));
    if let Some((start, line)) = other {
        findings
            .add(Span::new(start, start + 3))
            .related(Span::new(0, 3))
            .value("first", first.to_string())
            .value("other", line.code().unwrap_or_default().to_string());
    }
}
