//! A response to XOAUTH2 or OAUTHBEARER that is not in its form.
//!
//! # What it checks
//! That the decoded response names user and token as its mechanism has it, with an octet of value 1 behind each part
//! and two at the end.
//!
//! # Why it matters
//! The server does not find the token, and answers as if it were wrong.

use super::malformed;
use crate::auth::Mechanism;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "malformed-oauth-response",
    spec: "U013",
    family: Family::Auth,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(7628, "3.1")],
    reply: Some(ExpectedReply::new(
        501,
        "5.5.2",
        "The response is malformed",
    )),
    check: Check::Line(check),
    wrong: Example::new(
        Start::Submissions,
        "\
C: AUTH XOAUTH2 dXNlcj1hbm5AZXhhbXBsZS5vcmcBYXV0aD10b2sBAQ==
",
    ),
    right: Example::new(
        Start::Submissions,
        "\
C: AUTH XOAUTH2 dXNlcj1hbm5AZXhhbXBsZS5vcmcBYXV0aD1CZWFyZXIgdG9rAQE=
",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    malformed(context, findings, |mechanism| {
        matches!(mechanism, Mechanism::XOAuth2 | Mechanism::OAuthBearer)
    });
}
