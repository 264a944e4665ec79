//! An extension announced without another that it needs.
//!
//! # What it checks
//! That a server which announces BINARYMIME announces CHUNKING too, and so SMTPUTF8 and BURL with 8BITMIME, MTRK with
//! DSN.
//!
//! # Why it matters
//! The extension cannot be used as its standard says, or a client that relies on it fails later.

use super::announced;
use crate::diagnostic::Severity;
use crate::extension;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, Family, Findings, ReplyContext, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "unmet-dependency",
    spec: "E005",
    family: Family::Negotiation,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "2.2")],
    reply: None,
    check: Check::Reply(check),
    wrong: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 SMTPUTF8
",
    ),
    right: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 250-mx.example.com
S: 250-8BITMIME
S: 250 SMTPUTF8
",
    ),
};

fn check(context: &ReplyContext<'_>, findings: &mut Findings<'_>) {
    let lines = announced(context);
    let has = |keyword: &str| lines.iter().any(|(_, line)| line.is(keyword));
    for (span, line) in &lines {
        let Some(kind) = extension::find(&line.keyword) else {
            continue;
        };
        for needed in kind.requires.iter().filter(|needed| !has(needed)) {
            findings
                .add(*span)
                .reference(kind.reference)
                .value("keyword", kind.keyword)
                .value("needed", *needed);
        }
    }
}
