//! Two or more spaces between two words of a command.
//!
//! # What it checks
//! That one space parts the verb from what follows, and one parameter from the next.
//!
//! # Why it matters
//! The grammar has exactly one space there. Most servers take more, strict ones answer 501.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "double-space",
    spec: "L010",
    family: Family::Framing,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[Reference::new(5321, "4.1.1")],
    reply: Some(ExpectedReply::new(
        501,
        "5.5.4",
        "One space parts two words, not more",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: MAIL  FROM:<ann@example.org>\n"),
    right: Example::new(Start::Ready, "C: MAIL FROM:<ann@example.org>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let free_text = matches!(
        command.verb,
        Verb::Noop | Verb::Help | Verb::Vrfy | Verb::Expn | Verb::Other
    );
    let looked_at = if free_text { 1 } else { super::FINDINGS_KEPT };
    for gap in super::gaps(context).into_iter().take(looked_at) {
        if gap.len() > 1 && !command.of(gap).contains(&b'\t') {
            findings.add(gap).fix(gap, " ");
        }
    }
}
