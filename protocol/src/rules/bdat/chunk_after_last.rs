//! A chunk after the last one.
//!
//! # What it checks
//! That no BDAT follows BDAT LAST in a transaction.
//!
//! # Why it matters
//! LAST completes the message, and the transaction is over. The server drops the octets and answers 503.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::phase::{Phase, Step};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "chunk-after-last",
    spec: "B003",
    family: Family::Bdat,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(3030, "2")],
    reply: Some(ExpectedReply::new(503, "5.5.1", "The last chunk was sent")),
    check: Check::Command(check),
    wrong: Example::new(Start::ExtendedRecipients, "\
C: BDAT 128 LAST
C= \"From: ann@example.org\\r\\nDate: Mon, 23 Nov 2026 10:00:00 +0000\\r\\nMessage-ID: <1@client.example.org>\\r\\nTo: bob@example.com\\r\\n\\r\\nHello\\r\\n\"
S: 250 2.0.0 Ok
C: BDAT 2
C= \"\\r\\n\"
"),
    right: Example::new(Start::ExtendedRecipients, "\
C: BDAT 121
C= \"From: ann@example.org\\r\\nDate: Mon, 23 Nov 2026 10:00:00 +0000\\r\\nMessage-ID: <1@client.example.org>\\r\\nTo: bob@example.com\\r\\n\\r\\n\"
S: 250 2.0.0 Ok
C: BDAT 7 LAST
C= \"Hello\\r\\n\"
"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let chunk = matches!(context.command.step(), Step::Chunk | Step::LastChunk);
    if chunk && context.ahead.ended_by_chunk && context.phase == Phase::Ready {
        findings.add(context.command.verb_span);
    }
}
