//! A control character in a command.
//!
//! # What it checks
//! That none of the octets 0 to 31 and 127 stands in a command. CR, LF and the TAB between two words have rules of
//! their own.
//!
//! # Why it matters
//! They are not seen on a screen and cannot be part of any command; mostly they come from an editing key that the
//! terminal sent on.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "control-character",
    spec: "L003",
    family: Family::Framing,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.1.2"), Reference::new(5321, "2.4")],
    reply: Some(ExpectedReply::new(
        500,
        "5.5.2",
        "A control character stands in the line",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C= \"NO\\x08OP\\r\\n\"\n"),
    right: Example::new(Start::Ready, "C: NOOP\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let path = command
        .envelope()
        .and_then(|envelope| envelope.path)
        .map(|path| path.span);
    let wanted = |octet: u8, place: usize| match octet {
        b'\r' => false,
        b'\t' => path.is_some_and(|path| path.contains(place)),
        _ => octet.is_ascii_control(),
    };
    for span in super::runs(command.line, wanted) {
        let octet = span.of(command.line).first().copied().unwrap_or_default();
        findings
            .add(span)
            .value("octet", octet.to_string())
            .fix(span, "");
    }
}
