//! A response that is not Base64.
//!
//! # What it checks
//! That responses have letters of the Base64 alphabet only, in whole groups of four, with “=” at the end where it
//! belongs.
//!
//! # Why it matters
//! A server has to reject what it cannot decode, and what a lenient decoder would pass over.

use super::Response;
use crate::base64::Base64FaultKind;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "malformed-base64",
    spec: "U006",
    family: Family::Auth,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(4954, "4"), Reference::new(4648, "4")],
    reply: Some(ExpectedReply::new(501, "5.5.2", "That is not Base64")),
    check: Check::Line(check),
    wrong: Example::new(Start::Submissions, "C: AUTH PLAIN AAA=BBB\n"),
    right: Example::new(Start::Submissions, "C: AUTH PLAIN AGFubgBzZWNyZXQ=\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let Some(response) = Response::of(context).filter(|response| !response.is_typed_text()) else {
        return;
    };
    let Err(fault) = response.decode() else {
        return;
    };
    let kind = match fault.kind {
        Base64FaultKind::Foreign => "foreign",
        Base64FaultKind::Padding => "padding",
        Base64FaultKind::Unfinished => "unfinished",
        Base64FaultKind::LooseBits => "loose",
    };
    let start = response.span.range().start + fault.at;
    let end = (start + 1).min(response.span.range().end);
    findings
        .add(Span::new(start, end))
        .value("fault", kind)
        .value("place", (fault.at + 1).to_string());
}
