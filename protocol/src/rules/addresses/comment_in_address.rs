//! A comment in parentheses inside the path.
//!
//! # What it checks
//! That no parentheses stand in an address outside quotes.
//!
//! # Why it matters
//! Header lines of a message may hold comments. The envelope has addresses only.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::addresses::{bad_path, comment};
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "comment-in-address",
    spec: "A026",
    family: Family::Addresses,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.1.2")],
    reply: Some(ExpectedReply::new(
        501,
        "5.1.7",
        "No comment stands in a path",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: MAIL FROM:<ann(work)@example.org>\n"),
    right: Example::new(Start::Ready, "C: MAIL FROM:<ann@example.org>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    if let Some(comment) = comment(context) {
        findings
            .add(comment)
            .value("comment", command.text(comment))
            .fix(comment, "")
            .reply(bad_path(command.verb, "No comment stands in a path"));
    }
}
