//! A line of the answer to EHLO that is no keyword.
//!
//! # What it checks
//! That each line after the first is a keyword of letters, digits and hyphens, and parameters with one space before
//! each.
//!
//! # Why it matters
//! A client that does not understand a line passes over it, or stops reading the list.

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
    name: "malformed-keyword",
    spec: "R021",
    family: Family::Replies,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[
        Reference::new(5321, "4.1.1.1"),
        Reference::new(5321, "4.1.2"),
    ],
    reply: None,
    check: Check::Reply(check),
    wrong: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 SIZE:1000
",
    ),
    right: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 SIZE 1000
",
    ),
};

fn check(context: &ReplyContext<'_>, findings: &mut Findings<'_>) {
    let to_hello = matches!(
        answered(context),
        Some(Step::Command(Verb::Ehlo | Verb::Lhlo))
    );
    if !to_hello || context.reply.code() != Some(250) {
        return;
    }
    for (start, line) in context.reply.placed_lines().skip(1) {
        if line.separator().is_none() {
            continue;
        }
        if let Some(fault) = fault(line.text()) {
            findings.add(fault.shifted(start + line.text_start()));
        }
    }
}

/// Where a line stops being a keyword and its parameters.
fn fault(text: &[u8]) -> Option<Span> {
    // An old spelling that many clients know, and that has a rule of its own.
    if text
        .get(..5)
        .is_some_and(|start| start.eq_ignore_ascii_case(b"AUTH="))
    {
        return None;
    }
    let mut at = 0;
    for (index, word) in text.split(|byte| *byte == b' ').enumerate() {
        let span = Span::new(at, at + word.len());
        let right = if index == 0 {
            is_keyword(word)
        } else {
            // Octets that are no ASCII are another rule's.
            !word.is_empty()
        };
        if !right {
            return Some(span);
        }
        at += word.len() + 1;
    }
    None
}

fn is_keyword(word: &[u8]) -> bool {
    word.first().is_some_and(u8::is_ascii_alphanumeric)
        && word
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-' || !byte.is_ascii())
}
