//! A body that is not written as Content-Transfer-Encoding says.
//!
//! # What it checks
//! That the encoding is a known one, that the body keeps to it, and that what has parts of its own is not encoded as a
//! whole.
//!
//! # Why it matters
//! The reader decodes what was not encoded, or the other way round, and shows garbage.

use super::MOST_FINDINGS;
use crate::diagnostic::Severity;
use crate::message::{Encoding, Part};
use crate::reference::Reference;
use crate::rules::data::{eight_bit_run, eight_bit_without_8bitmime};
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "encoding-differs-from-body",
    spec: "M015",
    family: Family::Message,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[
        Reference::new(2045, "6.2"),
        Reference::new(2045, "6.4"),
        Reference::new(2045, "6.7"),
        Reference::new(2045, "6.8"),
    ],
    reply: None,
    check: Check::Content(check),
    wrong: Example::new(
        Start::Header,
        "\
C: MIME-Version: 1.0
C: Content-Type: text/plain; charset=utf-8
C: Content-Transfer-Encoding: base64
C:
C: Hello, Bob!
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
C: SGVsbG8sIEJvYiE=
C: .
",
    ),
};

fn check(context: &ContentContext<'_>, findings: &mut Findings<'_>) {
    let mut left = MOST_FINDINGS;
    for part in &context.message.structure.parts {
        let Some((span, kind)) = fault(context, part).filter(|_| left > 0) else {
            continue;
        };
        left -= 1;
        let said = part
            .encoding
            .map_or_else(|| "7bit".to_owned(), |said| context.message.text(said));
        let found = findings
            .add(span)
            .value("kind", kind)
            .value("encoding", said);
        if let Some(said) = part.encoding.filter(|said| *said != span) {
            found.related(said);
        }
    }
}

/// Where a part is not as it says, and in which way.
fn fault(context: &ContentContext<'_>, part: &Part) -> Option<(Span, &'static str)> {
    let encoding = part.encoding(context.content);
    let encoded = matches!(encoding, Encoding::QuotedPrintable | Encoding::Base64);
    if part.is_multipart() || part.is_message() {
        return part
            .encoding
            .filter(|_| encoded)
            .map(|said| (said, "container"));
    }
    match encoding {
        Encoding::Unknown => part.encoding.map(|said| (said, "unknown")),
        Encoding::SevenBit => {
            let (run, _) = eight_bit_run(context.content, part.body)?;
            // Where it may not be sent like that at all, or does not say what it is, that is said first.
            let is_named = part.encoding.is_some()
                || part
                    .content_type
                    .as_ref()
                    .is_some_and(|media| !part.is_text() || media.parameter("charset").is_some());
            (is_named && eight_bit_without_8bitmime::unannounced(context).is_none())
                .then_some((run, "eight-bit"))
        }
        Encoding::EightBit | Encoding::Binary => None,
        Encoding::QuotedPrintable => {
            not_quoted_printable(context, part.body).map(|at| (at, "broken"))
        }
        Encoding::Base64 => not_base64(context.content, part.body).map(|at| (at, "broken")),
    }
}

/// The first thing that quoted-printable does not have: an octet that is not ASCII, or `=` without two hex digits.
fn not_quoted_printable(context: &ContentContext<'_>, body: Span) -> Option<Span> {
    for line in context.message.lines(body) {
        let text = context.message.of(line.span);
        let start = line.span.range().start;
        for (at, byte) in text.iter().enumerate() {
            let behind = text.get(at + 1..).unwrap_or_default();
            let right = match byte {
                // White space may have been added behind the mark of a soft line end.
                b'=' if behind.trim_ascii().is_empty() => true,
                b'=' => {
                    matches!(behind, [high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
                }
                byte => byte.is_ascii(),
            };
            if !right {
                let end = (at + 3).min(text.len());
                return Some(Span::new(
                    start + at,
                    start + if *byte == b'=' { end } else { at + 1 },
                ));
            }
        }
    }
    None
}

/// The first octet that Base64 does not have.
fn not_base64(content: &[u8], body: Span) -> Option<Span> {
    let wrong = body.of(content).iter().position(|byte| {
        !byte.is_ascii_alphanumeric() && !byte.is_ascii_whitespace() && !b"+/=".contains(byte)
    })?;
    let at = body.range().start + wrong;
    Some(Span::new(at, at + 1))
}
