//! Something said in clear after STARTTLS.
//!
//! # What it checks
//! That nothing follows STARTTLS but the TLS handshake.
//!
//! # Why it matters
//! A server that kept such octets would take them as said over TLS, though anybody could have put them there. It has
//! to drop them.

use crate::diagnostic::Severity;
use crate::phase::Phase;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "plaintext-after-starttls",
    spec: "T004",
    family: Family::Tls,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(3207, "4"), Reference::new(3207, "4.2")],
    reply: None,
    check: Check::Line(check),
    wrong: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 STARTTLS
C: STARTTLS
C: RSET
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
S: 250 mx.example.com
",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    if context.phase == Phase::StartingTls {
        findings.add(context.command.span());
    }
}
