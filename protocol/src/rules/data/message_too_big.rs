//! A message larger than the server takes.
//!
//! # What it checks
//! That the message, stuffed dots and the final dot not counted, is no larger than what the server announced with SIZE.
//!
//! # Why it matters
//! The server reads all of it and refuses it at the end. With SIZE in MAIL it would have said so at once.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "message-too-big",
    spec: "D008",
    family: Family::Data,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(1870, "6.1")],
    reply: Some(ExpectedReply {
        code: 552,
        enhanced: "5.3.4",
        text: "Message is larger than SIZE allows",
    }),
    check: Check::Content(check),
    wrong: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 SIZE 150
C: MAIL FROM:<ann@example.org>
S: 250 Ok
C: RCPT TO:<bob@example.com>
S: 250 Ok
C: DATA
S: 354 Go on
C: From: Ann <ann@example.org>
C: To: Bob <bob@example.com>
C: Date: Mon, 23 Nov 2026 10:00:00 +0000
C: Message-ID: <1@client.example.org>
C:
C: This is more than there is room for.
C: .
",
    ),
    right: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 SIZE 150
C: MAIL FROM:<ann@example.org>
S: 250 Ok
C: RCPT TO:<bob@example.com>
S: 250 Ok
C: DATA
S: 354 Go on
C: From: Ann <ann@example.org>
C: To: Bob <bob@example.com>
C: Date: Mon, 23 Nov 2026 10:00:00 +0000
C: Message-ID: <1@client.example.org>
C:
C: Hi
C: .
",
    ),
};

fn check(context: &ContentContext<'_>, findings: &mut Findings<'_>) {
    let Some(limit) = context
        .session
        .capabilities
        .as_ref()
        .and_then(|capabilities| capabilities.size_limit())
    else {
        return;
    };
    // Of a very long message the session keeps a part only.
    let length = context.content.len();
    let not_kept = if length == context.session.content.len() {
        context.session.content_octets.saturating_sub(length as u64)
    } else {
        0
    };
    let octets = context.decoder.octets().saturating_add(not_kept);
    if octets > limit {
        let start = usize::try_from(limit).unwrap_or(length).min(length);
        findings
            .add(Span::new(start, length))
            .value("octets", octets.to_string())
            .value("limit", limit.to_string());
    }
}
