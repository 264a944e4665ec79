//! AUTH announced with an equals sign.
//!
//! # What it checks
//! That the list of mechanisms follows AUTH after a space.
//!
//! # Why it matters
//! Drafts before the standard wrote AUTH=LOGIN, and clients of that time look for it. Others may take it for a keyword
//! of its own.

use super::announced;
use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, Family, Findings, ReplyContext, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "old-auth-spelling",
    spec: "E009",
    family: Family::Negotiation,
    strict: Severity::Warning,
    practice: Severity::Info,
    references: &[Reference::practice("servers from before RFC 2554")],
    reply: None,
    check: Check::Reply(check),
    wrong: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 AUTH=CRAM-MD5
",
    ),
    right: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 AUTH CRAM-MD5
",
    ),
};

fn check(context: &ReplyContext<'_>, findings: &mut Findings<'_>) {
    for (span, line) in announced(context) {
        if line.old_spelling {
            findings.add(span);
        }
    }
}
