//! Letters that are not ASCII, and no character set named.
//!
//! # What it checks
//! That a text with octets above 127 says with charset which letters they are.
//!
//! # Why it matters
//! A reader has to guess. Letters with accents turn into others.

use super::MOST_FINDINGS;
use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::data::{eight_bit_run, eight_bit_without_8bitmime};
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-charset",
    spec: "M020",
    family: Family::Message,
    strict: Severity::Warning,
    practice: Severity::Info,
    references: &[Reference::new(2046, "4.1.2"), Reference::new(2045, "5.2")],
    reply: None,
    check: Check::Content(check),
    wrong: Example::new(
        Start::Ready,
        "\
C: MAIL FROM:<ann@example.org> BODY=8BITMIME
S: 250 2.1.0 Ok
C: RCPT TO:<bob@example.com>
S: 250 2.1.5 Ok
C: DATA
S: 354 Go on
C: From: Ann <ann@example.org>
C: To: Bob <bob@example.com>
C: Date: Mon, 23 Nov 2026 10:00:00 +0000
C: Message-ID: <1@client.example.org>
C: MIME-Version: 1.0
C: Content-Type: text/plain
C: Content-Transfer-Encoding: 8bit
C:
C: Grüße
C: .
",
    ),
    right: Example::new(
        Start::Ready,
        "\
C: MAIL FROM:<ann@example.org> BODY=8BITMIME
S: 250 2.1.0 Ok
C: RCPT TO:<bob@example.com>
S: 250 2.1.5 Ok
C: DATA
S: 354 Go on
C: From: Ann <ann@example.org>
C: To: Bob <bob@example.com>
C: Date: Mon, 23 Nov 2026 10:00:00 +0000
C: Message-ID: <1@client.example.org>
C: MIME-Version: 1.0
C: Content-Type: text/plain; charset=utf-8
C: Content-Transfer-Encoding: 8bit
C:
C: Grüße
C: .
",
    ),
};

fn check(context: &ContentContext<'_>, findings: &mut Findings<'_>) {
    // First they have to arrive at all.
    if eight_bit_without_8bitmime::unannounced(context).is_some() {
        return;
    }
    let parts = context.message.structure.parts.iter();
    let unnamed = parts.filter(|part| {
        let media = part.content_type.as_ref();
        part.is_text() && media.is_none_or(|media| media.parameter("charset").is_none())
    });
    for part in unnamed.take(MOST_FINDINGS) {
        let Some((run, _)) = eight_bit_run(context.content, part.body) else {
            continue;
        };
        match &part.content_type {
            Some(media) => {
                let end = Span::at(media.span.range().end);
                findings
                    .add(run)
                    .related(media.span)
                    .value("kind", "no-charset")
                    .fix(end, "; charset=utf-8");
            }
            None => {
                findings.add(run).value("kind", "no-type");
            }
        }
    }
}
