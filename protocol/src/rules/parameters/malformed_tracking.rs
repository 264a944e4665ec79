//! A request for tracking that nobody could follow up.
//!
//! # What it checks
//! That MTRK has Base64 and perhaps a colon with seconds, and that ENVID stands beside it.
//!
//! # Why it matters
//! Who asks later for the way of the message proves it with the secret behind this value, and names the message by its
//! ENVID.

use super::{up_to_nine_digits, value};
use crate::base64;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "malformed-tracking",
    spec: "P022",
    family: Family::Parameters,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(3885, "3")],
    reply: Some(ExpectedReply::new(
        501,
        "5.5.4",
        "MTRK takes Base64 and perhaps seconds, and needs ENVID",
    )),
    check: Check::Command(check),
    wrong: Example::new(
        Start::Extended,
        "C: MAIL FROM:<ann@example.org> MTRK=c2VjcmV0\n",
    ),
    right: Example::new(
        Start::Extended,
        "\
C: MAIL FROM:<ann@example.org> MTRK=c2VjcmV0 ENVID=1@client.example.org
",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let Some((span, octets)) = value(context, "MTRK") else {
        return;
    };
    let colon = octets.iter().position(|octet| *octet == b':');
    let certifier = octets
        .get(..colon.unwrap_or(octets.len()))
        .unwrap_or_default();
    let seconds = colon.and_then(|colon| octets.get(colon + 1..));
    if let Err(fault) = base64::decode(certifier) {
        findings
            .add(Span::at(span.range().start + fault.at))
            .value("fault", "certifier");
    } else if seconds.is_some_and(|seconds| up_to_nine_digits(seconds).is_none()) {
        findings.add(span).value("fault", "seconds");
    } else if context.command.parameter("ENVID").is_none() {
        findings.add(span).value("fault", "identifier");
    }
}
