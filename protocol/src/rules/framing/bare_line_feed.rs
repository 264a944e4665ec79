//! A line that ends with LF alone.
//!
//! # What it checks
//! That a command line ends with CR LF.
//!
//! # Why it matters
//! A server must not take a lone LF for the end of a line. Those that do can be made to see two mails where another
//! server sees one.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::line::Ending;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "bare-line-feed",
    spec: "L001",
    family: Family::Framing,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[
        Reference {
            rfc: 5321,
            section: "2.3.8",
        },
        Reference {
            rfc: 5321,
            section: "4.1.1.4",
        },
    ],
    reply: Some(ExpectedReply {
        code: 500,
        enhanced: "5.5.2",
        text: "Line ends with LF, not CR LF",
    }),
    check: Check::Line(check),
    wrong: Example::new(Start::Ready, "C= \"NOOP\\n\"\n"),
    right: Example::new(Start::Ready, "C= \"NOOP\\r\\n\"\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    if context.ending == Ending::BareLf {
        findings.add(Span::at(context.command.line.len()));
    }
}
