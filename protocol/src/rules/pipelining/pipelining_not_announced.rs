//! A command written before the reply to the one before it, to a server that does not announce PIPELINING.
//!
//! # What it checks
//! That the client waits for every reply, unless the server announced PIPELINING.
//!
//! # Why it matters
//! A server may drop what it has read ahead, or take a part of it for something else, where it did not say that it can
//! do this. Servers that look for spam close the connection.

use crate::command::Command;
use crate::diagnostic::Severity;
use crate::phase::Step;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "pipelining-not-announced",
    spec: "Q001",
    family: Family::Pipelining,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.3.1"), Reference::new(2920, "3.1")],
    reply: None,
    check: Check::Command(check),
    wrong: Example::new(
        Start::Greeted,
        "C: EHLO client.example.org\nS: 250-mx.example.com\nS: 250 8BITMIME\nC: MAIL FROM:<ann@example.org>\nC: RCPT TO:<bob@example.com>\n",
    ),
    right: Example::new(
        Start::Ready,
        "C: MAIL FROM:<ann@example.org>\nC: RCPT TO:<bob@example.com>\n",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let session = context.session;
    // The first command that did not wait stands for all of its group.
    let first = session.pending.front();
    let Some(earlier) = first.filter(|_| session.pending.len() == 1) else {
        return;
    };
    if super::has_its_own_rule(earlier.step) || earlier.step == Step::Hello {
        return;
    }
    let earlier = Command::read(&earlier.line).verb;
    let announced = session.announces("PIPELINING");
    let unknown = announced.is_none() && session.hello.is_none();
    if announced == Some(true) || unknown && (session.joined_late || earlier.last_in_group()) {
        return;
    }
    findings
        .add(context.command.span())
        .value("earlier", super::shown(earlier));
}
