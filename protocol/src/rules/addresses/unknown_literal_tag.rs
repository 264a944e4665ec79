//! A kind of address literal that nobody registered.
//!
//! # What it checks
//! That the tag of a literal is `IPv6`.
//!
//! # Why it matters
//! The grammar leaves room for new kinds of addresses. None was ever registered, and no server knows where to send
//! such mail.

use crate::address::is_ipv4;
use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::addresses::{Literal, literal};
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unknown-literal-tag",
    spec: "A017",
    family: Family::Addresses,
    strict: Severity::Warning,
    practice: Severity::Warning,
    references: &[Reference::new(5321, "4.1.3")],
    reply: None,
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: MAIL FROM:<ann@[X25:12345]>\n"),
    right: Example::new(Start::Ready, "C: MAIL FROM:<ann@[192.0.2.1]>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let Some(literal) = literal(context) else {
        return;
    };
    if let Literal::Tagged { tag } = Literal::read(command.of(literal)) {
        let start = literal.range().start + 1;
        let span = Span::new(start, start + tag);
        let found = findings.add(span).value("tag", command.text(span));
        let rest = command.of(literal).get(tag + 2..).unwrap_or_default();
        let address = rest.strip_suffix(b"]").unwrap_or(rest);
        if span.of(command.line).eq_ignore_ascii_case(b"IPv4") && is_ipv4(address) {
            found.fix(Span::new(start, start + tag + 1), "");
        }
    }
}
