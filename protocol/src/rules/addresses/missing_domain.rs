//! An address without a domain.
//!
//! # What it checks
//! That a mailbox has an `@` and a domain behind it. `RCPT TO:<Postmaster>` is the one exception.
//!
//! # Why it matters
//! A server does not guess the domain. It may add its own, and then the mail goes where nobody meant it to go.

use crate::address::is_postmaster;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::addresses::{bad_path, mailbox};
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-domain",
    spec: "A002",
    family: Family::Addresses,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.1.2")],
    reply: Some(ExpectedReply::new(
        501,
        "5.1.7",
        "The address has no domain",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Mail, "C: RCPT TO:<bob>\n"),
    right: Example::new(Start::Mail, "C: RCPT TO:<bob@example.com>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let Some(mailbox) = mailbox(context) else {
        return;
    };
    let local = command.of(mailbox.local);
    let missing = mailbox.domain.is_none_or(Span::is_empty);
    let no_at = mailbox.domain.is_none();
    let postmaster = no_at && command.verb == Verb::Rcpt && is_postmaster(local);
    // A quote that does not close swallows the `@`, and has its own rule.
    let open_quote = no_at && local.contains(&b'"');
    let excused = local.is_empty() || postmaster || open_quote;
    if missing && !excused {
        let found = findings
            .add(Span::at(mailbox.span.range().end))
            .related(mailbox.span)
            .value("address", command.text(mailbox.span))
            .reply(bad_path(command.verb, "The address has no domain"));
        if local.trim_ascii().is_empty() && command.verb == Verb::Mail {
            // The null reverse-path has no space in it.
            found.fix(mailbox.span, "");
        }
    }
}
