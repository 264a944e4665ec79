//! Octets in a reply that are no printable ASCII.
//!
//! # What it checks
//! That replies have ASCII and tabs only; UTF-8 where the client said SMTPUTF8.
//!
//! # Why it matters
//! A client may show other things than were meant, or be led astray by control characters.

use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, Family, Findings, ReplyContext, Rule};
use crate::session::Pending;
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "non-ascii-reply",
    spec: "R006",
    family: Family::Replies,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[Reference::new(5321, "4.2"), Reference::new(6531, "3.7.4.2")],
    reply: None,
    check: Check::Reply(check),
    wrong: Example::new(
        Start::Ready,
        "\
C: NOOP
S: 250 2.0.0 Schön
",
    ),
    right: Example::new(
        Start::Ready,
        "\
C: NOOP
S: 250 2.0.0 Fine
",
    ),
};

fn check(context: &ReplyContext<'_>, findings: &mut Findings<'_>) {
    let utf8_agreed = said_smtputf8(context);
    for (start, line) in context.reply.placed_lines() {
        let text = &line.line.bytes;
        let wrong = |byte: &u8| !matches!(byte, b'\t' | 0x20..=0x7e);
        let Some(at) = text.iter().position(wrong) else {
            continue;
        };
        let is_control = text.iter().any(u8::is_ascii_control);
        if utf8_agreed && !is_control && std::str::from_utf8(text).is_ok() {
            continue;
        }
        let length = text
            .get(at..)
            .unwrap_or_default()
            .iter()
            .take_while(|byte| wrong(byte))
            .count();
        let is_control = text.get(at).is_some_and(u8::is_ascii_control);
        findings
            .add(Span::new(start + at, start + at + length))
            .value("kind", if is_control { "control" } else { "eight-bit" });
        return;
    }
}

/// Whether the client said, in this command or in MAIL, that it reads UTF-8.
fn said_smtputf8(context: &ReplyContext<'_>) -> bool {
    let in_command = context.answers.is_some_and(|answers: &Pending| {
        answers
            .line
            .split(|byte| *byte == b' ')
            .any(|word| word.eq_ignore_ascii_case(b"SMTPUTF8"))
    });
    in_command
        || context
            .session
            .transaction
            .as_ref()
            .is_some_and(|transaction| transaction.has_parameter("SMTPUTF8"))
}
