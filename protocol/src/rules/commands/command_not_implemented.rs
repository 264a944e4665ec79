//! A reply of 502 to a command that servers may leave out.
//!
//! # What it checks
//! Whether the server answers 502 to a command that is neither mandatory nor tied to an extension.
//!
//! # Why it matters
//! 502 says that the server knows the command and does not offer it. That is its right, and nothing else changes.

use crate::command::Command;
use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, Family, Findings, ReplyContext, Rule};
use crate::span::Span;
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "command-not-implemented",
    spec: "C002",
    family: Family::Commands,
    strict: Severity::Info,
    practice: Severity::Info,
    references: &[Reference::new(5321, "4.2.4")],
    reply: None,
    check: Check::Reply(check),
    wrong: Example::new(
        Start::Ready,
        "C: HELP\nS: 502 5.5.1 Command not implemented\n",
    ),
    right: Example::new(Start::Ready, "C: HELP\nS: 214 2.0.0 See RFC 5321\n"),
};

fn check(context: &ReplyContext<'_>, findings: &mut Findings<'_>) {
    let Some(pending) = context
        .answers
        .filter(|_| context.reply.code() == Some(502))
    else {
        return;
    };
    let verb = Command::read(&pending.line).verb;
    if verb != Verb::Other && verb.extension().is_none() && !MANDATORY.contains(&verb) {
        findings.add(Span::new(0, 3)).value("verb", verb.name());
    }
}

/// What every server has to take (RFC 5321 §4.5.1); other rules judge a server that does not.
const MANDATORY: &[Verb] = &[
    Verb::Ehlo,
    Verb::Helo,
    Verb::Mail,
    Verb::Rcpt,
    Verb::Data,
    Verb::Rset,
    Verb::Noop,
    Verb::Quit,
    Verb::Vrfy,
];
