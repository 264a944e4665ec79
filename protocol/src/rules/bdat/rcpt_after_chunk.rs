//! RCPT after the first chunk.
//!
//! # What it checks
//! That all recipients are named before the message begins.
//!
//! # Why it matters
//! The server may have passed the first chunk on already. It answers 503.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::phase::{Phase, Step};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "rcpt-after-chunk",
    spec: "B009",
    family: Family::Bdat,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.1.4"), Reference::new(3030, "2")],
    reply: Some(ExpectedReply::new(503, "5.5.1", "The message has begun")),
    check: Check::Command(check),
    wrong: Example::new(Start::ExtendedRecipients, "\
C: BDAT 121
C= \"From: ann@example.org\\r\\nDate: Mon, 23 Nov 2026 10:00:00 +0000\\r\\nMessage-ID: <1@client.example.org>\\r\\nTo: bob@example.com\\r\\n\\r\\n\"
S: 250 2.0.0 Ok
C: RCPT TO:<bob@example.com>
"),
    right: Example::new(Start::ExtendedMail, "C: RCPT TO:<bob@example.com>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    if context.phase == Phase::Chunks && context.command.step() == Step::Recipient {
        findings.add(context.command.verb_span);
    }
}
