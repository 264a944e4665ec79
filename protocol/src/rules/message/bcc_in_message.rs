//! A Bcc field in the message that is sent.
//!
//! # What it checks
//! That the header has no Bcc field with addresses in it.
//!
//! # Why it matters
//! Every reader can see it: the blind copy is not blind.

use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "bcc-in-message",
    spec: "M023",
    family: Family::Message,
    strict: Severity::Warning,
    practice: Severity::Info,
    references: &[Reference::new(5322, "3.6.3")],
    reply: None,
    check: Check::Content(check),
    wrong: Example::new(
        Start::Mail,
        "\
C: RCPT TO:<bob@example.com>
S: 250 2.1.5 Ok
C: DATA
S: 354 Go on
C: From: Ann <ann@example.org>
C: To: Bob <bob@example.com>
C: Date: Mon, 23 Nov 2026 10:00:00 +0000
C: Message-ID: <1@client.example.org>
C: Bcc: cat@example.com
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
    if let Some(field) = context.message.field("Bcc")
        && !field.value.is_empty()
    {
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
