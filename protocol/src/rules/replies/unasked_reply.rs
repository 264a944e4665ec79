//! A reply that answers nothing.
//!
//! # What it checks
//! That each command gets one reply, and that the server says nothing else but 421.
//!
//! # Why it matters
//! A client counts replies. One too many, and it takes each for the answer to the wrong command from there on.

use super::lmtp_reply_count;
use crate::diagnostic::Severity;
use crate::phase::Phase;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, Family, Findings, ReplyContext, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unasked-reply",
    spec: "R015",
    family: Family::Replies,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.2"), Reference::new(5321, "4.3.1")],
    reply: None,
    check: Check::Reply(check),
    wrong: Example::new(
        Start::Ready,
        "\
C: NOOP
S: 250 2.0.0 Ok
S: 250 2.0.0 Ok again
",
    ),
    right: Example::new(
        Start::Ready,
        "\
C: NOOP
S: 250 2.0.0 Ok
C: NOOP
S: 250 2.0.0 Ok again
",
    ),
};

fn check(context: &ReplyContext<'_>, findings: &mut Findings<'_>) {
    let unasked = context.answers.is_none() && context.session.phase != Phase::Connected;
    let Some(code) = context.reply.code().filter(|_| unasked) else {
        return;
    };
    // 421 may be said at any time; and in LMTP it is the count that is wrong.
    if code == 421 || lmtp_reply_count::is_one_too_many(context) {
        return;
    }
    let in_data = context.session.phase == Phase::Data;
    findings
        .add(Span::new(0, 3))
        .value("kind", if in_data { "data" } else { "other" })
        .value("code", code.to_string());
}
