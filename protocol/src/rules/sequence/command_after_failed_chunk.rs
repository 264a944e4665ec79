//! A transaction that goes on after one of its chunks failed.
//!
//! # What it checks
//! That the client says RSET after a BDAT that was refused.
//!
//! # Why it matters
//! A refused chunk leaves the message in no known state, so the server takes nothing more for it. RSET is the only way
//! on.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::phase::{Phase, Step};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "command-after-failed-chunk",
    spec: "S018",
    family: Family::Sequence,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(3030, "2")],
    reply: Some(ExpectedReply::new(503, "5.5.1", "A chunk failed, say RSET")),
    check: Check::Command(check),
    wrong: Example::new(
        Start::ExtendedRecipients,
        "\
C: BDAT 5
C= \"hello\"
S: 552 5.3.4 Too large
C: BDAT 5 LAST
",
    ),
    right: Example::new(
        Start::ExtendedRecipients,
        "\
C: BDAT 5
C= \"hello\"
S: 552 5.3.4 Too large
C: RSET
S: 250 2.0.0 Ok
C: MAIL FROM:<ann@example.org>
",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let step = context.command.step();
    let leads_on = matches!(step, Step::Reset | Step::Quit | Step::Hello | Step::Aside);
    if context.phase == Phase::Poisoned && !leads_on {
        findings
            .add(context.command.verb_span)
            .value("verb", context.command.verb.name());
    }
}
