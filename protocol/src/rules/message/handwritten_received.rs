//! Received fields in the message.
//!
//! # What it checks
//! Whether the header has Received fields before this server has added its own.
//!
//! # Why it matters
//! Each server on the way adds one on top. Those that were there before tell of an earlier way, or were made up.

use super::mail_loop;
use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "handwritten-received",
    spec: "M018",
    family: Family::Message,
    strict: Severity::Info,
    practice: Severity::Info,
    references: &[Reference::new(5321, "4.4")],
    reply: None,
    check: Check::Content(check),
    wrong: Example::new(
        Start::Header,
        "\
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
    let count = context.message.fields("Received").count();
    if count >= mail_loop::MOST_RECEIVED {
        return;
    }
    if let Some(field) = context.message.field("Received") {
        findings.add(field.name).value("count", count.to_string());
    }
}
