//! A verb that needs an argument and has none.
//!
//! # What it checks
//! That EHLO, HELO and LHLO name a host, MAIL and RCPT a path, VRFY and EXPN a mailbox, and BDAT a size. The verbs
//! with a syntax of their own (AUTH, ETRN, BURL, XCLIENT) have their own rules.
//!
//! # Why it matters
//! The verb alone says nothing that the server could act on; it answers 501.

use crate::command::Command;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-argument",
    spec: "C003",
    family: Family::Commands,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.1.1")],
    reply: Some(ExpectedReply::new(
        501,
        "5.5.4",
        "Something is missing behind the verb",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Greeted, "C: EHLO\n"),
    right: Example::new(Start::Greeted, "C: EHLO client.example.org\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    if argument_is_missing(command) {
        let end = command.line.trim_ascii_end().len();
        findings
            .add(Span::at(end))
            .related(command.verb_span)
            .value("verb", command.verb.name())
            .value("syntax", command.verb.syntax());
    }
}

/// Whether the verb needs something behind it that is not there.
#[must_use]
pub fn argument_is_missing(command: &Command<'_>) -> bool {
    match command.verb {
        Verb::Ehlo | Verb::Helo | Verb::Lhlo | Verb::Vrfy | Verb::Expn | Verb::Bdat => {
            command.rest.is_empty()
        }
        Verb::Mail | Verb::Rcpt | Verb::Send | Verb::Soml | Verb::Saml => command
            .envelope()
            .is_none_or(|envelope| envelope.path.is_none()),
        _ => false,
    }
}
