//! A message identifier that is none.
//!
//! # What it checks
//! That Message-ID, In-Reply-To and References hold identifiers such as <1@client.example.org>.
//!
//! # Why it matters
//! Answers cannot be told to belong to it, and some servers replace or refuse it.

use super::reply_of_submission;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "bad-message-id",
    spec: "M025",
    family: Family::Message,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[Reference::new(5322, "3.6.4")],
    reply: Some(ExpectedReply {
        code: 554,
        enhanced: "5.6.0",
        text: "Message is not well formed",
    }),
    check: Check::Content(check),
    wrong: Example::new(
        Start::Data,
        "\
C: From: Ann <ann@example.org>
C: To: Bob <bob@example.com>
C: Date: Mon, 23 Nov 2026 10:00:00 +0000
C: Message-ID: 12345
C:
C: Hello
C: .
",
    ),
    right: Example::new(
        Start::Data,
        "\
C: From: Ann <ann@example.org>
C: To: Bob <bob@example.com>
C: Date: Mon, 23 Nov 2026 10:00:00 +0000
C: Message-ID: <12345@client.example.org>
C:
C: Hello
C: .
",
    ),
};

fn check(context: &ContentContext<'_>, findings: &mut Findings<'_>) {
    for (name, most) in [
        ("Message-ID", 1),
        ("In-Reply-To", usize::MAX),
        ("References", usize::MAX),
    ] {
        let Some(field) = context.message.field(name) else {
            continue;
        };
        if let Some(span) = first_fault(context.content, field.value, most) {
            let found = findings.add(span).value("field", name);
            reply_of_submission(context, found);
        }
    }
}

/// What is the first thing in `value` that is no identifier, or one too many.
fn first_fault(content: &[u8], value: Span, most: usize) -> Option<Span> {
    let mut rest = value;
    let mut count = 0;
    loop {
        rest = rest.trimmed(content);
        if rest.is_empty() {
            return (count == 0).then_some(value);
        }
        let length = identifier(rest.of(content)).unwrap_or(0);
        if length == 0 || count == most {
            return Some(rest);
        }
        count += 1;
        rest = Span::new(rest.range().start + length, rest.range().end);
    }
}

/// How long the identifier is that a text begins with.
fn identifier(text: &[u8]) -> Option<usize> {
    let inner = text.strip_prefix(b"<")?;
    let end = inner.iter().position(|byte| *byte == b'>')?;
    let inner = inner.get(..end)?;
    let at = inner.iter().rposition(|byte| *byte == b'@')?;
    let whole = at > 0
        && at + 1 < inner.len()
        && inner
            .iter()
            .all(|byte| !byte.is_ascii_whitespace() && !b"<>,;".contains(byte));
    whole.then_some(end + 2)
}
