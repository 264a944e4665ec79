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
    let mut count = 0_usize;
    let mut first = None;
    let all = Span::new(0, context.content.len());
    for line in context.message.lines(all) {
        // A longer line than is legal is a fault, and another rule's; so is one of encoded text.
        if (MOST + 1..=MOST_LEGAL).contains(&line.span.len()) && !is_encoded(context, line.span) {
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
    }
    if let Some((span, characters)) = first {
        findings
            .add(Span::new(span.range().start + MOST, span.range().end))
            .value("length", characters.to_string())
            .value("count", count.to_string());
    }
}

fn is_encoded(context: &ContentContext<'_>, line: Span) -> bool {
    context.message.structure.parts.iter().any(|part| {
        let encoding = part.encoding(context.content);
        let encoded = matches!(encoding, Encoding::QuotedPrintable | Encoding::Base64);
        encoded && !part.is_multipart() && part.body.contains(line.range().start)
    })
}

/// Longest line that is easy to read everywhere, in characters.
const MOST: usize = 78;

/// Longest legal line, in octets.
const MOST_LEGAL: usize = 998;
