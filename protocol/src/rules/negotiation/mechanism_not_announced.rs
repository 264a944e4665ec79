//! A mechanism that the server did not list.
//!
//! # What it checks
//! That AUTH names a mechanism of the list behind AUTH in the reply to EHLO.
//!
//! # Why it matters
//! The server answers 504 to the others, though it may know them: it may not have what they need for this account or
//! this connection.

use super::Announcement;
use crate::auth::Mechanism;
use crate::command::Arguments;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "mechanism-not-announced",
    spec: "E010",
    family: Family::Negotiation,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(4954, "4")],
    reply: Some(ExpectedReply::new(504, "5.5.4", "Mechanism not offered")),
    check: Check::Command(check),
    wrong: Example::new(Start::Submissions, "C: AUTH SCRAM-SHA-1\n"),
    right: Example::new(Start::Submissions, "C: AUTH SCRAM-SHA-256\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let session = context.session;
    let Arguments::Auth { mechanism, .. } = context.command.arguments else {
        return;
    };
    let name = context.command.of(mechanism);
    let listed = match &session.capabilities {
        Some(list) if Announcement::of(session, "AUTH") == Announcement::Announced => {
            list.mechanisms()
        }
        _ => return,
    };
    let is_listed = listed
        .iter()
        .any(|listed| listed.as_bytes().eq_ignore_ascii_case(name));
    if !is_listed && Mechanism::recognise(name) != Mechanism::Other {
        findings
            .add(mechanism)
            .value("mechanism", context.command.text(mechanism))
            .value("listed", listed.join(", "));
    }
}
