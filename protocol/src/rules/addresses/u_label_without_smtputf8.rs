//! A domain beyond ASCII, and no SMTPUTF8.
//!
//! # What it checks
//! That MAIL carries the parameter SMTPUTF8 where a domain is not ASCII.
//!
//! # Why it matters
//! Every such domain has an ASCII form that begins with `xn--`, and that one works everywhere.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::punycode;
use crate::reference::Reference;
use crate::rules::addresses::{domain, needs_smtputf8};
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "u-label-without-smtputf8",
    spec: "A023",
    family: Family::Addresses,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(6531, "3.2"), Reference::new(6531, "3.5")],
    reply: Some(ExpectedReply::new(
        550,
        "5.6.7",
        "The domain needs SMTPUTF8 or its ASCII form",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: MAIL FROM:<ann@bücher.example>\n"),
    right: Example::new(Start::Ready, "C: MAIL FROM:<ann@xn--bcher-kva.example>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let Some(domain) = domain(context) else {
        return;
    };
    if let Some(found) = needs_smtputf8(context, domain, findings)
        && let Some(ascii) = punycode::to_ascii(&context.command.text(domain))
    {
        found.fix(domain, ascii);
    }
}
