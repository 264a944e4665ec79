//! A TAB between two words of a command.
//!
//! # What it checks
//! That words are parted by a space.
//!
//! # Why it matters
//! The grammar knows one separator, the space. Servers that split at spaces take the TAB for a part of the word.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "tab-separator",
    spec: "L009",
    family: Family::Framing,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.1.1")],
    reply: Some(ExpectedReply::new(
        500,
        "5.5.2",
        "Words are parted by a space, not a TAB",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: MAIL	FROM:<ann@example.org>\n"),
    right: Example::new(Start::Ready, "C: MAIL FROM:<ann@example.org>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let line = context.command.line;
    let gaps = super::gaps(context);
    for gap in gaps.into_iter().take(super::FINDINGS_KEPT) {
        if gap.of(line).contains(&b'\t') {
            findings.add(gap).fix(gap, " ");
        }
    }
}
