//! A domain of more than 255 octets.
//!
//! # What it checks
//! That the part behind the `@` has at most 255 octets, dots included.
//!
//! # Why it matters
//! No longer name exists in the DNS.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::addresses::{bad_path, domain};
use crate::rules::example::eight_times;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "long-domain",
    spec: "A004",
    family: Family::Addresses,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[
        Reference::new(5321, "4.5.3.1.2"),
        Reference::new(1035, "2.3.4"),
    ],
    reply: Some(ExpectedReply::new(501, "5.1.7", "The domain is too long")),
    check: Check::Command(check),
    wrong: Example::new(
        Start::Ready,
        concat!(
            "C: MAIL FROM:<ann@",
            eight_times!("an.example.of.a.long.name.in.dns."),
            "org>\n"
        ),
    ),
    right: Example::new(Start::Ready, "C: MAIL FROM:<ann@example.org>\n"),
};

/// Octets of a domain name, dots included.
pub(in crate::rules) const MOST: usize = 255;

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let Some(domain) = domain(context).filter(|domain| domain.len() > MOST) else {
        return;
    };
    findings
        .add(domain)
        .value("length", domain.len().to_string())
        .value("limit", MOST.to_string())
        .reply(bad_path(context.command.verb, "The domain is too long"));
}
