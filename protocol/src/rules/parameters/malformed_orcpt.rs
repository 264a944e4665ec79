//! An original recipient that is not written as type and address.
//!
//! # What it checks
//! That ORCPT has the type of the address, a semicolon and the address, in at most 500 octets; and that a mail program
//! gives the address that RCPT has.
//!
//! # Why it matters
//! The value goes into the reports that come back. Without its type nobody can say what kind of address it is.

use super::value;
use crate::address::is_atext;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;
use crate::xtext;

/// The rule.
pub const RULE: Rule = Rule {
    name: "malformed-orcpt",
    spec: "P013",
    family: Family::Parameters,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(3461, "4.2"), Reference::new(3461, "5.4")],
    reply: Some(ExpectedReply::new(
        501,
        "5.5.4",
        "ORCPT is an address type, a semicolon and the address",
    )),
    check: Check::Command(check),
    wrong: Example::new(
        Start::ExtendedMail,
        "C: RCPT TO:<bob@example.com> ORCPT=bob@example.com\n",
    ),
    right: Example::new(
        Start::ExtendedMail,
        "C: RCPT TO:<bob@example.com> ORCPT=rfc822;bob@example.com\n",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let Some((span, octets)) = value(context, "ORCPT") else {
        return;
    };
    let Some(semicolon) = octets.iter().position(|octet| *octet == b';') else {
        findings
            .add(span)
            .value("fault", "type")
            .fix(Span::at(span.range().start), "rfc822;");
        return;
    };
    let kind = octets.get(..semicolon).unwrap_or_default();
    let address = octets.get(semicolon + 1..).unwrap_or_default();
    let start = span.range().start;
    if kind.is_empty() || !kind.iter().all(|octet| is_atext(*octet)) {
        let place = Span::new(start, start + semicolon);
        findings
            .add(place)
            .value("fault", "type")
            .fix(place, "rfc822");
    } else if address.is_empty() {
        findings
            .add(Span::at(span.range().end))
            .value("fault", "empty");
    } else if octets.len() > LONGEST {
        findings
            .add(span)
            .value("fault", "length")
            .value("length", octets.len().to_string());
    } else if differs(context, kind, address) {
        findings
            .add(span)
            .severity(Severity::Warning)
            .value("fault", "differs");
    }
}

/// Longest ORCPT value (RFC 3461 §5.4).
const LONGEST: usize = 500;

/// Whether a mail program, which has the original recipient at hand, names another one. A server that passes mail on may.
fn differs(context: &CommandContext<'_>, kind: &[u8], address: &[u8]) -> bool {
    let mailbox = context.command.path().and_then(|path| path.mailbox);
    let (Some(mailbox), Ok(address)) = (mailbox, xtext::decode(address)) else {
        return false;
    };
    context.session.mode.is_submission()
        && kind.eq_ignore_ascii_case(b"rfc822")
        && !context
            .command
            .of(mailbox.span)
            .eq_ignore_ascii_case(&address)
}
