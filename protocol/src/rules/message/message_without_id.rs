//! A message without Message-ID.
//!
//! # What it checks
//! That the header has a Message-ID field.
//!
//! # Why it matters
//! Answers refer to it, and logs are searched for it. Filters count its absence as a sign of spam.

use super::lacks;
use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "message-without-id",
    spec: "M003",
    family: Family::Message,
    strict: Severity::Warning,
    practice: Severity::Warning,
    references: &[Reference::new(5322, "3.6.4")],
    reply: None,
    check: Check::Content(check),
    wrong: Example::new(
        Start::Data,
        "\
C: From: Ann <ann@example.org>
C: To: Bob <bob@example.com>
C: Date: Mon, 23 Nov 2026 10:00:00 +0000
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
C: Message-ID: <1@client.example.org>
C:
C: Hello
C: .
",
    ),
};

fn check(context: &ContentContext<'_>, findings: &mut Findings<'_>) {
    if lacks(context, "Message-ID") {
        findings.add(Span::at(0));
    }
}
