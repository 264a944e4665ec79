//! A message larger than the server announced to take.
//!
//! # What it checks
//! That the declared size is not above the limit in the reply to EHLO.
//!
//! # Why it matters
//! The server refuses MAIL at once, which is the purpose of saying the size: the message need not be sent in vain.

use super::value;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::extension::Capabilities;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "size-over-limit",
    spec: "P009",
    family: Family::Parameters,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(1870, "6.1")],
    reply: Some(ExpectedReply::new(
        552,
        "5.3.4",
        "Message is larger than SIZE allows",
    )),
    check: Check::Command(check),
    wrong: Example::new(
        Start::Extended,
        "C: MAIL FROM:<ann@example.org> SIZE=10000001\n",
    ),
    right: Example::new(
        Start::Extended,
        "C: MAIL FROM:<ann@example.org> SIZE=10000000\n",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let capabilities = context.session.capabilities.as_ref();
    let Some(limit) = capabilities.and_then(Capabilities::size_limit) else {
        return;
    };
    if let Some((span, digits)) = value(context, "SIZE")
        && digits.len() <= 20
        && digits.iter().all(u8::is_ascii_digit)
    {
        // Twenty digits may exceed 64 bits; no limit does.
        let size = context.command.text(span).parse().unwrap_or(u64::MAX);
        if size > limit {
            findings
                .add(span)
                .value("size", size.to_string())
                .value("limit", limit.to_string());
        }
    }
}
