//! An IP address in square brackets that is none.
//!
//! # What it checks
//! That an IPv4 literal is four numbers from 0 to 255, that what follows `IPv6:` is an IPv6 address, and that the
//! bracket closes.
//!
//! # Why it matters
//! The literal stands for one host. What is no address leads nowhere.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::addresses::{Literal, bad_path, literal};
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "bad-address-literal",
    spec: "A015",
    family: Family::Addresses,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.1.3")],
    reply: Some(ExpectedReply::new(
        501,
        "5.1.7",
        "The address literal is not well formed",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: MAIL FROM:<ann@[300.1.1.1]>\n"),
    right: Example::new(Start::Ready, "C: MAIL FROM:<ann@[192.0.2.1]>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let Some(literal) = literal(context) else {
        return;
    };
    let reply = bad_path(command.verb, "The address literal is not well formed");
    match Literal::read(command.of(literal)) {
        Literal::Bad => {
            findings
                .add(literal)
                .value("literal", command.text(literal))
                .reply(reply);
        }
        Literal::Open => {
            let end = Span::at(literal.range().end);
            findings
                .add(literal)
                .value("literal", command.text(literal))
                .fix(end, "]")
                .reply(reply);
        }
        _ => {}
    }
}
