//! DATA in a transaction that has begun with BDAT.
//!
//! # What it checks
//! That a message is sent by DATA or by BDAT, not by both.
//!
//! # Why it matters
//! The two count octets differently, and nobody could say what the message is. The server answers 503.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::phase::{Phase, Step};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "data-after-chunk",
    spec: "B002",
    family: Family::Bdat,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(3030, "2")],
    reply: Some(ExpectedReply::new(503, "5.5.1", "Go on with BDAT")),
    check: Check::Command(check),
    wrong: Example::new(Start::ExtendedRecipients, "\
C: BDAT 121
C= \"From: ann@example.org\\r\\nDate: Mon, 23 Nov 2026 10:00:00 +0000\\r\\nMessage-ID: <1@client.example.org>\\r\\nTo: bob@example.com\\r\\n\\r\\n\"
S: 250 2.0.0 Ok
C: DATA
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
    if context.phase == Phase::Chunks && context.command.step() == Step::Data {
        findings.add(context.command.verb_span);
    }
}
