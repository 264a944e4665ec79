//! A part of a domain that no domain can have.
//!
//! # What it checks
//! That each part between two dots has letters, digits and inner hyphens only, and 1 to 63 of them.
//!
//! # Why it matters
//! Names of hosts have no underscores, spaces or empty parts. The DNS may hold such a name; SMTP does not take it.

use crate::address::is_label;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::addresses::{bad_path, domain};
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "bad-label",
    spec: "A012",
    family: Family::Addresses,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.1.2"), Reference::new(1035, "2.3.4")],
    reply: Some(ExpectedReply::new(
        501,
        "5.1.7",
        "The domain is not well formed",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: MAIL FROM:<ann@my_host.example.org>\n"),
    right: Example::new(Start::Ready, "C: MAIL FROM:<ann@my-host.example.org>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let Some(domain) = domain(context) else {
        return;
    };
    if command.of(domain).first() == Some(&b'#') {
        return;
    }
    let Some((label, fault)) = bad_label(command.of(domain)) else {
        return;
    };
    let span = label.shifted(domain.range().start);
    let found = findings
        .add(span)
        .value("label", command.text(span))
        .value("fault", fault)
        .reply(bad_path(command.verb, "The domain is not well formed"));
    if fault == "empty" && span.range().start > domain.range().start {
        found.fix(Span::new(span.range().start - 1, span.range().start), "");
    } else if fault == "empty" {
        found.fix(Span::new(span.range().start, span.range().start + 1), "");
    } else if fault == "sign" && command.of(span).split(|octet| *octet == b',').all(is_label) {
        found.fix(span, command.text(span).replace(',', "."));
    }
}

/// The first part of a domain that none can have, and what is wrong with it. A dot at the end, and parts that are not
/// ASCII, have rules of their own.
#[must_use]
pub fn bad_label(domain: &[u8]) -> Option<(Span, &'static str)> {
    let text = domain.strip_suffix(b".").unwrap_or(domain);
    let mut start = 0;
    for label in text.split(|octet| *octet == b'.') {
        let span = Span::new(start, start + label.len());
        start += label.len() + 1;
        if is_label(label) || (!label.is_empty() && !label.is_ascii()) {
            continue;
        }
        let fault = if label.is_empty() {
            "empty"
        } else if label.contains(&b'_') {
            "underscore"
        } else if label.first() == Some(&b'-') || label.last() == Some(&b'-') {
            "hyphen"
        } else if label.len() > 63 {
            "long"
        } else {
            "sign"
        };
        return Some((span, fault));
    }
    None
}
