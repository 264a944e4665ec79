//! An XCLIENT or XFORWARD whose attributes are not well formed, or in a transaction.
//!
//! # What it checks
//! That one or more attributes `name=value` follow, that the names are known, that the values are xtext, and that no
//! transaction is open.
//!
//! # Why it matters
//! The server believes what a proxy says of its client. It refuses the whole line if it cannot read one attribute, and a
//! mail that has begun is not handed to another client.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "bad-xclient",
    spec: "C033",
    family: Family::Commands,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::practice("Postfix XCLIENT_README")],
    reply: Some(ExpectedReply::new(
        501,
        "5.5.4",
        "Attributes are name=value",
    )),
    check: Check::Command(check),
    wrong: Example::new(
        Start::Greeted,
        "C: EHLO client.example.org\nS: 250-mx.example.com\nS: 250 XCLIENT NAME ADDR\nC: XCLIENT NAME\n",
    ),
    right: Example::new(
        Start::Greeted,
        "C: EHLO client.example.org\nS: 250-mx.example.com\nS: 250 XCLIENT NAME ADDR\nC: XCLIENT NAME=client.example.org ADDR=192.0.2.7\n",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let known = match command.verb {
        Verb::Xclient => XCLIENT,
        Verb::Xforward => XFORWARD,
        _ => return,
    };
    if context.phase.in_transaction() {
        findings
            .add(command.verb_span)
            .value("verb", command.verb.name())
            .value("fault", "transaction")
            .reply(ExpectedReply::new(503, "5.5.1", "A transaction is open"));
        return;
    }
    if command.rest.is_empty() {
        let place = Span::at(command.verb_span.range().end);
        findings.add(place).value("fault", "missing");
        return;
    }
    let mut start = command.rest.range().start;
    for word in command.of(command.rest).split(|octet| *octet == b' ') {
        let span = Span::new(start, start + word.len());
        start += word.len() + 1;
        let fault = match word.iter().position(|octet| *octet == b'=') {
            _ if word.is_empty() => continue,
            None => "value",
            Some(equals) => {
                let (name, value) = word.split_at(equals);
                let value = value.get(1..).unwrap_or_default();
                let is_known = |known: &&str| name.eq_ignore_ascii_case(known.as_bytes());
                if !known.iter().any(is_known) {
                    "name"
                } else if value.is_empty() || !is_xtext(value) {
                    "value"
                } else {
                    continue;
                }
            }
        };
        findings
            .add(span)
            .value("attribute", command.text(span))
            .value("fault", fault);
        return;
    }
}

const XCLIENT: &[&str] = &[
    "NAME",
    "ADDR",
    "PORT",
    "PROTO",
    "HELO",
    "LOGIN",
    "DESTADDR",
    "DESTPORT",
    "REVERSE_NAME",
];
const XFORWARD: &[&str] = &["NAME", "ADDR", "PORT", "PROTO", "HELO", "IDENT", "SOURCE"];

/// Printable characters, each `+` followed by two hexadecimal digits.
fn is_xtext(value: &[u8]) -> bool {
    let mut octets = value.iter();
    while let Some(octet) = octets.next() {
        let fine = match octet {
            b'+' => {
                let mut digit = || octets.next().is_some_and(u8::is_ascii_hexdigit);
                digit() && digit()
            }
            _ => octet.is_ascii_graphic(),
        };
        if !fine {
            return false;
        }
    }
    true
}
