//! A parameter of MAIL on RCPT, or the other way round.
//!
//! # What it checks
//! That each parameter stands on the command that its extension adds it to.
//!
//! # Why it matters
//! What concerns the whole message goes with MAIL, what concerns one recipient with RCPT. On the other command a
//! server does not know it.

use super::given;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::parameter::On;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "parameter-on-wrong-command",
    spec: "P007",
    family: Family::Parameters,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.1.1.11")],
    reply: Some(ExpectedReply::new(
        555,
        "5.5.4",
        "Parameter does not belong to this command",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::ExtendedMail, "C: RCPT TO:<bob@example.com> SIZE=5\n"),
    right: Example::new(Start::Extended, "C: MAIL FROM:<ann@example.org> SIZE=5\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    for given in given(context) {
        let Some(kind) = given.kind.filter(|kind| kind.on != given.on) else {
            continue;
        };
        let command = match kind.on {
            On::Mail => "MAIL",
            On::Rcpt => "RCPT",
        };
        findings
            .add(given.parameter.span)
            .value("keyword", kind.name)
            .value("command", command)
            .reference(kind.reference);
    }
}
