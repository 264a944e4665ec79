//! HELO with an address literal.
//!
//! # What it checks
//! That HELO names a domain.
//!
//! # Why it matters
//! The grammar allows an address in square brackets behind EHLO only. Nearly every server takes it behind HELO too.

use crate::command::Arguments;
use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "helo-with-literal",
    spec: "C020",
    family: Family::Commands,
    strict: Severity::Warning,
    practice: Severity::Warning,
    references: &[Reference::new(5321, "4.1.1.1")],
    reply: None,
    check: Check::Command(check),
    wrong: Example::new(Start::Greeted, "C: HELO [192.0.2.7]\n"),
    right: Example::new(Start::Greeted, "C: EHLO [192.0.2.7]\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let Arguments::Hello { name, .. } = command.arguments else {
        return;
    };
    if command.verb == Verb::Helo && command.of(name).first() == Some(&b'[') {
        findings.add(name).fix(command.verb_span, "EHLO");
    }
}
