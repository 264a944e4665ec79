//! A domain that is no complete name.
//!
//! # What it checks
//! That the domain has at least two parts, and is not an IPv4 address without its square brackets.
//!
//! # Why it matters
//! Only complete names mean the same everywhere. A submission server must refuse or complete others; a mail exchanger
//! mostly refuses them.

use crate::address::{is_ipv4, is_label};
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::addresses::domain;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unqualified-address",
    spec: "A014",
    family: Family::Addresses,
    strict: Severity::Warning,
    practice: Severity::Warning,
    references: &[Reference::new(5321, "2.3.5"), Reference::new(6409, "4.2")],
    reply: Some(ExpectedReply::new(
        554,
        "5.1.8",
        "The domain is not fully qualified",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: MAIL FROM:<ann@localhost>\n"),
    right: Example::new(Start::Ready, "C: MAIL FROM:<ann@example.org>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let Some(domain) = domain(context) else {
        return;
    };
    let text = command.of(domain);
    let address = is_ipv4(text);
    if !address && (!is_label(text) || text.is_empty()) {
        return;
    }
    let found = findings
        .add(domain)
        .value("domain", command.text(domain))
        .value("kind", if address { "address" } else { "label" });
    let found = if address {
        found.fix(domain, format!("[{}]", command.text(domain)))
    } else {
        found
    };
    if context.session.mode.is_submission() {
        let enhanced = if command.verb == Verb::Rcpt {
            "5.1.2"
        } else {
            "5.1.8"
        };
        found
            .error(RULE.reply)
            .reference(Reference::new(6409, "4.2"))
            .reply(ExpectedReply::new(
                554,
                enhanced,
                "The domain is not fully qualified",
            ));
    }
}
