//! Parts that are not divided as they should be.
//!
//! # What it checks
//! That a multipart message names a boundary of at most 70 characters, that lines with it begin and end the parts, and
//! that each part has a blank line before its text.
//!
//! # Why it matters
//! Readers show one part, or none, or the raw text.

use super::MOST_FINDINGS;
use crate::diagnostic::Severity;
use crate::message::StructureFault;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule, Stage};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "broken-multipart",
    spec: "M016",
    family: Family::Message,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[Reference::new(2046, "5.1.1")],
    reply: None,
    check: Check::Content(check),
    wrong: Example::new(
        Start::Header,
        "\
C: MIME-Version: 1.0
C: Content-Type: multipart/mixed; boundary=next
C:
C: --next
C:
C: Hello
C: .
",
    ),
    right: Example::new(
        Start::Header,
        "\
C: MIME-Version: 1.0
C: Content-Type: multipart/mixed; boundary=next
C:
C: --next
C:
C: Hello
C: --next--
C: .
",
    ),
};

fn check(context: &ContentContext<'_>, findings: &mut Findings<'_>) {
    for (fault, span) in context.message.structure.faults.iter().take(MOST_FINDINGS) {
        let is_open = matches!(
            fault,
            StructureFault::NeverOpened | StructureFault::NeverClosed
        );
        if is_open && context.stage == Stage::Draft {
            continue;
        }
        let found = findings.add(*span);
        match fault {
            StructureFault::NoBoundary => found.value("kind", "no-boundary"),
            StructureFault::BadBoundary => found.value("kind", "bad-boundary"),
            StructureFault::NeverOpened => found.value("kind", "never-opened"),
            StructureFault::NeverClosed => {
                let boundary = context.message.text(*span);
                let boundary = boundary.trim_matches('"');
                found
                    .value("kind", "never-closed")
                    .value("boundary", boundary)
                    .fix(
                        Span::at(context.content.len()),
                        format!("--{boundary}--\r\n"),
                    )
            }
            StructureFault::NoBlankLine => found.value("kind", "no-blank-line"),
        };
    }
}
