//! A time of release that cannot be kept.
//!
//! # What it checks
//! That one of HOLDFOR and HOLDUNTIL is given, the first in seconds, the second as a time in UTC; that it is not
//! beyond what the server announced, and not after the time that BY allows.
//!
//! # Why it matters
//! The server refuses what it could not keep: two times at once, or one too far ahead.

use super::{malformed_deliver_by, up_to_nine_digits, value};
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;
use crate::timestamp::Timestamp;

/// The rule.
pub const RULE: Rule = Rule {
    name: "malformed-hold",
    spec: "P018",
    family: Family::Parameters,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(4865, "4.2"), Reference::new(4865, "5.2")],
    reply: Some(ExpectedReply::new(
        501,
        "5.5.4",
        "HOLDFOR or HOLDUNTIL cannot be kept",
    )),
    check: Check::Command(check),
    wrong: Example::new(
        Start::SignedIn,
        "\
C: MAIL FROM:<ann@example.org> HOLDFOR=60 HOLDUNTIL=2029-01-01T00:00:00Z
",
    ),
    right: Example::new(
        Start::SignedIn,
        "C: MAIL FROM:<ann@example.org> HOLDFOR=60\n",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let seconds = value(context, "HOLDFOR");
    let time = value(context, "HOLDUNTIL");
    if let (Some((first, _)), Some((second, _))) = (seconds, time) {
        let (before, after) = if first.start < second.start {
            (first, second)
        } else {
            (second, first)
        };
        findings.add(after).related(before).value("fault", "both");
        return;
    }
    let announced = context
        .session
        .capabilities
        .as_ref()
        .and_then(|capabilities| capabilities.get("FUTURERELEASE"))
        .map_or(&[][..], |capability| &capability.parameters);
    if let Some((span, digits)) = seconds {
        check_seconds(context, span, digits, announced.first(), findings);
    }
    if let Some((span, text)) = time {
        check_time(span, text, announced.get(1), findings);
    }
}

fn check_seconds(
    context: &CommandContext<'_>,
    span: Span,
    digits: &[u8],
    limit: Option<&String>,
    findings: &mut Findings<'_>,
) {
    let Some(seconds) = up_to_nine_digits(digits).filter(|seconds| *seconds > 0) else {
        findings.add(span).value("fault", "seconds");
        return;
    };
    let deadline = value(context, "BY").and_then(|(_, by)| malformed_deliver_by::read(by));
    let most = limit.and_then(|limit| limit.parse::<u32>().ok());
    if let Some(most) = most.filter(|most| seconds > *most) {
        findings
            .add(span)
            .value("fault", "beyond")
            .value("limit", format!("{most} seconds"));
    } else if deadline.is_some_and(|(by, returns)| returns && by < i64::from(seconds)) {
        findings.add(span).value("fault", "deadline");
    }
}

fn check_time(span: Span, text: &[u8], limit: Option<&String>, findings: &mut Findings<'_>) {
    let Some(time) = Timestamp::read(text).filter(|time| time.utc && !time.fraction) else {
        findings.add(span).value("fault", "time");
        return;
    };
    if let Some(limit) = limit
        && Timestamp::read(limit.as_bytes())
            .is_some_and(|limit| time.unix_seconds > limit.unix_seconds)
    {
        findings
            .add(span)
            .value("fault", "beyond")
            .value("limit", limit.clone());
    }
}
