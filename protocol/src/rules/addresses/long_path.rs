//! A path of more than 256 octets.
//!
//! # What it checks
//! That the path with its brackets, and a source route if it has one, has at most 256 octets.
//!
//! # Why it matters
//! Every server takes 256. A local part or a domain that is too long by itself is named alone.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::addresses::{bad_path, long_domain, long_local_part, mailbox};
use crate::rules::example::eight_times;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "long-path",
    spec: "A005",
    family: Family::Addresses,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[Reference::new(5321, "4.5.3.1.3")],
    reply: Some(ExpectedReply::new(501, "5.1.7", "Path too long")),
    check: Check::Command(check),
    wrong: Example::new(
        Start::Ready,
        concat!(
            "C: MAIL FROM:<",
            eight_times!("ann.an."),
            "a@",
            eight_times!("an.example.of.a.long.name."),
            "org>\n"
        ),
    ),
    right: Example::new(Start::Ready, "C: MAIL FROM:<ann@example.org>\n"),
};

/// Octets of a path, brackets and route included, that every server takes.
const MOST: usize = 256;

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let Some((path, mailbox)) = context.command.path().zip(mailbox(context)) else {
        return;
    };
    let length = path.span.len();
    let long_part = mailbox.local.len() > long_local_part::MOST
        || mailbox
            .domain
            .is_some_and(|domain| domain.len() > long_domain::MOST);
    if length > MOST && !long_part {
        findings
            .add(path.span)
            .value("length", length.to_string())
            .value("limit", MOST.to_string())
            .reply(bad_path(context.command.verb, "Path too long"));
    }
}
