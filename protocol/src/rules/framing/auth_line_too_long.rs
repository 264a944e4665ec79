//! A response of the AUTH exchange that is longer than a server has to take.
//!
//! # What it checks
//! That a response with its CR LF has at most 12288 octets.
//!
//! # Why it matters
//! That length is enough for every mechanism. A longer line is refused, and the exchange has failed.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start, eight_times};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "auth-line-too-long",
    spec: "L011",
    family: Family::Framing,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(4954, "4")],
    reply: Some(ExpectedReply::new(
        500,
        "5.5.6",
        "Authentication exchange line is too long",
    )),
    check: Check::Response(check),
    wrong: Example::new(Start::Nothing, LONG),
    right: Example::new(Start::Nothing, SHORT),
};

/// Before the response: TLS is on, and a mechanism whose responses may be long.
macro_rules! before {
    () => {
        concat!(
            "# mode: submissions\nS: 220 mx.example.com ESMTP\nC: EHLO client.example.org\n",
            "S: 250-mx.example.com\nS: 250 AUTH GSSAPI\nC: AUTH GSSAPI\nS: 334 \nC: "
        )
    };
}
const LONG: &str = concat!(
    before!(),
    eight_times!(eight_times!(eight_times!(eight_times!("AAA")))),
    "\n"
);
const SHORT: &str = concat!(before!(), "AAAA\n");

/// What the standard calls sufficient for all mechanisms.
const MOST: usize = 12_288;

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let kept = context.command.line.len();
    let length = kept + context.dropped + 2;
    if length > MOST {
        findings
            .add(Span::new((MOST - 2).min(kept), kept))
            .value("length", length.to_string())
            .value("limit", MOST.to_string());
    }
}
