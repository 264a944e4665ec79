//! A 250 to VRFY that names no mailbox.
//!
//! # What it checks
//! That a 250 in answer to VRFY names the mailbox that was verified.
//!
//! # Why it matters
//! 250 says that the address exists. A server that did not look has to say 252.

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
    name: "verified-without-mailbox",
    spec: "R014",
    family: Family::Replies,
    strict: Severity::Warning,
    practice: Severity::Info,
    references: &[
        Reference::new(5321, "3.5.1"),
        Reference::new(5321, "3.5.3"),
        Reference::new(5321, "7.3"),
    ],
    reply: None,
    check: Check::Reply(check),
    wrong: Example::new(
        Start::Ready,
        "\
C: VRFY ann@example.com
S: 250 2.0.0 Ok
",
    ),
    right: Example::new(
        Start::Ready,
        "\
C: VRFY ann@example.com
S: 252 2.5.0 Will try
",
    ),
};

fn check(context: &ReplyContext<'_>, findings: &mut Findings<'_>) {
    if answered(context) != Some(Step::Command(Verb::Vrfy)) || context.reply.code() != Some(250) {
        return;
    }
    let names_one = context
        .reply
        .lines
        .iter()
        .any(|line| line.text().contains(&b'@'));
    if !names_one {
        findings.add(Span::new(0, 3));
    }
}
