//! A dot and spaces alone on a line.
//!
//! # What it checks
//! That no line consists of one dot and white space behind it.
//!
//! # Why it matters
//! It looks like the end of the message and is not: the server waits on, and whoever typed it waits for the server.

use crate::data::{FakeEnd, NoticeKind};
use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "dot-and-space",
    spec: "D011",
    family: Family::Data,
    strict: Severity::Warning,
    practice: Severity::Warning,
    references: &[Reference::new(5321, "4.5.2")],
    reply: None,
    check: Check::Content(check),
    wrong: Example::new(
        Start::Header,
        "\
C:
C: Hello
C: . 
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
    for notice in context.decoder.notices() {
        if notice.kind != NoticeKind::FakeEnd(FakeEnd::DotSpace) {
            continue;
        }
        let dot = notice.span.trimmed(context.content);
        let end = notice.span.range().end.saturating_sub(2);
        let spaces = Span::new(dot.range().end, end);
        findings.add(dot.to(spaces)).fix(spaces, "");
    }
}
