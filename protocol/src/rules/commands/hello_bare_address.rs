//! An IP address without square brackets as the name of the client.
//!
//! # What it checks
//! That an address behind EHLO, HELO or LHLO, or behind a slip for one of them, stands in square brackets.
//!
//! # Why it matters
//! Without brackets it is read as a name, and there is no such name. An IPv6 address does not even look like one.

use crate::address::{is_ipv4, is_ipv6};
use crate::command::{Arguments, Command};
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;
use crate::verb::{self, Verb};

/// The rule.
pub const RULE: Rule = Rule {
    name: "hello-bare-address",
    spec: "C023",
    family: Family::Commands,
    strict: Severity::Warning,
    practice: Severity::Warning,
    references: &[Reference::new(5321, "4.1.3"), Reference::new(5321, "4.1.4")],
    reply: Some(ExpectedReply::new(
        501,
        "",
        "An address stands in square brackets",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Greeted, "C: EHLO 192.0.2.7\n"),
    right: Example::new(Start::Greeted, "C: EHLO [192.0.2.7]\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let Some((verb, name)) = hello(command) else {
        return;
    };
    let text = command.text(name);
    let (literal, is_a_name) = if is_ipv4(command.of(name)) {
        (format!("[{text}]"), true)
    } else if is_ipv6(command.of(name)) {
        (format!("[IPv6:{text}]"), false)
    } else {
        return;
    };
    let found = findings
        .add(name)
        .value("literal", literal.clone())
        .value("verb", verb.name());
    let found = match command.verb {
        // HELO takes no literal.
        Verb::Helo => found.fix(command.verb_span.to(name), format!("EHLO {literal}")),
        _ => found.fix(name, literal),
    };
    if !is_a_name {
        found.error(RULE.reply);
    }
}

/// The verb that greets, as it was meant, and the name behind it.
fn hello(command: &Command<'_>) -> Option<(Verb, Span)> {
    if let Arguments::Hello { name, .. } = command.arguments {
        return Some((command.verb, name));
    }
    let verb = verb::nearest(command.of(command.verb_span))?;
    let rest = command.of(command.rest);
    let end = rest.iter().position(|octet| matches!(octet, b' ' | b'\t'));
    let start = command.rest.range().start;
    let name = Span::new(start, start + end.unwrap_or(rest.len()));
    matches!(verb, Verb::Ehlo | Verb::Helo | Verb::Lhlo).then_some((verb, name))
}
