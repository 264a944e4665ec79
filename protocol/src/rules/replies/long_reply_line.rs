//! A line of a reply that is too long.
//!
//! # What it checks
//! That no line of a reply has more than 512 octets, code and CR LF counted.
//!
//! # Why it matters
//! Clients may cut it, or close.

use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, Family, Findings, ReplyContext, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "long-reply-line",
    spec: "R005",
    family: Family::Replies,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[Reference::new(5321, "4.5.3.1.5")],
    reply: None,
    check: Check::Reply(check),
    wrong: Example::new(Start::Ready, "\
C: NOOP
S: 250 2.0.0 This line goes on and on. This line goes on and on. This line goes on and on. This line goes on and on. This line goes on and on. This line goes on and on. This line goes on and on. This line goes on and on. This line goes on and on. This line goes on and on. This line goes on and on. This line goes on and on. This line goes on and on. This line goes on and on. This line goes on and on. This line goes on and on. This line goes on and on. This line goes on and on. This line goes on and on. This line goes on and on. 
"),
    right: Example::new(Start::Ready, "\
C: NOOP
S: 250-2.0.0 This line would be long
S: 250 2.0.0 if it were not two
"),
};

fn check(context: &ReplyContext<'_>, findings: &mut Findings<'_>) {
    for (start, line) in context.reply.placed_lines() {
        let length = line.line.wire_length();
        if length > MOST {
            let kept = line.line.bytes.len();
            findings
                .add(Span::new(start + kept.min(MOST), start + kept))
                .value("length", length.to_string());
            return;
        }
    }
}

/// Longest line of a reply, its code and CR LF counted.
const MOST: usize = 512;
