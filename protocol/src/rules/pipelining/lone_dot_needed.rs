//! 354 though no recipient was accepted.
//!
//! # What it checks
//! Whether a pipelined DATA got 354 after every RCPT before it was refused.
//!
//! # Why it matters
//! The server waits for a message that it will deliver to nobody. A single dot ends that, and then the server must not
//! deliver anything.

use crate::diagnostic::Severity;
use crate::phase::Step;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, Family, Findings, ReplyContext, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "lone-dot-needed",
    spec: "Q005",
    family: Family::Pipelining,
    strict: Severity::Info,
    practice: Severity::Info,
    references: &[Reference::new(2920, "3.1")],
    reply: None,
    check: Check::Reply(check),
    wrong: Example::new(
        Start::Mail,
        "C: RCPT TO:<bob@example.com>\nC: DATA\nS: 550 5.1.1 No such user\nS: 354 Go ahead\n",
    ),
    right: Example::new(
        Start::Mail,
        "C: RCPT TO:<bob@example.com>\nC: DATA\nS: 250 2.1.5 Ok\nS: 354 Go ahead\n",
    ),
};

fn check(context: &ReplyContext<'_>, findings: &mut Findings<'_>) {
    let to_data = context
        .answers
        .is_some_and(|pending| pending.step == Step::Data);
    let nobody = context
        .session
        .transaction
        .as_ref()
        .is_some_and(|transaction| transaction.accepted() == 0);
    if to_data && nobody && context.reply.code() == Some(354) {
        findings.add(Span::new(0, 3));
    }
}
