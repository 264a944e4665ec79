//! DATA after every recipient was refused.
//!
//! # What it checks
//! That at least one RCPT was accepted before DATA.
//!
//! # Why it matters
//! The server answers 554, or 503 in LMTP. One that answers 354 all the same is owed a single dot, and delivers
//! nothing.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::phase::{Phase, Step};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::session::Mode;

/// The rule.
pub const RULE: Rule = Rule {
    name: "data-without-accepted-rcpt",
    spec: "S006",
    family: Family::Sequence,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[
        Reference::new(5321, "3.3"),
        Reference::new(2920, "3.1"),
        Reference::new(2033, "4.2"),
    ],
    reply: Some(ExpectedReply::new(554, "5.5.1", "No valid recipients")),
    check: Check::Command(check),
    wrong: Example::new(
        Start::Mail,
        "\
C: RCPT TO:<nobody@example.com>
S: 550 5.1.1 No such mailbox
C: DATA
",
    ),
    right: Example::new(
        Start::Mail,
        "\
C: RCPT TO:<nobody@example.com>
S: 550 5.1.1 No such mailbox
C: RCPT TO:<bob@example.com>
S: 250 2.1.5 Ok
C: DATA
",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let all_refused = context.phase == Phase::Mail && context.ahead.refused_recipients > 0;
    if !all_refused || context.command.step() != Step::Data {
        return;
    }
    let found = findings.add(context.command.verb_span);
    if context.session.mode == Mode::Lmtp {
        found
            .reference(Reference::new(2033, "4.2"))
            .reply(ExpectedReply::new(503, "5.5.1", "No valid recipients"));
    }
}
