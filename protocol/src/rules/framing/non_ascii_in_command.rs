//! A character beyond ASCII in a command.
//!
//! # What it checks
//! That verbs, keywords, parameters and texts are ASCII. Addresses and the name behind EHLO have rules of their own;
//! with SMTPUTF8 the values of parameters, and what follows VRFY and EXPN, may be UTF-8.
//!
//! # Why it matters
//! The command set of SMTP is ASCII. SMTPUTF8 opens the addresses and a few values, nothing else.

use crate::command::Arguments;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "non-ascii-in-command",
    spec: "L004",
    family: Family::Framing,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "2.4"), Reference::new(5321, "4.1.2")],
    reply: Some(ExpectedReply::new(
        500,
        "5.5.2",
        "Only ASCII is allowed here",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: NOOP héllo\n"),
    right: Example::new(Start::Ready, "C: NOOP hello\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    if context.command.line.is_ascii() {
        return;
    }
    let command = context.command;
    let mut place = 0;
    let mut beyond: Vec<Span> = Vec::new();
    for chunk in command.line.utf8_chunks() {
        for character in chunk.valid().chars() {
            let span = Span::new(place, place + character.len_utf8());
            place += character.len_utf8();
            if character.is_ascii() || has_its_own_rule(context, span) {
                continue;
            }
            match beyond.last_mut().filter(|last| last.end == span.start) {
                Some(last) => last.end = span.end,
                None => beyond.push(span),
            }
        }
        place += chunk.invalid().len();
    }
    for span in beyond.into_iter().take(super::FINDINGS_KEPT) {
        findings.add(span).value("text", command.text(span));
    }
}

/// Whether what stands here is for other rules to judge, or fine.
fn has_its_own_rule(context: &CommandContext<'_>, span: Span) -> bool {
    let command = context.command;
    let character = command.text(span).chars().next().unwrap_or_default();
    let at = span.range().start;
    if super::pasted_typography::plain(character).is_some() || super::is_secret(context, at) {
        return true;
    }
    match &command.arguments {
        Arguments::Envelope(envelope) => {
            let address = envelope.path.is_some_and(|path| path.span.contains(at));
            let value = envelope
                .parameters
                .iter()
                .any(|parameter| parameter.value.is_some_and(|value| value.contains(at)));
            address || (value && context.uses_smtputf8())
        }
        Arguments::Hello { name, .. } => name.contains(at),
        Arguments::Words => {
            let names_a_mailbox = matches!(command.verb, Verb::Vrfy | Verb::Expn);
            names_a_mailbox && context.uses_smtputf8() && command.rest.contains(at)
        }
        _ => false,
    }
}
