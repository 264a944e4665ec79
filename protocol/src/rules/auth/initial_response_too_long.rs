//! An initial response that makes the line too long.
//!
//! # What it checks
//! That AUTH with its response and CR LF has at most 512 octets.
//!
//! # Why it matters
//! The limit of command lines holds for AUTH too. A longer response goes on a line of its own, where 12288 octets are
//! enough for all.

use crate::command::Arguments;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::extension::COMMAND_LINE;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "initial-response-too-long",
    spec: "U014",
    family: Family::Auth,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[Reference::new(4954, "4"), Reference::new(5321, "4.5.3.1.4")],
    reply: Some(ExpectedReply::new(500, "5.5.6", "Line is too long, send the response after 334")),
    check: Check::Command(check),
    wrong: Example::new(Start::Submissions, "\
C: AUTH XOAUTH2 dXNlcj1hbm5AZXhhbXBsZS5vcmcBYXV0aD1CZWFyZXIgeHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4AQE=
"),
    right: Example::new(Start::Submissions, "\
C: AUTH XOAUTH2 dXNlcj1hbm5AZXhhbXBsZS5vcmcBYXV0aD1CZWFyZXIgdG9rAQE=
"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let Arguments::Auth {
        initial: Some(initial),
        ..
    } = context.command.arguments
    else {
        return;
    };
    let length = context.command.line.len() + context.dropped + LINE_END;
    if length > COMMAND_LINE {
        findings
            .add(initial)
            .value("length", length.to_string())
            .value("limit", COMMAND_LINE.to_string());
    }
}

/// CR LF, which counts.
const LINE_END: usize = 2;
