//! A message that is never ended.
//!
//! # What it checks
//! That the message ends with a dot alone on its line.
//!
//! # Why it matters
//! Until that line comes everything is message, QUIT and all. When the connection ends first the server throws away
//! what it has, and no mail was sent.

use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Packing, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unended-message",
    spec: "D009",
    family: Family::Data,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.1.1.4"), Reference::new(5321, "3.8")],
    reply: None,
    check: Check::Content(check),
    wrong: Example::new(
        Start::Header,
        "\
C:
C: Hello
",
    ),
    right: Example::new(
        Start::Header,
        "\
C:
C: Hello
C: .
S: 250 2.0.0 Ok
C: QUIT
",
    ),
};

fn check(context: &ContentContext<'_>, findings: &mut Findings<'_>) {
    if context.ended || context.packing != Packing::Stuffed {
        return;
    }
    let end = Span::at(context.content.len());
    let missing = if context.content.is_empty() || context.content.ends_with(b"\r\n") {
        ".\r\n"
    } else {
        "\r\n.\r\n"
    };
    findings.add(end).fix(end, missing);
}
