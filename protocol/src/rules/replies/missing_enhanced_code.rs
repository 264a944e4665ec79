//! A reply without the enhanced code that was promised.
//!
//! # What it checks
//! That replies of 2, 4 and 5 begin with an enhanced code where the server announced ENHANCEDSTATUSCODES; not the
//! greeting, and not the answers to EHLO, HELO and LHLO.
//!
//! # Why it matters
//! The enhanced code says what the three digits cannot. Programs that rely on it have to guess.

use super::takes_enhanced;
use crate::diagnostic::Severity;
use crate::enhanced::EnhancedStart;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, Family, Findings, ReplyContext, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-enhanced-code",
    spec: "R010",
    family: Family::Replies,
    strict: Severity::Warning,
    practice: Severity::Info,
    references: &[Reference::new(2034, "4")],
    reply: None,
    check: Check::Reply(check),
    wrong: Example::new(
        Start::Mail,
        "\
C: RCPT TO:<cat@example.com>
S: 550 No such user
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
    let none = context
        .reply
        .lines
        .iter()
        .all(|line| EnhancedStart::read(line.text()).is_none());
    // A code alone has another fault, which is told.
    let first = context
        .reply
        .lines
        .first()
        .filter(|line| matches!(line.separator(), Some(b' ' | b'-')));
    if let (true, Some(first)) = (none, first) {
        findings.add(Span::at(first.text_start())).value(
            "class",
            first.code().map_or(0, |code| code / 100).to_string(),
        );
    }
}
