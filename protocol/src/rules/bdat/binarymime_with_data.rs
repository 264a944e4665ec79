//! DATA for a binary message.
//!
//! # What it checks
//! That a message declared as BINARYMIME is sent with BDAT.
//!
//! # Why it matters
//! A binary message has no lines, so a single dot cannot end it. The server answers 503.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::phase::{Phase, Step};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "binarymime-with-data",
    spec: "B006",
    family: Family::Bdat,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(3030, "3")],
    reply: Some(ExpectedReply::new(503, "5.5.1", "BODY=BINARYMIME needs BDAT")),
    check: Check::Command(check),
    wrong: Example::new(Start::Extended, "\
C: MAIL FROM:<ann@example.org> BODY=BINARYMIME
S: 250 2.1.0 Ok
C: RCPT TO:<bob@example.com>
S: 250 2.1.5 Ok
C: DATA
"),
    right: Example::new(Start::Extended, "\
C: MAIL FROM:<ann@example.org> BODY=BINARYMIME
S: 250 2.1.0 Ok
C: RCPT TO:<bob@example.com>
S: 250 2.1.5 Ok
C: BDAT 128 LAST
C= \"From: ann@example.org\\r\\nDate: Mon, 23 Nov 2026 10:00:00 +0000\\r\\nMessage-ID: <1@client.example.org>\\r\\nTo: bob@example.com\\r\\n\\r\\nHello\\r\\n\"
"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let binary = context
        .ahead
        .parameter("BODY")
        .is_some_and(|body| body.eq_ignore_ascii_case(b"BINARYMIME"));
    // Without a recipient, or after a chunk, DATA is wrong in any case.
    let in_order = context.phase == Phase::Recipients;
    if binary && in_order && context.command.step() == Step::Data {
        findings.add(context.command.verb_span);
    }
}
