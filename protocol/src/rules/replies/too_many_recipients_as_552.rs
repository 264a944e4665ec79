//! 552 for too many recipients.
//!
//! # What it checks
//! That a server which takes no more recipients says 452, not 552.
//!
//! # Why it matters
//! 552 says “never”; the client gives these recipients up. 452 says “not in this transaction”, which is what is meant.

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
    name: "too-many-recipients-as-552",
    spec: "R020",
    family: Family::Replies,
    strict: Severity::Warning,
    practice: Severity::Info,
    references: &[Reference::new(5321, "4.5.3.1.10")],
    reply: None,
    check: Check::Reply(check),
    wrong: Example::new(
        Start::Recipients,
        "\
C: RCPT TO:<cat@example.com>
S: 552 5.5.3 Too many recipients
",
    ),
    right: Example::new(
        Start::Recipients,
        "\
C: RCPT TO:<cat@example.com>
S: 452 4.5.3 Too many recipients
",
    ),
};

fn check(context: &ReplyContext<'_>, findings: &mut Findings<'_>) {
    let to_rcpt = answered(context) == Some(Step::Command(Verb::Rcpt));
    if !to_rcpt || context.reply.code() != Some(552) {
        return;
    }
    let enhanced = context
        .reply
        .enhanced()
        .is_some_and(|code| (code.subject, code.detail) == (5, 3));
    let in_words = context.reply.lines.iter().any(|line| {
        let text = String::from_utf8_lossy(line.text()).to_ascii_lowercase();
        text.contains("too many") && text.contains("recipient")
    });
    if enhanced || in_words {
        findings.add(Span::new(0, 3)).fix(Span::new(0, 3), "452");
    }
}
