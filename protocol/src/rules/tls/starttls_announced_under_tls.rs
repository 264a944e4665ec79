//! STARTTLS announced while TLS is on.
//!
//! # What it checks
//! That the reply to EHLO does not name STARTTLS once TLS is on.
//!
//! # Why it matters
//! A client that goes by the list would start TLS inside TLS.

use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::negotiation::announced;
use crate::rules::{Check, Family, Findings, ReplyContext, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "starttls-announced-under-tls",
    spec: "T010",
    family: Family::Tls,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(3207, "4.2")],
    reply: None,
    check: Check::Reply(check),
    wrong: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 STARTTLS
C: STARTTLS
S: 220 Go ahead
# tls: on
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 STARTTLS
",
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
S: 250-mx.example.com
S: 250 SIZE 1000
",
    ),
};

fn check(context: &ReplyContext<'_>, findings: &mut Findings<'_>) {
    if !context.session.tls {
        return;
    }
    for (span, line) in announced(context) {
        if line.is("STARTTLS") {
            findings.add(span);
        }
    }
}
