//! The beginning of TLS on a connection in clear.
//!
//! # What it checks
//! That a client which begins with TLS has connected to a port of that kind, 465, or has said STARTTLS.
//!
//! # Why it matters
//! The server reads the octets as a command and answers 500. The client waits for a handshake, and both wait for ever.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::tls;

/// The rule.
pub const RULE: Rule = Rule {
    name: "tls-record-in-clear",
    spec: "T006",
    family: Family::Tls,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(8314, "3.3")],
    reply: Some(ExpectedReply::new(
        500,
        "5.5.2",
        "This is TLS, and TLS is not on",
    )),
    check: Check::Line(check),
    wrong: Example::new(
        Start::Greeted,
        "C= \"\\x16\\x03\\x01\\x02\\x00\\x01\\x00\\r\\n\"\n",
    ),
    right: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 STARTTLS
C: STARTTLS
S: 220 Go ahead
# tls: on
C: EHLO client.example.org
S: 250 mx.example.com
",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    if tls::is_record(context.command.line) && !context.session.tls {
        findings.add(context.command.span());
    }
}
