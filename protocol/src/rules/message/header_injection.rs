//! A lone CR or LF in a header field, with another field behind it.
//!
//! # What it checks
//! That no value of a field holds a CR or LF with something behind it that reads like a field.
//!
//! # Why it matters
//! A program that put what somebody typed into a header let him write fields of his own, such as Bcc.

use crate::data::NoticeKind;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "header-injection",
    spec: "M021",
    family: Family::Message,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5322, "2.2"), Reference::new(5321, "2.3.8")],
    reply: Some(ExpectedReply {
        code: 554,
        enhanced: "5.6.0",
        text: "Message has a bare CR or LF in it",
    }),
    check: Check::Content(check),
    wrong: Example::new(
        Start::Header,
        "\
C= \"Subject: Hi\\nReply-To: eve@example.net\\r\\n\"
C:
C: Hello
C: .
",
    ),
    right: Example::new(
        Start::Header,
        "\
C: Subject: Hi
C:
C: Hello
C: .
",
    ),
};

fn check(context: &ContentContext<'_>, findings: &mut Findings<'_>) {
    for notice in context.decoder.notices() {
        let is_bare = matches!(
            notice.kind,
            NoticeKind::BareCarriageReturn | NoticeKind::BareLineFeed
        );
        if is_bare && is_injection(context, notice.span) {
            let field = field_name(context.content, notice.span.range().end);
            findings
                .add(notice.span)
                .value(
                    "field",
                    field
                        .map(|field| context.message.text(field))
                        .unwrap_or_default(),
                )
                .fix(notice.span, " ");
        }
    }
}

/// Whether a lone CR or LF is within the header, where other lines end with CR LF, and a field seems to follow it.
pub(in crate::rules) fn is_injection(context: &ContentContext<'_>, bare: Span) -> bool {
    let header_end = context.message.header.body_start;
    let header = context.content.get(..header_end).unwrap_or_default();
    bare.range().start < header_end
        && header.windows(2).any(|two| two == b"\r\n")
        && field_name(context.content, bare.range().end).is_some()
}

/// The name of the field that begins at a place.
fn field_name(content: &[u8], start: usize) -> Option<Span> {
    let text = content.get(start..)?;
    let length = text
        .iter()
        .take_while(|byte| matches!(byte, 33..=57 | 59..=126))
        .count();
    (length > 0 && text.get(length) == Some(&b':')).then(|| Span::new(start, start + length))
}
