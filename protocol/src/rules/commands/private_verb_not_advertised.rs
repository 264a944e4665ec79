//! A private verb that the server did not announce.
//!
//! # What it checks
//! That a verb which begins with X, or belongs to one vendor, is in the list that the server gave in answer to EHLO.
//!
//! # Why it matters
//! Private commands work by agreement only. The list is how a server says that it agrees.

use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::commands::header_line_as_command::field_name;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::standing::Standing;
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "private-verb-not-advertised",
    spec: "C018",
    family: Family::Commands,
    strict: Severity::Warning,
    practice: Severity::Warning,
    references: &[Reference::new(5321, "4.1.5")],
    reply: None,
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: XFOO 1\n"),
    right: Example::new(Start::Ready, "C: NOOP 1\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let word = command.of(command.verb_span);
    let private = match command.verb {
        Verb::Other => {
            let marked = word
                .first()
                .is_some_and(|first| first.eq_ignore_ascii_case(&b'X'));
            marked && field_name(command).is_none()
        }
        verb => verb.standing() == Standing::Vendor,
    };
    if !private {
        return;
    }
    let name = command.text(command.verb_span);
    let announced = context.session.announces(&name);
    let without_extensions = context.session.hello.is_some();
    if announced == Some(true) {
        return;
    }
    let found = findings.add(command.verb_span).value("verb", name);
    if announced.is_none() && !without_extensions {
        found.undecidable();
    }
}
