//! A message larger than its declared size.
//!
//! # What it checks
//! That the message has no more octets than SIZE on MAIL said.
//!
//! # Why it matters
//! The server has made room for what was declared. It may refuse the rest, or the whole message.

use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule, Stage};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "declared-size-too-small",
    spec: "P024",
    family: Family::Parameters,
    strict: Severity::Warning,
    practice: Severity::Warning,
    references: &[Reference::new(1870, "6.3")],
    reply: None,
    check: Check::Content(check),
    wrong: Example::new(
        Start::Ready,
        "\
C: MAIL FROM:<ann@example.org> SIZE=5
S: 250 2.1.0 Ok
C: RCPT TO:<bob@example.com>
S: 250 2.1.5 Ok
C: DATA
S: 354 Go ahead
C: From: ann@example.org
C: Date: Mon, 23 Nov 2026 10:00:00 +0000
C: Message-ID: <1@client.example.org>
C: To: bob@example.com
C:
C: Hello
C: .
",
    ),
    right: Example::new(
        Start::Ready,
        "\
C: MAIL FROM:<ann@example.org> SIZE=500
S: 250 2.1.0 Ok
C: RCPT TO:<bob@example.com>
S: 250 2.1.5 Ok
C: DATA
S: 354 Go ahead
C: From: ann@example.org
C: Date: Mon, 23 Nov 2026 10:00:00 +0000
C: Message-ID: <1@client.example.org>
C: To: bob@example.com
C:
C: Hello
C: .
",
    ),
};

fn check(context: &ContentContext<'_>, findings: &mut Findings<'_>) {
    let Some(declared) = context
        .transaction
        .and_then(|open| open.parameter("SIZE"))
        .and_then(|digits| String::from_utf8(digits).ok()?.parse::<u64>().ok())
    else {
        return;
    };
    let octets = context.decoder.octets();
    if context.stage == Stage::Ended && octets > declared {
        findings
            .add(Span::at(0))
            .value("octets", octets.to_string())
            .value("declared", declared.to_string());
    }
}
