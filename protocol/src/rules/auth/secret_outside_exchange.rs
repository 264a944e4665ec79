//! What looks like a password or a user name, said outside the exchange.
//!
//! # What it checks
//! That a line of Base64 comes only where the server asked for it with 334.
//!
//! # Why it matters
//! The server reads it as a command and answers 500. Logs keep commands in full, so the secret stands there for all
//! who read them.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "secret-outside-exchange",
    spec: "U016",
    family: Family::Auth,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(4954, "4")],
    reply: Some(ExpectedReply::new(500, "5.5.1", "Command not recognized")),
    check: Check::Command(check),
    wrong: Example::new(
        Start::Submissions,
        "\
C: AUTH LOGIN
S: 454 4.7.0 Try again later
C: YW5uQGV4YW1wbGUub3Jn
",
    ),
    right: Example::new(
        Start::Submissions,
        "\
C: AUTH LOGIN
S: 334 VXNlcm5hbWU6
C: YW5uQGV4YW1wbGUub3Jn
",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    if context
        .session
        .says_secret_outside_exchange(context.command)
    {
        findings.add(context.command.span());
    }
}
