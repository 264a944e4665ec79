//! An extension on a port where it must not be.
//!
//! # What it checks
//! That FUTURERELEASE and BURL are announced to mail programs only, ETRN and ATRN to hosts only.
//!
//! # Why it matters
//! What serves those who hand in their own mail must not be open to every host, and the other way round.

use super::announced;
use crate::diagnostic::Severity;
use crate::extension::{self, Submission};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, Family, Findings, ReplyContext, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "extension-on-wrong-port",
    spec: "E006",
    family: Family::Negotiation,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[
        Reference::new(6409, "7"),
        Reference::new(4865, "4.2"),
        Reference::new(4468, "3.1"),
    ],
    reply: None,
    check: Check::Reply(check),
    wrong: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 FUTURERELEASE 604800 2030-01-01T00:00:00Z
",
    ),
    right: Example::new(
        Start::Nothing,
        "\
# mode: submission
S: 220 mail.example.com ESMTP
C: EHLO client.example.org
S: 250-mx.example.com
S: 250-AUTH CRAM-MD5
S: 250 FUTURERELEASE 604800 2030-01-01T00:00:00Z
",
    ),
};

fn check(context: &ReplyContext<'_>, findings: &mut Findings<'_>) {
    let submission = context.session.mode.is_submission();
    for (span, line) in announced(context) {
        let Some(kind) = extension::find(&line.keyword) else {
            continue;
        };
        let place = match (kind.submission, submission) {
            (Submission::Only, false) => "hosts",
            (Submission::Forbidden, true) => "programs",
            _ => continue,
        };
        findings
            .add(span)
            .value("keyword", kind.keyword)
            .value("place", place);
    }
}
