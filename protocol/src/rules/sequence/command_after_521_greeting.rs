//! A command other than QUIT after the server greeted with 521.
//!
//! # What it checks
//! That a client says QUIT, and nothing else, to a host that takes no mail.
//!
//! # Why it matters
//! A host that greets with 521 takes mail from nobody, now and later. It answers 521 to all but QUIT.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::phase::{Phase, Step};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "command-after-521-greeting",
    spec: "S012",
    family: Family::Sequence,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(7504, "3")],
    reply: Some(ExpectedReply::new(521, "", "This host takes no mail")),
    check: Check::Command(check),
    wrong: Example::new(
        Start::Nothing,
        "\
S: 521 mx.example.com takes no mail
C: EHLO client.example.org
",
    ),
    right: Example::new(
        Start::Nothing,
        "\
S: 521 mx.example.com takes no mail
C: QUIT
S: 221 Bye
",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    if context.phase == Phase::NoService && context.command.step() != Step::Quit {
        findings.add(context.command.span());
    }
}
