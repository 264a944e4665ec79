//! Dots doubled, or a final dot, in a message sent with BDAT.
//!
//! # What it checks
//! That a message sent in chunks has no line of a single dot at its end, and no dots doubled at the beginning of lines.
//!
//! # Why it matters
//! BDAT counts octets. Nothing is taken away on the other side: every dot arrives.

use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Packing, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "dot-stuffing-in-chunks",
    spec: "D013",
    family: Family::Data,
    strict: Severity::Warning,
    practice: Severity::Warning,
    references: &[Reference::new(3030, "2")],
    reply: None,
    check: Check::Content(check),
    wrong: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 CHUNKING
C: MAIL FROM:<ann@example.org>
S: 250 Ok
C: RCPT TO:<bob@example.com>
S: 250 Ok
C: BDAT 140 LAST
C: From: Ann <ann@example.org>
C: To: Bob <bob@example.com>
C: Date: Mon, 23 Nov 2026 10:00:00 +0000
C: Message-ID: <1@client.example.org>
C:
C: Hi
C: .
S: 250 Ok
",
    ),
    right: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 CHUNKING
C: MAIL FROM:<ann@example.org>
S: 250 Ok
C: RCPT TO:<bob@example.com>
S: 250 Ok
C: BDAT 137 LAST
C: From: Ann <ann@example.org>
C: To: Bob <bob@example.com>
C: Date: Mon, 23 Nov 2026 10:00:00 +0000
C: Message-ID: <1@client.example.org>
C:
C: Hi
S: 250 Ok
",
    ),
};

fn check(context: &ContentContext<'_>, findings: &mut Findings<'_>) {
    if context.packing != Packing::Chunks {
        return;
    }
    let end = context.content.len();
    if context.content.ends_with(b"\r\n.\r\n") {
        let dot = Span::new(end.saturating_sub(3), end.saturating_sub(2));
        findings
            .add(dot)
            .value("kind", "end")
            .fix(Span::new(end.saturating_sub(3), end), "");
        return;
    }
    // Doubled dots may be meant. Where every line that begins with a dot has two, they hardly are.
    let mut doubled = None;
    for line in context.message.lines(context.message.body) {
        match context.message.of(line.span) {
            [b'.', b'.', ..] => doubled = doubled.or(Some(line.start)),
            [b'.', ..] => return,
            _ => {}
        }
    }
    if let Some(start) = doubled {
        findings
            .add(Span::new(start, start + 1))
            .value("kind", "stuffed")
            .fix(Span::new(start, start + 1), "");
    }
}
