//! An enhanced code of another class than the reply.
//!
//! # What it checks
//! That the first number of the enhanced code is the first digit of the reply code.
//!
//! # Why it matters
//! One of the two says yes and the other no. Clients that look at different ones do different things.

use super::has_enhanced_place;
use crate::diagnostic::Severity;
use crate::enhanced::EnhancedStart;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, Family, Findings, ReplyContext, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "mismatched-enhanced-code",
    spec: "R011",
    family: Family::Replies,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[Reference::new(2034, "4"), Reference::new(3463, "2")],
    reply: None,
    check: Check::Reply(check),
    wrong: Example::new(
        Start::Mail,
        "\
C: RCPT TO:<cat@example.com>
S: 550 2.1.1 No such user
",
    ),
    right: Example::new(
        Start::Mail,
        "\
C: RCPT TO:<cat@example.com>
S: 550 5.1.1 No such user
",
    ),
};

fn check(context: &ReplyContext<'_>, findings: &mut Findings<'_>) {
    let Some(code) = context.reply.code().filter(|_| has_enhanced_place(context)) else {
        return;
    };
    let Some(line) = context.reply.lines.first() else {
        return;
    };
    let Some(start) = EnhancedStart::read(line.text()).filter(|start| start.fault.is_none()) else {
        return;
    };
    if !start.code.fits(code) {
        let span = start.span.shifted(line.text_start());
        findings
            .add(span)
            .related(Span::new(0, 3))
            .value("enhanced", start.code.to_string())
            .value("code", code.to_string());
    }
}
