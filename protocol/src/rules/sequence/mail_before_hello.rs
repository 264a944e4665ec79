//! MAIL before EHLO or HELO.
//!
//! # What it checks
//! That the client has introduced itself before it opens a transaction.
//!
//! # Why it matters
//! The client must say EHLO or HELO first. No sentence forces the server to refuse, and some do not.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::phase::{Phase, Step};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "mail-before-hello",
    spec: "S002",
    family: Family::Sequence,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[
        Reference {
            rfc: 5321,
            section: "4.1.1.1",
        },
        Reference {
            rfc: 5321,
            section: "4.1.4",
        },
    ],
    reply: Some(ExpectedReply::new(503, "5.5.1", "Say EHLO first")),
    check: Check::Command(check),
    wrong: Example::new(Start::Greeted, "C: MAIL FROM:<ann@example.org>\n"),
    right: Example::new(Start::Ready, "C: MAIL FROM:<ann@example.org>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    // After STARTTLS the hello is to be said again, which has its own rule.
    let no_hello = context.phase == Phase::Greeted && !context.session.started_tls;
    if no_hello && command.step() == Step::Mail {
        let found = findings.add(command.verb_span);
        if context.session.joined_late {
            found.undecidable();
        }
    }
}
