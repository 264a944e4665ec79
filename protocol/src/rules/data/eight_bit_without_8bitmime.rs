//! Octets above 127 in the body, and MAIL did not announce them.
//!
//! # What it checks
//! That the body is ASCII unless MAIL said BODY=8BITMIME or BODY=BINARYMIME.
//!
//! # Why it matters
//! Without that word a server may clear the eighth bit or refuse the message: letters with accents arrive broken or not
//! at all.

use super::{body_parameter, eight_bit_run};
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "eight-bit-without-8bitmime",
    spec: "D005",
    family: Family::Data,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[Reference::new(6152, "3"), Reference::new(5321, "2.4")],
    reply: Some(ExpectedReply {
        code: 554,
        enhanced: "5.6.3",
        text: "Message has octets above 127, and MAIL did not say BODY=8BITMIME",
    }),
    check: Check::Content(check),
    wrong: Example::new(
        Start::Header,
        "\
C: MIME-Version: 1.0
C: Content-Type: text/plain; charset=utf-8
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
    if let Some((first, count)) = unannounced(context) {
        findings.add(first).value("count", count.to_string());
    }
}

/// The first run of octets above 127 in the body that MAIL did not announce, and how many there are in all.
pub(in crate::rules) fn unannounced(context: &ContentContext<'_>) -> Option<(Span, usize)> {
    let announced = body_parameter(context)?;
    if announced == b"8BITMIME" || announced == b"BINARYMIME" {
        return None;
    }
    eight_bit_run(context.content, context.message.body)
}
