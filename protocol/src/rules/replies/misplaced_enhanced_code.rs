//! An enhanced code where none belongs.
//!
//! # What it checks
//! That the greeting, the answers to EHLO, HELO and LHLO, and replies of 3 have no enhanced code.
//!
//! # Why it matters
//! In the greeting it stands where the name of the server belongs; a 3 has no class of enhanced codes at all.

use super::has_enhanced_place;
use crate::diagnostic::Severity;
use crate::enhanced::EnhancedStart;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, Family, Findings, ReplyContext, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "misplaced-enhanced-code",
    spec: "R012",
    family: Family::Replies,
    strict: Severity::Warning,
    practice: Severity::Info,
    references: &[Reference::new(2034, "4")],
    reply: None,
    check: Check::Reply(check),
    wrong: Example::new(
        Start::Recipients,
        "\
C: DATA
S: 354 3.0.0 Go on
",
    ),
    right: Example::new(
        Start::Recipients,
        "\
C: DATA
S: 354 Go on
",
    ),
};

fn check(context: &ReplyContext<'_>, findings: &mut Findings<'_>) {
    let known = context
        .reply
        .code()
        .is_some_and(|code| (200..600).contains(&code));
    if !known || has_enhanced_place(context) {
        return;
    }
    let Some(line) = context.reply.lines.first() else {
        return;
    };
    if let Some(start) = EnhancedStart::read(line.text()) {
        let span = start.span.shifted(line.text_start());
        let space = usize::from(line.text().get(start.span.len()) == Some(&b' '));
        findings
            .add(span)
            .value("code", start.code.to_string())
            .fix(Span::new(span.range().start, span.range().end + space), "");
    }
}
