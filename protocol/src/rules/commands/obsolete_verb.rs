//! A verb that the standard has given up.
//!
//! # What it checks
//! That the verb is none of SEND, SOML, SAML and TURN.
//!
//! # Why it matters
//! The first three wrote to the terminals of people who were logged in; TURN swapped the roles without asking who is
//! there. Servers answer 502.

use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::standing::Standing;
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "obsolete-verb",
    spec: "C017",
    family: Family::Commands,
    strict: Severity::Warning,
    practice: Severity::Warning,
    references: &[Reference::new(5321, "F.6"), Reference::new(5321, "F.1")],
    reply: None,
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: SEND FROM:<ann@example.org>\n"),
    right: Example::new(Start::Ready, "C: MAIL FROM:<ann@example.org>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    if command.verb.standing() != Standing::Obsolete {
        return;
    }
    let found = findings
        .add(command.verb_span)
        .value("verb", command.verb.name())
        .reference(command.verb.reference());
    if command.verb != Verb::Turn {
        found.fix(command.verb_span, "MAIL");
    }
}
