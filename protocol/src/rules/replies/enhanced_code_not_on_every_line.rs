//! An enhanced code on some lines of a reply only.
//!
//! # What it checks
//! That all lines of a reply carry the same enhanced code, if one does and the server announced them.
//!
//! # Why it matters
//! A client that puts the lines together shows the code within the text, or misses it.

use super::takes_enhanced;
use crate::diagnostic::Severity;
use crate::enhanced::{EnhancedCode, EnhancedStart};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, Family, Findings, ReplyContext, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "enhanced-code-not-on-every-line",
    spec: "R023",
    family: Family::Replies,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[Reference::new(2034, "4")],
    reply: None,
    check: Check::Reply(check),
    wrong: Example::new(
        Start::Recipients,
        "\
C: NOOP
S: 250-2.0.0 First
S: 250 Second
",
    ),
    right: Example::new(
        Start::Recipients,
        "\
C: NOOP
S: 250-2.0.0 First
S: 250 2.0.0 Second
",
    ),
};

fn check(context: &ReplyContext<'_>, findings: &mut Findings<'_>) {
    if !takes_enhanced(context) {
        return;
    }
    let code = |text: &[u8]| EnhancedStart::read(text).map(|start| start.code);
    let codes: Vec<Option<EnhancedCode>> = context
        .reply
        .lines
        .iter()
        .map(|line| code(line.text()))
        .collect();
    let Some(first) = codes.iter().flatten().next() else {
        return;
    };
    let other = context
        .reply
        .placed_lines()
        .zip(&codes)
        .find(|(_, code)| **code != Some(*first));
    if let Some(((start, line), found)) = other {
        let place = start + line.text_start();
        let finding = findings
            .add(Span::new(place, start + line.line.bytes.len()))
            .value("kind", if found.is_some() { "other" } else { "none" })
            .value("code", first.to_string());
        if found.is_none() {
            finding.fix(Span::at(place), format!("{first} "));
        }
    }
}
