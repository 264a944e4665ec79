//! A CR inside a line, with no LF behind it.
//!
//! # What it checks
//! That CR occurs in a command line only as the first half of its ending.
//!
//! # Why it matters
//! CR and LF belong together. Where one program takes a lone CR for the end of a line and another does not, the two
//! see different commands.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "bare-carriage-return",
    spec: "L002",
    family: Family::Framing,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "2.3.8")],
    reply: Some(ExpectedReply::new(
        500,
        "5.5.2",
        "A CR stands alone in the line",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C= \"NO\\rOP\\r\\n\"\n"),
    right: Example::new(Start::Ready, "C= \"NOOP\\r\\n\"\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    for span in super::runs(context.command.line, |octet, _| octet == b'\r') {
        findings.add(span).fix(span, "");
    }
}
