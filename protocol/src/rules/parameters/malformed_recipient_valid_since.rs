//! An RRVS that is not a time.
//!
//! # What it checks
//! That RRVS has a date and time without fractions of a second, and perhaps “;C” or “;R”.
//!
//! # Why it matters
//! The server compares the time with the one since which the mailbox has had its owner. What it cannot read it
//! refuses.

use super::value;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::timestamp::Timestamp;

/// The rule.
pub const RULE: Rule = Rule {
    name: "malformed-recipient-valid-since",
    spec: "P020",
    family: Family::Parameters,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(7293, "3.1")],
    reply: Some(ExpectedReply::new(
        501,
        "5.5.4",
        "RRVS takes a time, and perhaps ;C or ;R",
    )),
    check: Check::Command(check),
    wrong: Example::new(
        Start::ExtendedMail,
        "C: RCPT TO:<bob@example.com> RRVS=2014-04-03\n",
    ),
    right: Example::new(
        Start::ExtendedMail,
        "C: RCPT TO:<bob@example.com> RRVS=2014-04-03T23:01:00Z\n",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let Some((span, octets)) = value(context, "RRVS") else {
        return;
    };
    let time = match octets {
        [time @ .., b';', b'C' | b'c' | b'R' | b'r'] => time,
        time => time,
    };
    if Timestamp::read(time).is_none_or(|time| time.fraction) {
        findings
            .add(span)
            .value("value", context.command.text(span));
    }
}
