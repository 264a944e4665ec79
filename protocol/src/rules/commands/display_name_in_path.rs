//! A person's name before the address.
//!
//! # What it checks
//! That nothing stands between the colon and the `<`, and no second `<` inside the path.
//!
//! # Why it matters
//! Names belong into the header of the message, `From: Ann <ann@example.org>`. The envelope carries addresses only.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::addresses::bad_path;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "display-name-in-path",
    spec: "C014",
    family: Family::Commands,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.1.2"), Reference::new(5322, "3.4")],
    reply: Some(ExpectedReply::new(
        501,
        "5.1.7",
        "Only the address stands here, without a name",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: MAIL FROM:\"Ann\" <ann@example.org>\n"),
    right: Example::new(Start::Ready, "C: MAIL FROM:<ann@example.org>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let Some(envelope) = command.envelope() else {
        return;
    };
    let Some(path) = envelope.path else { return };
    let start = path.span.range().start;
    let nested = super::nested_bracket(command).map(|inner| Span::new(start + 1, inner));
    let sign_for_colon =
        |name: &Span| envelope.colon.is_none() && super::missing_colon::is_sign(command.of(*name));
    let name = path.display_name.filter(|name| !sign_for_colon(name));
    let Some(name) = name.or(nested) else { return };
    let (whole, address) = match nested {
        Some(_) => {
            let junk = envelope.junk.unwrap_or(path.span);
            let address = Span::new(name.range().end, path.span.range().end);
            (path.span.to(junk), command.text(address))
        }
        None => (Span::new(name.range().start, start), String::new()),
    };
    findings
        .add(name)
        .value("name", command.text(name))
        .fix(whole, address)
        .reply(bad_path(
            command.verb,
            "Only the address stands here, without a name",
        ));
}
