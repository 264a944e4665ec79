//! A blank line before the final dot.
//!
//! # What it checks
//! That no blank line stands between the last line of text and the dot.
//!
//! # Why it matters
//! The line end before the dot belongs to the message already. One more is one more line, which the reader sees.

use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Packing, Rule, Stage};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "extra-blank-line",
    spec: "D010",
    family: Family::Data,
    strict: Severity::Info,
    practice: Severity::Info,
    references: &[Reference::new(5321, "4.1.1.4")],
    reply: None,
    check: Check::Content(check),
    wrong: Example::new(
        Start::Header,
        "\
C:
C: Hello
C:
C: .
",
    ),
    right: Example::new(
        Start::Header,
        "\
C:
C: Hello
C: .
",
    ),
};

fn check(context: &ContentContext<'_>, findings: &mut Findings<'_>) {
    let text = context.message.of(context.message.body);
    let has_text = !text.trim_ascii().is_empty();
    if context.packing == Packing::Stuffed
        && context.stage == Stage::Ended
        && has_text
        && context.content.ends_with(b"\r\n\r\n")
    {
        let end = context.content.len();
        let line = Span::new(end.saturating_sub(2), end);
        findings.add(line).fix(line, "");
    }
}
