//! A Return-Path field in the message that is sent.
//!
//! # What it checks
//! That the header has no Return-Path; on the last way, LMTP, it may.
//!
//! # Why it matters
//! The last server puts it on top, with the address from MAIL. One that was there before is taken out, or believed.

use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule};
use crate::session::Mode;
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "return-path-in-message",
    spec: "M017",
    family: Family::Message,
    strict: Severity::Warning,
    practice: Severity::Info,
    references: &[Reference::new(5321, "4.4")],
    reply: None,
    check: Check::Content(check),
    wrong: Example::new(
        Start::Header,
        "\
C: Return-Path: <ann@example.org>
C:
C: Hello
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
    if context.session.mode == Mode::Lmtp {
        return;
    }
    if let Some(field) = context.message.field("Return-Path") {
        let mut end = field.span.range().end;
        let behind = context.content.get(end..).unwrap_or_default();
        if behind.starts_with(b"\r\n") {
            end += 2;
        }
        findings
            .add(field.span)
            .fix(Span::new(field.span.range().start, end), "");
    }
}
