//! MAIL TO: or RCPT FROM:.
//!
//! # What it checks
//! That MAIL is followed by FROM and RCPT by TO.
//!
//! # Why it matters
//! The verb decides whether the address is the sender or a recipient; the second word only confirms it, and must fit.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::phase::Step;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "swapped-keyword",
    spec: "C012",
    family: Family::Commands,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[
        Reference::new(5321, "4.1.1.2"),
        Reference::new(5321, "4.1.1.3"),
    ],
    reply: Some(ExpectedReply::new(
        501,
        "5.5.4",
        "MAIL goes with FROM:, RCPT with TO:",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: MAIL TO:<bob@example.com>\n"),
    right: Example::new(Start::Ready, "C: MAIL FROM:<bob@example.com>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let Some(keyword) = command.envelope().and_then(|envelope| envelope.keyword) else {
        return;
    };
    let (swapped, right) = match command.step() {
        Step::Mail => (&b"TO"[..], "FROM"),
        Step::Recipient => (&b"FROM"[..], "TO"),
        _ => return,
    };
    if command.of(keyword).eq_ignore_ascii_case(swapped) {
        findings
            .add(keyword)
            .value("verb", command.verb.name())
            .value("keyword", command.text(keyword))
            .value("right", right)
            .fix(keyword, right);
    }
}
