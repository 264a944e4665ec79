//! So many Received fields that the mail goes in circles.
//!
//! # What it checks
//! That fewer than 100 Received fields stand in the header.
//!
//! # Why it matters
//! A mail that two servers send each other grows by one field each time. Servers count them to stop it.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "mail-loop",
    spec: "M022",
    family: Family::Message,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "6.3")],
    reply: Some(ExpectedReply {
        code: 554,
        enhanced: "5.4.6",
        text: "Too many hops: this mail goes round in circles",
    }),
    check: Check::Content(check),
    wrong: Example::new(
        Start::Header,
        "\
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C: Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 +0000
C:
C: Hello
C: .
",
    ),
    right: Example::new(
        Start::Header,
        "\
C:
C: Hello
C: .
",
    ),
};

fn check(context: &ContentContext<'_>, findings: &mut Findings<'_>) {
    if let Some(field) = context.message.fields("Received").nth(MOST_RECEIVED - 1) {
        let count = context.message.fields("Received").count();
        findings.add(field.span).value("count", count.to_string());
    }
}

/// How many Received fields stand for a loop: servers must allow as many as 100 (RFC 5321 §6.3).
pub(in crate::rules) const MOST_RECEIVED: usize = 100;
