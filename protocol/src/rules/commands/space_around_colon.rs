//! White space on either side of the colon in `MAIL FROM:` and `RCPT TO:`.
//!
//! # What it checks
//! That nothing stands between `FROM` or `TO`, the colon and the path.
//!
//! # Why it matters
//! `FROM:` is one token. Most servers forgive the space; strict ones answer 501, and it is the mistake that is reported
//! most often.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "space-around-colon",
    spec: "C008",
    family: Family::Commands,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[Reference {
        rfc: 5321,
        section: "3.3",
    }],
    reply: Some(ExpectedReply {
        code: 501,
        enhanced: "5.5.4",
        text: "No space is allowed around the colon",
    }),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: MAIL FROM: <ann@example.org>\n"),
    right: Example::new(Start::Ready, "C: MAIL FROM:<ann@example.org>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let Some(envelope) = context
        .command
        .envelope()
        .filter(|envelope| envelope.path.is_some())
    else {
        return;
    };
    for space in [envelope.space_before, envelope.space_after]
        .into_iter()
        .flatten()
    {
        findings.add(space).fix(space, "");
    }
}
