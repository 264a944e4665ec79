//! A delivery time that cannot be kept.
//!
//! # What it checks
//! That BY has seconds, a semicolon, N or R, and perhaps T; that the time of R is at least 1; and that it is not below
//! what the server announced.
//!
//! # Why it matters
//! R asks for the message back if it is not delivered in time, which no server can do for a time that is over.

use super::{up_to_nine_digits, value};
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "malformed-deliver-by",
    spec: "P017",
    family: Family::Parameters,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(2852, "4"), Reference::new(2852, "3")],
    reply: Some(ExpectedReply::new(
        501,
        "5.5.4",
        "BY is seconds, a semicolon, and N or R",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Extended, "C: MAIL FROM:<ann@example.org> BY=-5;R\n"),
    right: Example::new(Start::Extended, "C: MAIL FROM:<ann@example.org> BY=600;R\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let Some((span, octets)) = value(context, "BY") else {
        return;
    };
    let Some((seconds, returns)) = read(octets) else {
        findings.add(span).value("fault", "form");
        return;
    };
    if !returns {
        return;
    }
    if seconds < 1 {
        findings.add(span).value("fault", "past");
        return;
    }
    let least = context
        .session
        .capabilities
        .as_ref()
        .and_then(|capabilities| capabilities.get("DELIVERBY"))
        .and_then(|capability| capability.parameters.first())
        .and_then(|words| words.split(',').next()?.parse().ok())
        .unwrap_or(0);
    if seconds < least {
        findings
            .add(span)
            .reference(Reference::new(2852, "3"))
            .value("fault", "least")
            .value("seconds", seconds.to_string())
            .value("least", least.to_string())
            .reply(ExpectedReply::new(
                555,
                "5.5.4",
                "The time is below the least that was announced",
            ));
    }
}

/// The seconds, and whether the message is to be returned after them.
pub(super) fn read(value: &[u8]) -> Option<(i64, bool)> {
    let semicolon = value.iter().position(|octet| *octet == b';')?;
    let (number, mode) = value.split_at(semicolon);
    let (sign, digits) = match number {
        [b'-', digits @ ..] => (-1, digits),
        [b'+', digits @ ..] => (1, digits),
        digits => (1, digits),
    };
    let seconds = sign * i64::from(up_to_nine_digits(digits)?);
    match mode.to_ascii_uppercase().as_slice() {
        b";R" | b";RT" => Some((seconds, true)),
        b";N" | b";NT" => Some((seconds, false)),
        _ => None,
    }
}
