//! A limit that cannot be heeded.
//!
//! # What it checks
//! That each limit behind LIMITS is a name, “=” and a number from 1 to 999999 without leading zeros, and is named
//! once.
//!
//! # Why it matters
//! A client ignores a limit with a bad value, and the whole list where a part of it is malformed.

use super::announced;
use crate::diagnostic::Severity;
use crate::extension::{LimitFault, Limits};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, Family, Findings, ReplyContext, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "malformed-limits",
    spec: "E013",
    family: Family::Negotiation,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[Reference::new(9422, "3.7"), Reference::new(9422, "4")],
    reply: None,
    check: Check::Reply(check),
    wrong: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 LIMITS RCPTMAX=0 MAILMAX=5
",
    ),
    right: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 LIMITS RCPTMAX=100 MAILMAX=5
",
    ),
};

fn check(context: &ReplyContext<'_>, findings: &mut Findings<'_>) {
    for (span, line) in announced(context) {
        if !line.is("LIMITS") {
            continue;
        }
        for (number, fault) in Limits::from_parameters(&line.parameters).faults {
            let fault = match fault {
                LimitFault::List => "list",
                LimitFault::Value => "value",
                LimitFault::Repeated => "repeated",
            };
            let place = word(&line.raw, number + 1);
            findings
                .add(place.shifted(span.range().start))
                .value("fault", fault)
                .value("limit", String::from_utf8_lossy(place.of(&line.raw)));
        }
    }
}

/// Where a word of the line stands, by its number; words are parted by spaces.
fn word(line: &[u8], number: usize) -> Span {
    let mut start = 0;
    line.split(|octet| *octet == b' ')
        .filter_map(|word| {
            let place = Span::new(start, start + word.len());
            start += word.len() + 1;
            (!word.is_empty()).then_some(place)
        })
        .nth(number)
        .unwrap_or_default()
}
