//! A message with nothing in it.
//!
//! # What it checks
//! That something stands between 354 and the final dot.
//!
//! # Why it matters
//! The server may take it, and the reader gets a mail from nobody about nothing. Many servers refuse it.

use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule, Stage};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "empty-message",
    spec: "D012",
    family: Family::Data,
    strict: Severity::Warning,
    practice: Severity::Warning,
    references: &[Reference::new(5321, "4.1.1.4"), Reference::new(5322, "3.6")],
    reply: None,
    check: Check::Content(check),
    wrong: Example::new(Start::Data, "C: .\n"),
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
    // With no recipient a lone dot is the right thing to say (RFC 2920 §3.1).
    let for_nobody = context
        .transaction
        .is_some_and(|transaction| transaction.accepted() == 0);
    if context.stage == Stage::Ended && context.message.is_blank() && !for_nobody {
        findings.add(Span::at(0));
    }
}
