//! A BDAT whose size is no number.
//!
//! # What it checks
//! That a decimal number follows BDAT.
//!
//! # Why it matters
//! The server reads exactly as many octets as the number says. Without it, it cannot know where the next command
//! begins.

use crate::command::Arguments;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "bad-chunk-size",
    spec: "C027",
    family: Family::Commands,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(3030, "2")],
    reply: Some(ExpectedReply::new(
        501,
        "5.5.4",
        "The size is a decimal number of octets",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::ExtendedRecipients, "C: BDAT ten LAST\n"),
    right: Example::new(Start::ExtendedRecipients, "C: BDAT 10 LAST\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    if let Arguments::Chunk {
        size, octets: None, ..
    } = command.arguments
    {
        findings.add(size).value("size", command.text(size));
    }
}
