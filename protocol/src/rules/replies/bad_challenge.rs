//! A challenge of AUTH that is no Base64.
//!
//! # What it checks
//! That 334 stands on one line, with a space and Base64 behind it and nothing else.
//!
//! # Why it matters
//! The client decodes it to know what is asked. It has to give up with “*”.

use crate::base64;
use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, Family, Findings, ReplyContext, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "bad-challenge",
    spec: "R018",
    family: Family::Replies,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(4954, "4")],
    reply: None,
    check: Check::Reply(check),
    wrong: Example::new(
        Start::Submissions,
        "\
C: AUTH LOGIN
S: 334 User name, please
",
    ),
    right: Example::new(
        Start::Submissions,
        "\
C: AUTH LOGIN
S: 334 VXNlcm5hbWU6
",
    ),
};

fn check(context: &ReplyContext<'_>, findings: &mut Findings<'_>) {
    if context.reply.code() != Some(334) {
        return;
    }
    if let Some((start, line)) = context.reply.placed_lines().nth(1) {
        findings
            .add(Span::new(start, start + line.line.bytes.len()))
            .value("kind", "lines");
        return;
    }
    let Some(line) = context.reply.lines.first() else {
        return;
    };
    let text = Span::new(line.text_start(), line.line.bytes.len());
    if line.separator().is_none() {
        findings
            .add(Span::at(3))
            .value("kind", "space")
            .fix(Span::at(3), " ");
    } else if base64::decode(line.text()).is_err() {
        findings.add(text).value("kind", "text");
    }
}
