//! A command after STARTTLS without a new EHLO.
//!
//! # What it checks
//! That the client says EHLO again once TLS is on.
//!
//! # Why it matters
//! The handshake puts the session back to where it was after the greeting: both sides forget the name and the list of
//! extensions, because anybody could have changed what passed in clear.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::phase::{Phase, Step};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "no-hello-after-tls",
    spec: "S019",
    family: Family::Sequence,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(3207, "4.2")],
    reply: Some(ExpectedReply::new(
        503,
        "5.5.1",
        "Say EHLO again, TLS is on now",
    )),
    check: Check::Command(check),
    wrong: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 STARTTLS
C: STARTTLS
S: 220 Go ahead
# tls: on
C: MAIL FROM:<ann@example.org>
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
C: MAIL FROM:<ann@example.org>
",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let session = context.session;
    if context.phase != Phase::Greeted || !session.started_tls {
        return;
    }
    let step = context.command.step();
    if matches!(
        step,
        Step::Mail
            | Step::Recipient
            | Step::Data
            | Step::Chunk
            | Step::LastChunk
            | Step::Auth
            | Step::Turn
    ) {
        findings
            .add(context.command.verb_span)
            .value("verb", context.command.verb.name());
    }
}
