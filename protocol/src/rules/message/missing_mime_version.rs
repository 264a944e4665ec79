//! Fields of MIME without MIME-Version.
//!
//! # What it checks
//! That a message with Content-Type or Content-Transfer-Encoding has MIME-Version, too.
//!
//! # Why it matters
//! Without it the other two mean nothing: a strict reader shows the raw text.

use super::lacks;
use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-mime-version",
    spec: "M014",
    family: Family::Message,
    strict: Severity::Warning,
    practice: Severity::Info,
    references: &[Reference::new(2045, "4")],
    reply: None,
    check: Check::Content(check),
    wrong: Example::new(
        Start::Header,
        "\
C: Content-Type: text/plain; charset=utf-8
C:
C: Hello
C: .
",
    ),
    right: Example::new(
        Start::Header,
        "\
C: MIME-Version: 1.0
C: Content-Type: text/plain; charset=utf-8
C:
C: Hello
C: .
",
    ),
};

fn check(context: &ContentContext<'_>, findings: &mut Findings<'_>) {
    let first = context.message.header.fields.iter().find(|field| {
        let name = field.name.of(context.content);
        name.eq_ignore_ascii_case(b"Content-Type")
            || name.eq_ignore_ascii_case(b"Content-Transfer-Encoding")
    });
    if let Some(field) = first
        && lacks(context, "MIME-Version")
    {
        findings
            .add(field.name)
            .value("field", context.message.text(field.name))
            .fix(Span::at(field.span.range().start), "MIME-Version: 1.0\r\n");
    }
}
