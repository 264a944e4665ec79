//! An ATRN whose argument is no list of domains.
//!
//! # What it checks
//! That nothing follows ATRN, or domains with one comma between two of them.
//!
//! # Why it matters
//! The list says for which domains the server shall hand over mail on this connection.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "malformed-atrn",
    spec: "C030",
    family: Family::Commands,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(2645, "5.2.1")],
    reply: Some(ExpectedReply::new(
        501,
        "5.5.4",
        "ATRN takes domains with commas",
    )),
    check: Check::Command(check),
    wrong: Example::new(
        Start::Greeted,
        "C: EHLO client.example.org\nS: 250-mx.example.com\nS: 250 ATRN\nC: ATRN example.org example.net\n",
    ),
    right: Example::new(
        Start::Greeted,
        "C: EHLO client.example.org\nS: 250-mx.example.com\nS: 250 ATRN\nC: ATRN example.org,example.net\n",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    if command.verb != Verb::Atrn || command.rest.is_empty() {
        return;
    }
    let list = command.of(command.rest);
    if !list.split(|octet| *octet == b',').all(super::is_domain) {
        findings.add(command.rest);
    }
}
