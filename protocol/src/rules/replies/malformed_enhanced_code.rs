//! An enhanced code that is not written as one.
//!
//! # What it checks
//! That an enhanced code has the class 2, 4 or 5, numbers of one to three digits without leading zeros, and a space
//! behind it.
//!
//! # Why it matters
//! Programs that compare codes as text do not find it.

use super::takes_enhanced;
use crate::diagnostic::Severity;
use crate::enhanced::{EnhancedFault, EnhancedStart};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, Family, Findings, ReplyContext, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "malformed-enhanced-code",
    spec: "R013",
    family: Family::Replies,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[Reference::new(3463, "2"), Reference::new(2034, "4")],
    reply: None,
    check: Check::Reply(check),
    wrong: Example::new(
        Start::Mail,
        "\
C: RCPT TO:<cat@example.com>
S: 550 5.01.1 No such user
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
    if !takes_enhanced(context) {
        return;
    }
    let Some(line) = context.reply.lines.first() else {
        return;
    };
    let Some(start) = EnhancedStart::read(line.text()) else {
        return;
    };
    let span = start.span.shifted(line.text_start());
    let right = start.code.to_string();
    match start.fault {
        Some(EnhancedFault::LeadingZero) => {
            findings.add(span).value("kind", "zero").fix(span, right)
        }
        Some(EnhancedFault::Class) => findings.add(span).value("kind", "class"),
        Some(EnhancedFault::TooLong) => findings.add(span).value("kind", "long"),
        Some(EnhancedFault::NoSpace) => findings
            .add(Span::at(span.range().end))
            .value("kind", "space"),
        Some(EnhancedFault::Absent) | None => return,
    };
}
