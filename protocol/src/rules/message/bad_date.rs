//! A date that is not written as dates are, or that never was.
//!
//! # What it checks
//! That Date reads like “Mon, 23 Nov 2026 10:00:00 +0100”, that the day exists and is the day of the week it says it
//! is.
//!
//! # Why it matters
//! Readers show another date, or none; filters count a false one as a sign of spam.

use super::reply_of_submission;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::message::{DateFault, DateTime};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "bad-date",
    spec: "M011",
    family: Family::Message,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[Reference::new(5322, "3.3")],
    reply: Some(ExpectedReply {
        code: 554,
        enhanced: "5.6.0",
        text: "Message is not well formed",
    }),
    check: Check::Content(check),
    wrong: Example::new(
        Start::Data,
        "\
C: From: Ann <ann@example.org>
C: To: Bob <bob@example.com>
C: Date: Tue, 31 Feb 2026 10:00:00 +0000
C: Message-ID: <1@client.example.org>
C:
C: Hello
C: .
",
    ),
    right: Example::new(
        Start::Data,
        "\
C: From: Ann <ann@example.org>
C: To: Bob <bob@example.com>
C: Date: Sat, 28 Feb 2026 10:00:00 +0000
C: Message-ID: <1@client.example.org>
C:
C: Hello
C: .
",
    ),
};

fn check(context: &ContentContext<'_>, findings: &mut Findings<'_>) {
    let Some(field) = context.message.field("Date") else {
        return;
    };
    let (fault, span, date) = match DateTime::read(context.content, field.value) {
        Err((fault, span)) => (fault, span, None),
        Ok((date, faults)) => match faults.first() {
            Some((fault, span)) => (*fault, *span, Some(date)),
            None => return,
        },
    };
    let found = findings
        .add(span)
        .value("text", context.message.text(span))
        .related(field.value);
    let found = match fault {
        DateFault::Expected(what) => found.value("kind", "expected").value("what", what),
        DateFault::DayName => found.value("kind", "day-name"),
        DateFault::WrongDayName(right) => found
            .value("kind", "wrong-day")
            .value("right", right)
            .fix(span, right),
        DateFault::OutOfRange(what) => found.value("kind", "range").value("what", what),
        DateFault::ShortYear => {
            let year = date.map_or(0, |date| date.year);
            found
                .value("kind", "short-year")
                .fix(span, year.to_string())
        }
        DateFault::NamedZone => found
            .value("kind", "named-zone")
            .severity(Severity::Warning)
            .fix(span, zone(date.and_then(|date| date.offset_minutes))),
        DateFault::Behind => found
            .value("kind", "behind")
            .fix(Span::new(span.range().start, field.value.range().end), ""),
    };
    reply_of_submission(context, found);
}

/// The zone in digits; `-0000` says that nothing is known of it.
fn zone(minutes: Option<i32>) -> String {
    let Some(minutes) = minutes else {
        return "-0000".to_owned();
    };
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.abs();
    format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
}
