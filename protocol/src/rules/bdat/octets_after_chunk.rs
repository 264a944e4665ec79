//! More octets than BDAT announced.
//!
//! # What it checks
//! That a command follows the last octet of a chunk.
//!
//! # Why it matters
//! The server counts. What is beyond the count it reads as a command, and answers 500 or obeys.

use crate::command::Command;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::session::Session;
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "octets-after-chunk",
    spec: "B005",
    family: Family::Bdat,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(3030, "2")],
    reply: Some(ExpectedReply::new(
        500,
        "5.5.1",
        "More octets than BDAT said",
    )),
    check: Check::Command(check),
    wrong: Example::new(
        Start::ExtendedRecipients,
        "\
C: BDAT 3
C= \"hello\\r\\n\"
",
    ),
    right: Example::new(
        Start::ExtendedRecipients,
        "\
C: BDAT 7
C= \"hello\\r\\n\"
",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    if is_overflow(context.session, context.command) {
        findings.add(context.command.span());
    }
}

/// Whether a line comes right behind a chunk and is no command.
pub(crate) fn is_overflow(session: &Session, command: &Command<'_>) -> bool {
    session.behind_chunk && command.verb == Verb::Other
}
