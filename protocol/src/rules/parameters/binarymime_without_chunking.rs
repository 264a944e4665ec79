//! A binary message for a server without CHUNKING.
//!
//! # What it checks
//! That BODY=BINARYMIME is said only to a server that announced CHUNKING.
//!
//! # Why it matters
//! A binary message has no lines, so a single dot cannot end it. It needs BDAT, which CHUNKING brings.

use super::value;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "binarymime-without-chunking",
    spec: "P011",
    family: Family::Parameters,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(3030, "3")],
    reply: Some(ExpectedReply::new(
        555,
        "5.5.4",
        "BINARYMIME needs CHUNKING",
    )),
    check: Check::Command(check),
    wrong: Example::new(
        Start::Ready,
        "C: MAIL FROM:<ann@example.org> BODY=BINARYMIME\n",
    ),
    right: Example::new(
        Start::Extended,
        "C: MAIL FROM:<ann@example.org> BODY=BINARYMIME\n",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    if context.session.announces("CHUNKING") != Some(false) {
        return;
    }
    if let Some((span, value)) = value(context, "BODY")
        && value.eq_ignore_ascii_case(b"BINARYMIME")
    {
        findings.add(span);
    }
}
