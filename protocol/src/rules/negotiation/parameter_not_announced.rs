//! A parameter of an extension that the server did not announce.
//!
//! # What it checks
//! That MAIL and RCPT carry parameters of announced extensions only.
//!
//! # Why it matters
//! A server refuses the whole command for a parameter that it does not know.

use super::{Announcement, keyword_for};
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::parameters::given;
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "parameter-not-announced",
    spec: "E001",
    family: Family::Negotiation,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[
        Reference::new(5321, "4.1.1.11"),
        Reference::new(5321, "2.2"),
    ],
    reply: Some(ExpectedReply::new(555, "5.5.4", "Parameter not recognized")),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: MAIL FROM:<ann@example.org> RET=HDRS\n"),
    right: Example::new(Start::Extended, "C: MAIL FROM:<ann@example.org> RET=HDRS\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let no_chunking = context.session.announces("CHUNKING") == Some(false);
    for given in given(context) {
        let Some(keyword) = keyword_for(context.command, &given) else {
            continue;
        };
        // Without CHUNKING a binary body is out of the question, announced or not.
        let has_own_rule = keyword == "BINARYMIME" && no_chunking;
        let announcement = Announcement::of(context.session, keyword);
        if has_own_rule || announcement != Announcement::NotAnnounced {
            continue;
        }
        findings
            .add(given.parameter.span)
            .value("keyword", context.command.text(given.parameter.keyword))
            .value("extension", keyword)
            .fix(given.with_space(), "");
    }
}
