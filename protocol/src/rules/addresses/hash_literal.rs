//! A number behind `#` where a domain belongs.
//!
//! # What it checks
//! That the domain does not begin with `#`.
//!
//! # Why it matters
//! The first mail standard let a host be named by a decimal number. That form is gone; servers refuse it.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::addresses::{bad_path, domain};
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "hash-literal",
    spec: "A021",
    family: Family::Addresses,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "F.4")],
    reply: Some(ExpectedReply::new(
        501,
        "5.1.7",
        "Numbers behind # are no domain",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: MAIL FROM:<ann@#3221226219>\n"),
    right: Example::new(Start::Ready, "C: MAIL FROM:<ann@[192.0.2.235]>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let Some(domain) = domain(context).filter(|domain| command.of(*domain).starts_with(b"#"))
    else {
        return;
    };
    let found = findings
        .add(domain)
        .reply(bad_path(command.verb, "Numbers behind # are no domain"));
    let digits = command.text(domain).split_off(1);
    if let Ok(number) = digits.parse::<u32>() {
        let [a, b, c, d] = number.to_be_bytes();
        found.fix(domain, format!("[{a}.{b}.{c}.{d}]"));
    }
}
