//! A message in chunks whose last line has no end.
//!
//! # What it checks
//! That the last line of a message sent with BDAT ends with CR LF, unless MAIL said BODY=BINARYMIME.
//!
//! # Why it matters
//! A server that passes it on with DATA has to add the line end, which changes the message and may break its signature.

use super::is_binary;
use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Packing, Rule, Stage};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "last-line-without-end",
    spec: "D014",
    family: Family::Data,
    strict: Severity::Warning,
    practice: Severity::Info,
    references: &[Reference::new(5321, "4.1.1.4"), Reference::new(5322, "2.1")],
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
C: BDAT 135 LAST
C: From: Ann <ann@example.org>
C: To: Bob <bob@example.com>
C: Date: Mon, 23 Nov 2026 10:00:00 +0000
C: Message-ID: <1@client.example.org>
C:
C= \"Hi\"
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
    let open = !context.content.is_empty() && !context.content.ends_with(b"\r\n");
    if context.packing == Packing::Chunks
        && context.stage == Stage::Ended
        && open
        && !is_binary(context)
    {
        findings.add(Span::at(context.content.len()));
    }
}
