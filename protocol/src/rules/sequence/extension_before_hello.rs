//! A command of an extension before EHLO.
//!
//! # What it checks
//! That STARTTLS, AUTH, ETRN and ATRN come after EHLO.
//!
//! # Why it matters
//! The reply to EHLO says which extensions the server has. Before it, the client cannot know, and the server need not
//! have any.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::phase::{Phase, Step};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "extension-before-hello",
    spec: "S023",
    family: Family::Sequence,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "2.2.1"), Reference::new(5321, "3.2")],
    reply: Some(ExpectedReply::new(503, "5.5.1", "Say EHLO first")),
    check: Check::Command(check),
    wrong: Example::new(Start::Greeted, "C: STARTTLS\n"),
    right: Example::new(
        Start::Nothing,
        "\
S: 220 mx.example.com ESMTP
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 STARTTLS
C: STARTTLS
",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let extension = matches!(command.step(), Step::StartTls | Step::Auth | Step::Turn);
    if !extension || context.phase != Phase::Greeted || context.session.started_tls {
        return;
    }
    let found = findings
        .add(command.verb_span)
        .value("verb", command.verb.name());
    if context.session.joined_late {
        found.undecidable();
    }
}
