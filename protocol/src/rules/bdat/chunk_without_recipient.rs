//! BDAT without a recipient.
//!
//! # What it checks
//! That MAIL and at least one RCPT were accepted before the first chunk.
//!
//! # Why it matters
//! The server reads the octets all the same, throws them away, and answers 503 or 554.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::phase::{Phase, Step};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::negotiation::Announcement;
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::session::Mode;

/// The rule.
pub const RULE: Rule = Rule {
    name: "chunk-without-recipient",
    spec: "B008",
    family: Family::Bdat,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "3.3"), Reference::new(3030, "2"), Reference::new(2033, "4.3")],
    reply: Some(ExpectedReply::new(503, "5.5.1", "Say MAIL and RCPT first")),
    check: Check::Command(check),
    wrong: Example::new(Start::ExtendedMail, "\
C: BDAT 128 LAST
C= \"From: ann@example.org\\r\\nDate: Mon, 23 Nov 2026 10:00:00 +0000\\r\\nMessage-ID: <1@client.example.org>\\r\\nTo: bob@example.com\\r\\n\\r\\nHello\\r\\n\"
"),
    right: Example::new(Start::ExtendedRecipients, "\
C: BDAT 128 LAST
C= \"From: ann@example.org\\r\\nDate: Mon, 23 Nov 2026 10:00:00 +0000\\r\\nMessage-ID: <1@client.example.org>\\r\\nTo: bob@example.com\\r\\n\\r\\nHello\\r\\n\"
"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    if !matches!(command.step(), Step::Chunk | Step::LastChunk) || !may_be_used(context) {
        return;
    }
    let fault = match context.phase {
        Phase::Mail if context.ahead.refused_recipients > 0 => "refused",
        Phase::Mail => "none",
        Phase::Ready if !context.ahead.ended_by_chunk => "none",
        Phase::Greeted if !context.session.started_tls => "none",
        _ => return,
    };
    let found = findings.add(command.verb_span).value("fault", fault);
    if fault == "refused" && context.session.mode != Mode::Lmtp {
        found.reply(ExpectedReply::new(554, "5.5.1", "No valid recipients"));
    } else if context.phase == Phase::Greeted && context.session.joined_late {
        found.undecidable();
    }
}

/// Whether the server takes BDAT, as far as is known; where it does not, that is the fault.
fn may_be_used(context: &CommandContext<'_>) -> bool {
    matches!(
        Announcement::of(context.session, "CHUNKING"),
        Announcement::Announced | Announcement::Unknown
    )
}
