//! Text behind the header without a blank line between them.
//!
//! # What it checks
//! That a blank line stands between the header and the text.
//!
//! # Why it matters
//! Without it the text is read as header: it is lost, or the message is refused.

use super::reply_of_submission;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::message::HeaderEnd;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-blank-line",
    spec: "M004",
    family: Family::Message,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[Reference::new(5322, "2.1")],
    reply: Some(ExpectedReply {
        code: 554,
        enhanced: "5.6.0",
        text: "Message is not well formed",
    }),
    check: Check::Content(check),
    wrong: Example::new(
        Start::Header,
        "\
C: Hello Bob
C: .
",
    ),
    right: Example::new(
        Start::Header,
        "\
C:
C: Hello Bob
C: .
",
    ),
};

fn check(context: &ContentContext<'_>, findings: &mut Findings<'_>) {
    let header = &context.message.header;
    let HeaderEnd::Text(line) = header.end else {
        return;
    };
    let has_header = !header.fields.is_empty();
    let found = findings
        .add(line)
        .value("header", if has_header { "some" } else { "none" })
        .fix(Span::at(header.body_start), "\r\n");
    reply_of_submission(context, found);
}
