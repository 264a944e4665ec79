//! A line of text that is longer than most windows are wide.
//!
//! # What it checks
//! Whether a line of the message has more than 78 characters.
//!
//! # Why it matters
//! It is legal up to 998. Some readers do not wrap it, and answers that quote it look torn.

use crate::diagnostic::Severity;
use crate::message::Encoding;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "long-text-line",
    spec: "M012",
    family: Family::Message,
    strict: Severity::Hint,
    practice: Severity::Hint,
    references: &[Reference::new(5322, "2.1.1")],
    reply: None,
    check: Check::Content(check),
    wrong: Example::new(
        Start::Header,
        "\
C:
C: This line goes on for longer than it has to, and nobody has pressed Enter on the way yet.
C: .
",
    ),
    right: Example::new(
        Start::Header,
        "\
C:
C: This line goes on for no longer than it has to,
C: for somebody has pressed Enter on the way.
C: .
",
    ),
};

fn check(context: &ContentContext<'_>, findings: &mut Findings<'_>) {
    let encoded = encoded_bodies(context);
    let mut count = 0_usize;
    let mut first = None;
    let all = Span::new(0, context.content.len());
    for line in context.message.lines(all) {
        // A longer line than is legal is a fault, and another rule's; so is one of encoded text.
        let is_long = (MOST + 1..=MOST_LEGAL).contains(&line.span.len());
        if !is_long || is_within(&encoded, line.start) {
            continue;
        }
        let text = context.message.of(line.span);
        let characters = text
            .iter()
            .filter(|byte| !matches!(byte, 0x80..=0xBF))
            .count();
        if characters > MOST {
            count += 1;
            first.get_or_insert((line.span, characters));
        }
    }
    if let Some((span, characters)) = first {
        findings
            .add(Span::new(span.range().start + MOST, span.range().end))
            .value("length", characters.to_string())
            .value("count", count.to_string());
    }
}

/// The bodies in quoted-printable or base64, in order; none lies within another.
fn encoded_bodies(context: &ContentContext<'_>) -> Vec<Span> {
    let parts = context.message.structure.parts.iter();
    parts
        .filter(|part| {
            let encoding = part.encoding(context.content);
            !part.is_multipart() && matches!(encoding, Encoding::QuotedPrintable | Encoding::Base64)
        })
        .map(|part| part.body)
        .collect()
}

fn is_within(bodies: &[Span], place: usize) -> bool {
    let behind = bodies.partition_point(|body| body.range().start <= place);
    behind
        .checked_sub(1)
        .and_then(|last| bodies.get(last))
        .is_some_and(|body| body.contains(place))
}

/// Longest line that is easy to read everywhere, in characters.
const MOST: usize = 78;

/// Longest legal line, in octets.
const MOST_LEGAL: usize = 998;
