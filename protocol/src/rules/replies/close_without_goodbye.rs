//! The server closes without a word.
//!
//! # What it checks
//! That the server closes only after 221 or 421, or after a greeting that refuses.
//!
//! # Why it matters
//! The client cannot know whether its last command, or its mail, was done.

use crate::diagnostic::Severity;
use crate::phase::Phase;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CloseContext, Family, Findings, Rule};
use crate::span::Span;
use crate::transcript::Blame;

/// The rule.
pub const RULE: Rule = Rule {
    name: "close-without-goodbye",
    spec: "R017",
    family: Family::Replies,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[Reference::new(5321, "3.8")],
    reply: None,
    check: Check::Close(check),
    wrong: Example::new(
        Start::Ready,
        "\
C: NOOP
S: 250 2.0.0 Ok
# closed by the server
",
    ),
    right: Example::new(
        Start::Ready,
        "\
C: QUIT
S: 221 2.0.0 Bye
# closed by the server
",
    ),
};

fn check(context: &CloseContext<'_>, findings: &mut Findings<'_>) {
    let session = context.session;
    let said_goodbye = matches!(
        session.phase,
        Phase::Closing
            | Phase::NoService
            | Phase::Refused
            | Phase::Idle
            | Phase::Closed
            | Phase::StartingTls
    );
    if context.blame == Blame::Server && !said_goodbye {
        let kind = if session.phase == Phase::Connected {
            "greeting"
        } else if session.pending.is_empty() {
            "idle"
        } else {
            "pending"
        };
        findings.add(Span::at(0)).value("kind", kind);
    }
}
