//! A message of SCRAM that lacks a part.
//!
//! # What it checks
//! That the first message has a header, a user name and a nonce, and the last one the channel binding, the nonce and
//! the proof.
//!
//! # Why it matters
//! The server cannot compute its side without them, and ends the exchange.

use super::malformed;
use crate::auth::Mechanism;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "malformed-scram-message",
    spec: "U019",
    family: Family::Auth,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5802, "5"), Reference::new(5802, "7")],
    reply: Some(ExpectedReply::new(
        501,
        "5.5.2",
        "The response is malformed",
    )),
    check: Check::Line(check),
    wrong: Example::new(Start::Submissions, "C: AUTH SCRAM-SHA-256 biwsbj1hbm4=\n"),
    right: Example::new(
        Start::Submissions,
        "\
C: AUTH SCRAM-SHA-256 biwsbj1hbm4scj1meWtvK2QybGJiRmdPTlJ2OXFreGRhd0w=
",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    malformed(context, findings, |mechanism| {
        matches!(
            mechanism,
            Mechanism::ScramSha1
                | Mechanism::ScramSha1Plus
                | Mechanism::ScramSha256
                | Mechanism::ScramSha256Plus
        )
    });
}
