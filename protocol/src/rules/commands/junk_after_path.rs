//! Something stuck to the end of the path.
//!
//! # What it checks
//! That a space or the end of the line follows the `>` of the path.
//!
//! # Why it matters
//! Parameters are parted from the path by a space. What is stuck to it belongs to neither.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::parameter;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "junk-after-path",
    spec: "C011",
    family: Family::Commands,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.1.2")],
    reply: Some(ExpectedReply::new(
        501,
        "5.5.4",
        "Something is stuck to the path",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: MAIL FROM:<ann@example.org>SIZE=10\n"),
    right: Example::new(Start::Ready, "C: MAIL FROM:<ann@example.org> SIZE=10\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let Some(junk) = command.envelope().and_then(|envelope| envelope.junk) else {
        return;
    };
    if super::several(command) || super::bracket_inside(command) {
        return;
    }
    let text = command.text(junk);
    let word = text.trim_start_matches([',', ';', ' ', '\t']);
    let name = word.split('=').next().unwrap_or_default();
    let found = findings.add(junk).value("junk", text.trim());
    if parameter::find_any(name).is_some() {
        found.fix(junk, format!(" {word}"));
    } else {
        found.fix(junk, "");
    }
}
