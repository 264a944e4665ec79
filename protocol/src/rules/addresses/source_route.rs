//! A route before the address: `@a.example,@b.example:`.
//!
//! # What it checks
//! That a path is the mailbox alone.
//!
//! # Why it matters
//! In the first years of mail the sender chose the way. Servers must still read such a path, should ignore the route,
//! and may refuse it; a client should not send one.

use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "source-route",
    spec: "A018",
    family: Family::Addresses,
    strict: Severity::Warning,
    practice: Severity::Warning,
    references: &[Reference::new(5321, "C"), Reference::new(5321, "4.1.1.3")],
    reply: None,
    check: Check::Command(check),
    wrong: Example::new(
        Start::Ready,
        "C: MAIL FROM:<@relay.example.com:ann@example.org>\n",
    ),
    right: Example::new(Start::Ready, "C: MAIL FROM:<ann@example.org>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let Some(route) = context.command.path().and_then(|path| path.route) else {
        return;
    };
    let with_colon = Span::new(route.range().start, route.range().end + 1);
    findings
        .add(route)
        .value("route", context.command.text(route))
        .fix(with_colon, "");
}
