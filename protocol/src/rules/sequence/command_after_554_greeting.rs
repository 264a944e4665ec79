//! A command other than QUIT after the server greeted with 554.
//!
//! # What it checks
//! That a client which was refused with the greeting says QUIT and nothing else.
//!
//! # Why it matters
//! A server that greets with 554 offers no service in this session. It answers 503 to all but QUIT.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::phase::{Phase, Step};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "command-after-554-greeting",
    spec: "S011",
    family: Family::Sequence,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "3.1")],
    reply: Some(ExpectedReply::new(
        503,
        "5.5.1",
        "No mail service here, say QUIT",
    )),
    check: Check::Command(check),
    wrong: Example::new(
        Start::Nothing,
        "\
S: 554 mx.example.com takes no mail from you
C: EHLO client.example.org
",
    ),
    right: Example::new(
        Start::Nothing,
        "\
S: 554 mx.example.com takes no mail from you
C: QUIT
S: 221 Bye
",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    if context.phase == Phase::Refused && context.command.step() != Step::Quit {
        findings.add(context.command.span());
    }
}
