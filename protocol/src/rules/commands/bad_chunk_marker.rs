//! A word other than LAST behind the size of BDAT.
//!
//! # What it checks
//! That nothing or LAST follows the size.
//!
//! # Why it matters
//! LAST says that the message is complete. A word in its place makes the server refuse the chunk, which it still reads
//! and drops.

use crate::command::Arguments;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "bad-chunk-marker",
    spec: "C028",
    family: Family::Commands,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(3030, "2")],
    reply: Some(ExpectedReply::new(
        501,
        "5.5.4",
        "Only LAST may follow the size",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::ExtendedRecipients, "C: BDAT 10 FINAL\n"),
    right: Example::new(Start::ExtendedRecipients, "C: BDAT 10 LAST\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    if let Arguments::Chunk {
        marker: Some(marker),
        last: false,
        ..
    } = command.arguments
    {
        findings
            .add(marker)
            .value("marker", command.text(marker))
            .fix(marker, "LAST");
    }
}
