//! A dot at the end of the domain.
//!
//! # What it checks
//! That the last character of a domain is a letter or a digit.
//!
//! # Why it matters
//! Files of the DNS write the dot to say that a name is complete. In mail every name is, and the grammar has no such
//! dot.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::addresses::{bad_path, domain};
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "trailing-dot-domain",
    spec: "A013",
    family: Family::Addresses,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[
        Reference::new(5321, "4.1.2"),
        Reference::new(1123, "5.2.18"),
    ],
    reply: Some(ExpectedReply::new(
        501,
        "5.1.7",
        "The domain ends with a dot",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: MAIL FROM:<ann@example.org.>\n"),
    right: Example::new(Start::Ready, "C: MAIL FROM:<ann@example.org>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let Some(domain) = domain(context).filter(|domain| domain.len() > 1) else {
        return;
    };
    if command.of(domain).ends_with(b".") && !command.of(domain).ends_with(b"..") {
        let end = domain.range().end;
        let dot = Span::new(end - 1, end);
        let reply = bad_path(command.verb, "The domain ends with a dot");
        findings.add(dot).fix(dot, "").reply(reply);
    }
}
