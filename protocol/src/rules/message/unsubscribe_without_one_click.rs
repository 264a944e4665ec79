//! A list that can be left, but not with one click.
//!
//! # What it checks
//! That a message with List-Unsubscribe and an https address in it has List-Unsubscribe-Post, too.
//!
//! # Why it matters
//! Large mail services ask bulk senders for it, and sort their mail by it.

use super::lacks;
use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unsubscribe-without-one-click",
    spec: "M026",
    family: Family::Message,
    strict: Severity::Hint,
    practice: Severity::Hint,
    references: &[Reference::new(8058, "3.1")],
    reply: None,
    check: Check::Content(check),
    wrong: Example::new(
        Start::Header,
        "\
C: List-Unsubscribe: <https://example.org/leave?u=1>
C:
C: Hello
C: .
",
    ),
    right: Example::new(
        Start::Header,
        "\
C: List-Unsubscribe: <https://example.org/leave?u=1>
C: List-Unsubscribe-Post: List-Unsubscribe=One-Click
C:
C: Hello
C: .
",
    ),
};

fn check(context: &ContentContext<'_>, findings: &mut Findings<'_>) {
    let Some(field) = context.message.field("List-Unsubscribe") else {
        return;
    };
    let value = field.value.of(context.content).to_ascii_lowercase();
    let has_page = value.windows(7).any(|part| part == b"<https:");
    if has_page && lacks(context, "List-Unsubscribe-Post") {
        findings.add(field.name).fix(
            Span::at(field.span.range().start),
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
        );
    }
}
