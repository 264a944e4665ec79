//! A request of HTTP.
//!
//! # What it checks
//! That the line is not the first line of an HTTP request.
//!
//! # Why it matters
//! This happens when a web address leads to a mail port, or a program uses the wrong one. Many mail servers close the
//! connection at once, since web pages were used to send mail this way.

use crate::command::Command;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "http-request",
    spec: "C016",
    family: Family::Commands,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::practice("HTTP clients that find a mail port")],
    reply: Some(ExpectedReply::new(
        500,
        "5.5.1",
        "This is a mail server; it speaks SMTP",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Greeted, "C: GET / HTTP/1.1\n"),
    right: Example::new(Start::Greeted, "C: EHLO client.example.org\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    if is_request(command) {
        findings
            .add(command.span())
            .value("method", command.text(command.verb_span));
    }
}

/// Whether the line is the request line of HTTP: a method, and a path or the version.
#[must_use]
pub fn is_request(command: &Command<'_>) -> bool {
    let method = METHODS.contains(&command.of(command.verb_span));
    let rest = command.of(command.rest);
    let version = rest.windows(5).any(|part| part == b"HTTP/");
    method && (version || matches!(rest.first(), Some(b'/' | b'*')))
}

const METHODS: &[&[u8]] = &[
    b"GET", b"POST", b"PUT", b"HEAD", b"DELETE", b"OPTIONS", b"CONNECT", b"PATCH", b"TRACE", b"PRI",
];
