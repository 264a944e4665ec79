//! An ETRN without its domain, or with something else.
//!
//! # What it checks
//! That one domain follows ETRN, or `@` and a domain, or `#` and the name of a queue.
//!
//! # Why it matters
//! The argument says whose waiting mail the server shall send.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "malformed-etrn",
    spec: "C029",
    family: Family::Commands,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(1985, "5")],
    reply: Some(ExpectedReply::new(
        501,
        "5.5.4",
        "ETRN takes one domain or queue",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Extended, "C: ETRN\n"),
    right: Example::new(Start::Extended, "C: ETRN example.org\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    if command.verb != Verb::Etrn {
        return;
    }
    let argument = command.of(command.rest);
    let well_formed = match argument.first() {
        Some(b'#') => argument.len() > 1 && argument.iter().all(u8::is_ascii_graphic),
        Some(b'@') => super::is_domain(argument.get(1..).unwrap_or_default()),
        _ => super::is_domain(argument),
    };
    if !well_formed {
        let span = if command.rest.is_empty() {
            Span::at(command.verb_span.range().end)
        } else {
            command.rest
        };
        findings.add(span);
    }
}
