//! A chunk of no octets that is not the last.
//!
//! # What it checks
//! Whether BDAT 0 comes without LAST.
//!
//! # Why it matters
//! It is allowed and does nothing. BDAT 0 LAST is common: it ends a message whose last octets have gone.

use crate::command::Arguments;
use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "empty-chunk",
    spec: "B007",
    family: Family::Bdat,
    strict: Severity::Info,
    practice: Severity::Info,
    references: &[Reference::new(3030, "2")],
    reply: None,
    check: Check::Command(check),
    wrong: Example::new(Start::ExtendedRecipients, "C: BDAT 0\n"),
    right: Example::new(Start::ExtendedRecipients, "\
C: BDAT 128
C= \"From: ann@example.org\\r\\nDate: Mon, 23 Nov 2026 10:00:00 +0000\\r\\nMessage-ID: <1@client.example.org>\\r\\nTo: bob@example.com\\r\\n\\r\\nHello\\r\\n\"
S: 250 2.0.0 Ok
C: BDAT 0 LAST
"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    if let Arguments::Chunk {
        size,
        octets: Some(0),
        marker: None,
        ..
    } = context.command.arguments
    {
        findings.add(size).fix(Span::at(size.range().end), " LAST");
    }
}
