//! A greeting that does not begin with the name of the server.
//!
//! # What it checks
//! That the greeting and the answer to EHLO or HELO begin with the domain of the server, or its address literal.
//!
//! # Why it matters
//! The client cannot tell which server it has reached; loops cannot be seen.

use super::{answered, is_hello};
use crate::address;
use crate::code::Step;
use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, Family, Findings, ReplyContext, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "greeting-without-domain",
    spec: "R008",
    family: Family::Replies,
    strict: Severity::Warning,
    practice: Severity::Info,
    references: &[
        Reference::new(5321, "4.3.1"),
        Reference::new(5321, "4.2"),
        Reference::new(5321, "4.1.1.1"),
    ],
    reply: None,
    check: Check::Reply(check),
    wrong: Example::new(Start::Nothing, "S: 220 Welcome to our mail server\n"),
    right: Example::new(Start::Nothing, "S: 220 mx.example.com welcomes you\n"),
};

fn check(context: &ReplyContext<'_>, findings: &mut Findings<'_>) {
    let kind = match answered(context) {
        Some(Step::Greeting) => "greeting",
        Some(step) if is_hello(step) => "hello",
        _ => return,
    };
    let greets = matches!(context.reply.code(), Some(220 | 250));
    let Some(first) = context.reply.lines.first().filter(|_| greets) else {
        return;
    };
    let text = first.text();
    let end = text
        .iter()
        .position(|byte| *byte == b' ')
        .unwrap_or(text.len());
    let word = text.get(..end).unwrap_or_default();
    if is_host(word) || super::starts_enhanced(text) {
        return;
    }
    let start = first.text_start();
    findings
        .add(Span::new(start, start + end))
        .value("kind", kind)
        .value("word", String::from_utf8_lossy(word));
}

/// Whether a word can be the name of a server: a domain of several labels, or an address literal.
fn is_host(word: &[u8]) -> bool {
    let is_literal = word.starts_with(b"[") && word.ends_with(b"]");
    let labels = || word.split(|byte| *byte == b'.');
    is_literal || labels().count() > 1 && labels().all(address::is_label)
}
