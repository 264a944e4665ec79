//! A line of encoded text that is too long.
//!
//! # What it checks
//! That no line of quoted-printable or base64 has more than 76 characters.
//!
//! # Why it matters
//! Programs that decode line by line cut it or give up.

use super::MOST_FINDINGS;
use crate::diagnostic::Severity;
use crate::message::{Encoding, Part};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "long-encoded-line",
    spec: "M019",
    family: Family::Message,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[Reference::new(2045, "6.7"), Reference::new(2045, "6.8")],
    reply: None,
    check: Check::Content(check),
    wrong: Example::new(
        Start::Header,
        "\
C: MIME-Version: 1.0
C: Content-Type: text/plain; charset=utf-8
C: Content-Transfer-Encoding: base64
C:
C: SGVsbG8sIEJvYiEgVGhpcyBsaW5lIGlzIGxvbmdlciB0aGFuIGVuY29kZWQgbGluZXMgbWF5IGJlLg==
C: .
",
    ),
    right: Example::new(
        Start::Header,
        "\
C: MIME-Version: 1.0
C: Content-Type: text/plain; charset=utf-8
C: Content-Transfer-Encoding: base64
C:
C: SGVsbG8sIEJvYiEgVGhpcyBsaW5lIGlzIGxvbmdlciB0aGFuIGVuY29kZWQgbGlu
C: ZXMgbWF5IGJlLg==
C: .
",
    ),
};

fn check(context: &ContentContext<'_>, findings: &mut Findings<'_>) {
    let parts = context.message.structure.parts.iter();
    for line in parts
        .filter_map(|part| first_long(context, part))
        .take(MOST_FINDINGS)
    {
        let over = Span::new(line.range().start + MOST, line.range().end);
        findings.add(over).value("length", line.len().to_string());
    }
}

/// Longest line of either encoding.
pub(in crate::rules) const MOST: usize = 76;

fn first_long(context: &ContentContext<'_>, part: &Part) -> Option<Span> {
    let encoding = part.encoding(context.content);
    if !matches!(encoding, Encoding::QuotedPrintable | Encoding::Base64) || part.is_multipart() {
        return None;
    }
    context
        .message
        .lines(part.body)
        .map(|line| line.span)
        .find(|line| line.len() > MOST)
}
