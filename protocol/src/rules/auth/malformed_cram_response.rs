//! A response to CRAM-MD5 that is not user name and digest.
//!
//! # What it checks
//! That the decoded response is the user name, a space and 32 hexadecimal digits in lower case.
//!
//! # Why it matters
//! The digits are made from the challenge and the password. Anything else fails, and a password in their place is
//! given away.

use super::malformed;
use crate::auth::Mechanism;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "malformed-cram-response",
    spec: "U012",
    family: Family::Auth,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(2195, "2")],
    reply: Some(ExpectedReply::new(
        501,
        "5.5.2",
        "The response is malformed",
    )),
    check: Check::Line(check),
    wrong: Example::new(
        Start::Submissions,
        "\
C: AUTH CRAM-MD5
S: 334 PDEuMkBtYWlsLmV4YW1wbGUuY29tPg==
C: YW5uIHNlY3JldA==
",
    ),
    right: Example::new(
        Start::Submissions,
        "\
C: AUTH CRAM-MD5
S: 334 PDEuMkBtYWlsLmV4YW1wbGUuY29tPg==
C: YW5uIDAxMjM0NTY3ODlhYmNkZWYwMTIzNDU2Nzg5YWJjZGVm
",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    malformed(context, findings, |mechanism| {
        matches!(mechanism, Mechanism::CramMd5)
    });
}
