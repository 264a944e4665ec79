//! A name of the client that no host can have.
//!
//! # What it checks
//! That the name behind EHLO, HELO or LHLO is letters, digits and inner hyphens, with a dot between two parts, or a
//! well-formed address literal.
//!
//! # Why it matters
//! Servers that check the name answer 501. Underscores are the usual reason: Windows computers often have one in their
//! names.

use crate::address::{is_ipv4, is_ipv6};
use crate::command::Arguments;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::addresses::{Literal, bad_label::bad_label, long_domain};
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "hello-bad-domain",
    spec: "C024",
    family: Family::Commands,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.1.2")],
    reply: Some(ExpectedReply::new(
        501,
        "",
        "The name of the client is not well formed",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Greeted, "C: EHLO my_host.example.org\n"),
    right: Example::new(Start::Greeted, "C: EHLO my-host.example.org\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let Arguments::Hello { name, .. } = command.arguments else {
        return;
    };
    let text = command.of(name);
    if !text.is_ascii() || is_ipv4(text) || is_ipv6(text) {
        return;
    }
    let found = if text.first() == Some(&b'[') {
        match Literal::read(text) {
            Literal::Good | Literal::Tagged { .. } => return,
            Literal::Open => findings.add(name).fix(Span::at(name.range().end), "]"),
            Literal::UntaggedIpv6 => findings
                .add(name)
                .fix(Span::at(name.range().start + 1), "IPv6:"),
            Literal::Bad => findings.add(name),
        }
    } else if let Some(inner) = wrapped(text) {
        findings
            .add(name)
            .fix(name, String::from_utf8_lossy(inner).into_owned())
    } else if let Some((label, _)) = bad_label(text) {
        findings.add(label.shifted(name.range().start))
    } else if text.ends_with(b".") {
        let end = name.range().end;
        let dot = Span::new(end - 1, end);
        findings.add(dot).fix(dot, "")
    } else if text.len() > long_domain::MOST {
        findings.add(name)
    } else {
        return;
    };
    let kind = match text.first() {
        Some(b'[') => "address",
        _ => "name",
    };
    found.value("name", command.text(name)).value("kind", kind);
}

/// The domain in angle brackets, behind the `@` of an address, or in the address of a page.
fn wrapped(text: &[u8]) -> Option<&[u8]> {
    let inner = text
        .strip_prefix(b"<")
        .and_then(|text| text.strip_suffix(b">"))
        .unwrap_or(text);
    let inner = [&b"http://"[..], b"https://", b"smtp://"]
        .iter()
        .find_map(|scheme| inner.strip_prefix(*scheme))
        .map_or(inner, |address| {
            address.strip_suffix(b"/").unwrap_or(address)
        });
    let domain = inner.rsplit(|octet| *octet == b'@').next().unwrap_or(inner);
    (domain.len() < text.len() && !domain.is_empty() && bad_label(domain).is_none())
        .then_some(domain)
}
