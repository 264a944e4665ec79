//! A header line of spaces, or a continuation of nothing.
//!
//! # What it checks
//! That no line of the header has spaces only, and that the first one does not begin with a space.
//!
//! # Why it matters
//! A line that looks blank and is not does not end the header: the text behind it is read as header.

use super::{MOST_FINDINGS, reply_of_submission};
use crate::diagnostic::{ExpectedReply, Severity};
use crate::message::HeaderFaultKind;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "bad-folding",
    spec: "M013",
    family: Family::Message,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[Reference::new(5322, "3.2.2"), Reference::new(5322, "2.2.3")],
    reply: Some(ExpectedReply {
        code: 554,
        enhanced: "5.6.0",
        text: "Message is not well formed",
    }),
    check: Check::Content(check),
    wrong: Example::new(
        Start::Header,
        "\
C= \" \\r\\n\"
C: Hello
C: .
",
    ),
    right: Example::new(
        Start::Header,
        "\
C:
C: Hello
C: .
",
    ),
};

fn check(context: &ContentContext<'_>, findings: &mut Findings<'_>) {
    let header = &context.message.header;
    for fault in header.faults.iter().take(MOST_FINDINGS) {
        let mut found = match fault.kind {
            HeaderFaultKind::OnlySpace => findings.add(fault.span).value("kind", "only-space"),
            HeaderFaultKind::NothingToContinue => findings
                .add(fault.span)
                .value("kind", "nothing-to-continue"),
            HeaderFaultKind::NoField | HeaderFaultKind::SpaceBeforeColon => continue,
        };
        // Where the text follows, the blank line was meant.
        if header.body_start.saturating_sub(fault.span.range().end) <= 2 {
            found = found.fix(fault.span, "");
        }
        reply_of_submission(context, found);
    }
}
