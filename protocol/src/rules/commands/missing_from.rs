//! MAIL without FROM.
//!
//! # What it checks
//! That `FROM:` stands between MAIL and the path.
//!
//! # Why it matters
//! The command is `MAIL FROM:`; without the second word no server takes it.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::phase::Step;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-from",
    spec: "C005",
    family: Family::Commands,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.1.1.2")],
    reply: Some(ExpectedReply::new(
        501,
        "5.5.4",
        "MAIL is followed by FROM:",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: MAIL <ann@example.org>\n"),
    right: Example::new(Start::Ready, "C: MAIL FROM:<ann@example.org>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    if command.step() == Step::Mail {
        super::missing_keyword(command, b"TO", "FROM:", findings);
    }
}
