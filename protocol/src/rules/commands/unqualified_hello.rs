//! A name of the client that is no complete domain.
//!
//! # What it checks
//! That the name behind EHLO, HELO or LHLO has at least two parts.
//!
//! # Why it matters
//! The name goes into the trace of every mail, and receivers look it up. Many refuse mail from a client that calls
//! itself localhost.

use crate::address::is_label;
use crate::command::Arguments;
use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "unqualified-hello",
    spec: "C022",
    family: Family::Commands,
    strict: Severity::Warning,
    practice: Severity::Warning,
    references: &[Reference::new(5321, "2.3.5"), Reference::new(5321, "4.1.4")],
    reply: None,
    check: Check::Command(check),
    wrong: Example::new(Start::Greeted, "C: EHLO localhost\n"),
    right: Example::new(Start::Greeted, "C: EHLO client.example.org\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let Arguments::Hello { name, .. } = command.arguments else {
        return;
    };
    if is_label(command.of(name)) {
        findings.add(name).value("name", command.text(name));
    }
}
