//! A line in the header that is no field.
//!
//! # What it checks
//! That every line of the header is a name, a colon right behind it and a value, or begins with a space and continues
//! the line before.
//!
//! # Why it matters
//! Readers stop at such a line, or skip it: what follows may be shown as text.

use super::{MOST_FINDINGS, reply_of_submission};
use crate::diagnostic::{ExpectedReply, Severity};
use crate::message::HeaderFaultKind;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "bad-header-line",
    spec: "M005",
    family: Family::Message,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[Reference::new(5322, "2.2")],
    reply: Some(ExpectedReply {
        code: 554,
        enhanced: "5.6.0",
        text: "Message is not well formed",
    }),
    check: Check::Content(check),
    wrong: Example::new(
        Start::Header,
        "\
C: Subject : Hello
C:
C: Hello
C: .
",
    ),
    right: Example::new(
        Start::Header,
        "\
C: Subject: Hello
C:
C: Hello
C: .
",
    ),
};

fn check(context: &ContentContext<'_>, findings: &mut Findings<'_>) {
    let faults = &context.message.header.faults;
    for fault in faults.iter().take(MOST_FINDINGS) {
        let found = match fault.kind {
            HeaderFaultKind::NoField => findings.add(fault.span).value("kind", "no-field"),
            HeaderFaultKind::SpaceBeforeColon => findings
                .add(fault.span)
                .value("kind", "space")
                .fix(fault.span, ""),
            HeaderFaultKind::NothingToContinue | HeaderFaultKind::OnlySpace => continue,
        };
        reply_of_submission(context, found);
    }
}
