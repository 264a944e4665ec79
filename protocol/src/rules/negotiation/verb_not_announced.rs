//! A command of an extension that the server did not announce.
//!
//! # What it checks
//! That BDAT, STARTTLS, AUTH, ETRN, ATRN, BURL and EXPN are said only to servers that announced them.
//!
//! # Why it matters
//! A server announces in its reply to EHLO what it has beyond plain SMTP. What is not there it answers with 502 or
//! 500.

use super::{Announcement, keyword_for_verb};
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "verb-not-announced",
    spec: "E002",
    family: Family::Negotiation,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[
        Reference::new(5321, "2.2"),
        Reference::new(5321, "4.1.1.11"),
    ],
    reply: Some(ExpectedReply::new(502, "5.5.1", "Command not implemented")),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: ETRN example.org\n"),
    right: Example::new(Start::Extended, "C: ETRN example.org\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let Some(keyword) = keyword_for_verb(command.verb) else {
        return;
    };
    // Under TLS, STARTTLS is not missing from the list: it does not belong there.
    let has_own_rule = command.verb == Verb::StartTls && context.session.tls;
    if has_own_rule || Announcement::of(context.session, keyword) != Announcement::NotAnnounced {
        return;
    }
    let found = findings
        .add(command.verb_span)
        .value("verb", command.verb.name())
        .value("keyword", keyword)
        .reference(command.verb.reference());
    // EXPN is plain SMTP; that it has to be announced binds the server (RFC 5321 §3.5.2).
    if command.verb == Verb::Expn {
        found.severity(Severity::Warning);
    }
}
