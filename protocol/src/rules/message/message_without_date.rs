//! A message without Date.
//!
//! # What it checks
//! That the header has a Date field.
//!
//! # Why it matters
//! It is one of the two fields that every message must have. Without it readers sort the message anywhere, and filters
//! count it as a sign of spam.

use super::lacks;
use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "message-without-date",
    spec: "M002",
    family: Family::Message,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[Reference::new(5322, "3.6"), Reference::new(5322, "3.6.1")],
    reply: None,
    check: Check::Content(check),
    wrong: Example::new(
        Start::Data,
        "\
C: From: Ann <ann@example.org>
C: To: Bob <bob@example.com>
C: Message-ID: <1@client.example.org>
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
    if lacks(context, "Date") {
        findings.add(Span::at(0));
    }
}
