//! A name of the client that is not ASCII.
//!
//! # What it checks
//! That the name behind EHLO, HELO or LHLO is ASCII, also where the server announces SMTPUTF8.
//!
//! # Why it matters
//! When the client introduces itself it does not know yet what the server can do. The name has an ASCII form that
//! begins with `xn--`.

use crate::command::Arguments;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::punycode;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "hello-u-label",
    spec: "C025",
    family: Family::Commands,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(6531, "3.7.1")],
    reply: Some(ExpectedReply::new(
        501,
        "",
        "The name of the client is ASCII",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Greeted, "C: EHLO bücher.example\n"),
    right: Example::new(Start::Greeted, "C: EHLO xn--bcher-kva.example\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let Arguments::Hello { name, .. } = command.arguments else {
        return;
    };
    if command.of(name).is_ascii() {
        return;
    }
    let text = command.text(name);
    let ascii = punycode::to_ascii(&text);
    let found = findings.add(name).value("name", text);
    if let Some(ascii) = ascii {
        found.fix(name, ascii);
    }
}
