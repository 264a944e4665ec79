//! A connection that ends inside a chunk.
//!
//! # What it checks
//! That all octets that BDAT announced are sent.
//!
//! # Why it matters
//! The server waits for the rest and then drops all it has: nothing is delivered.

use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CloseContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unended-chunk",
    spec: "B010",
    family: Family::Bdat,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(3030, "2")],
    reply: None,
    check: Check::Close(check),
    wrong: Example::new(Start::ExtendedRecipients, "\
C: BDAT 10
C= \"hello\"
# closed by the client
"),
    right: Example::new(Start::ExtendedRecipients, "\
C: BDAT 128 LAST
C= \"From: ann@example.org\\r\\nDate: Mon, 23 Nov 2026 10:00:00 +0000\\r\\nMessage-ID: <1@client.example.org>\\r\\nTo: bob@example.com\\r\\n\\r\\nHello\\r\\n\"
S: 250 2.0.0 Ok
C: QUIT
S: 221 2.0.0 Bye
# closed by the client
"),
};

fn check(context: &CloseContext<'_>, findings: &mut Findings<'_>) {
    let left = context.session.chunk_left;
    if left > 0 {
        findings.add(Span::at(0)).value("octets", left.to_string());
    }
}
