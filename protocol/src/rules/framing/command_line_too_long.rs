//! A command line longer than the server has to take.
//!
//! # What it checks
//! That a command with its CR LF has at most 512 octets, and MAIL and RCPT as many more as the announced extensions
//! add. AUTH with a response has a rule of its own.
//!
//! # Why it matters
//! Every server takes lines up to that length. A longer one is refused by some and cut short by others.

use crate::command::Arguments;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::extension::COMMAND_LINE;
use crate::reference::Reference;
use crate::rules::example::{Example, Start, eight_times};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "command-line-too-long",
    spec: "L005",
    family: Family::Framing,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[Reference::new(5321, "4.5.3.1.4")],
    reply: Some(ExpectedReply::new(500, "5.5.2", "Line too long")),
    check: Check::Command(check),
    wrong: Example::new(
        Start::Ready,
        concat!("C: NOOP ", eight_times!(eight_times!("aaaaaaaa")), "\n"),
    ),
    right: Example::new(Start::Ready, "C: NOOP aaaa\n"),
};

/// CR LF, which counts.
const LINE_END: usize = 2;

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    if matches!(
        command.arguments,
        Arguments::Auth {
            initial: Some(_),
            ..
        }
    ) {
        return;
    }
    let limit = context
        .session
        .capabilities
        .as_ref()
        .map_or(COMMAND_LINE, |capabilities| {
            capabilities.command_line_limit(command.verb)
        });
    let length = command.line.len() + context.dropped + LINE_END;
    if length <= limit {
        return;
    }
    let kept = (limit - LINE_END).min(command.line.len());
    let found = findings
        .add(Span::new(kept, command.line.len()))
        .value("length", length.to_string())
        .value("limit", limit.to_string());
    if context.session.joined_late && context.session.capabilities.is_none() {
        found.undecidable();
    }
}
