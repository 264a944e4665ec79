//! A line of the server that begins with no code.
//!
//! # What it checks
//! That every line of a reply begins with three digits.
//!
//! # Why it matters
//! A client goes by the code alone. Without one it cannot know whether the server said yes or no.

use crate::diagnostic::Severity;
use crate::line::Ending;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, Family, Findings, ReplyContext, Rule};
use crate::span::Span;
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "reply-without-code",
    spec: "R001",
    family: Family::Replies,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.2")],
    reply: None,
    check: Check::Reply(check),
    wrong: Example::new(
        Start::Ready,
        "\
C: NOOP
S: Ok
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
        let text = &line.line.bytes;
        // A line that never came to its end is another fault.
        if line.code().is_some() || line.line.ending == Ending::Unended {
            continue;
        }
        let end = text
            .iter()
            .position(|byte| *byte == b' ')
            .unwrap_or(text.len());
        let word = text.get(..end).unwrap_or_default();
        let is_command = Verb::recognise(word) != Verb::Other;
        findings
            .add(Span::new(start, start + text.len()))
            .value("kind", if is_command { "command" } else { "other" });
    }
}
