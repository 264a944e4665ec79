//! A keyword that is not registered.
//!
//! # What it checks
//! That each keyword in the reply to EHLO is registered, is a known one of a vendor, or begins with X.
//!
//! # Why it matters
//! Unregistered names may mean something else on another server. They are kept here as they came.

use super::announced;
use crate::diagnostic::Severity;
use crate::extension;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, Family, Findings, ReplyContext, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unregistered-keyword",
    spec: "E008",
    family: Family::Negotiation,
    strict: Severity::Warning,
    practice: Severity::Info,
    references: &[Reference::new(5321, "2.2.2")],
    reply: None,
    check: Check::Reply(check),
    wrong: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 FOO bar
",
    ),
    right: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 X-FOO bar
",
    ),
};

fn check(context: &ReplyContext<'_>, findings: &mut Findings<'_>) {
    for (span, line) in announced(context) {
        let keyword = line.keyword.as_bytes();
        let well_formed = keyword.first().is_some_and(u8::is_ascii_alphanumeric)
            && keyword
                .iter()
                .all(|octet| octet.is_ascii_alphanumeric() || *octet == b'-');
        let private = keyword
            .first()
            .is_some_and(|first| first.eq_ignore_ascii_case(&b'X'));
        if well_formed && !private && extension::find(keyword).is_none() {
            let start = span.range().start;
            findings
                .add(Span::new(start, start + keyword.len()))
                .value("keyword", line.keyword);
        }
    }
}
