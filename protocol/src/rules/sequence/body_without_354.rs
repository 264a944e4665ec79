//! Lines of a message after DATA was refused.
//!
//! # What it checks
//! That the message follows only where the server answered DATA with 354.
//!
//! # Why it matters
//! After any other reply the server reads each line as a command and answers 500 to most. A line that happens to be a
//! command is obeyed.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "body-without-354",
    spec: "S007",
    family: Family::Sequence,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "3.3"), Reference::new(5321, "4.1.1.4")],
    reply: Some(ExpectedReply::new(500, "5.5.1", "This is not a command")),
    check: Check::Command(check),
    wrong: Example::new(
        Start::Recipients,
        "\
C: DATA
S: 451 4.3.0 Try again later
C: From: ann@example.org
",
    ),
    right: Example::new(
        Start::Recipients,
        "\
C: DATA
S: 354 Go ahead
C: From: ann@example.org
C: Date: Mon, 23 Nov 2026 10:00:00 +0000
C: Message-ID: <1@client.example.org>
C: To: bob@example.com
C:
C: Hello
C: .
",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    if super::is_body_after_refusal(context.session, context.command) {
        findings.add(context.command.span());
    }
}
