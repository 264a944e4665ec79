//! A server that does not know a command which every server has to know.
//!
//! # What it checks
//! That HELO, MAIL, RCPT, DATA, RSET, NOOP, QUIT and VRFY are not answered with 500 or 502 as if unknown.
//!
//! # Why it matters
//! Without them no mail can be sent, or a client that relies on them gets stuck.

use super::{answered, is_refused_mandatory};
use crate::code::Step;
use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, Family, Findings, ReplyContext, Rule};
use crate::span::Span;
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "mandatory-verb-refused",
    spec: "R024",
    family: Family::Replies,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.5.1"), Reference::new(5321, "3.5.3")],
    reply: None,
    check: Check::Reply(check),
    wrong: Example::new(
        Start::Ready,
        "\
C: NOOP
S: 500 5.5.1 What
",
    ),
    right: Example::new(
        Start::Ready,
        "\
C: NOOP
S: 250 2.0.0 Ok
",
    ),
};

fn check(context: &ReplyContext<'_>, findings: &mut Findings<'_>) {
    let Some(Step::Command(verb)) = answered(context).filter(|_| is_refused_mandatory(context))
    else {
        return;
    };
    let found = findings.add(Span::new(0, 3)).value("verb", verb.name());
    // Many servers keep VRFY shut.
    if verb == Verb::Vrfy {
        found.severity(Severity::Warning);
    }
}
