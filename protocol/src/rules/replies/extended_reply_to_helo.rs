//! A list of extensions in answer to HELO.
//!
//! # What it checks
//! That HELO is answered with one line.
//!
//! # Why it matters
//! A client that says HELO knows no extensions, and may take the second line for the answer to its next command.

use super::answered;
use crate::code::Step;
use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, Family, Findings, ReplyContext, Rule};
use crate::span::Span;
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "extended-reply-to-helo",
    spec: "R009",
    family: Family::Replies,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[Reference::new(5321, "3.2"), Reference::new(5321, "4.1.1.1")],
    reply: None,
    check: Check::Reply(check),
    wrong: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 502 What
C: HELO client.example.org
S: 250-mx.example.com
S: 250 SIZE
",
    ),
    right: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 502 What
C: HELO client.example.org
S: 250 mx.example.com
",
    ),
};

fn check(context: &ReplyContext<'_>, findings: &mut Findings<'_>) {
    let to_helo = answered(context) == Some(Step::Command(Verb::Helo));
    if !to_helo || context.reply.code() != Some(250) {
        return;
    }
    if let Some((start, line)) = context.reply.placed_lines().nth(1) {
        findings.add(Span::new(start, start + line.line.bytes.len()));
    }
}
