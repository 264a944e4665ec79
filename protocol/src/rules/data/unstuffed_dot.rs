//! A line of the message that begins with a single dot.
//!
//! # What it checks
//! That a line which begins with a dot begins with two on the wire.
//!
//! # Why it matters
//! The server takes the first dot away from every line that has more behind it, so the line arrives without its dot; and
//! a line of one dot alone ends the message.

use crate::data::NoticeKind;
use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Packing, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unstuffed-dot",
    spec: "D001",
    family: Family::Data,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference {
        rfc: 5321,
        section: "4.5.2",
    }],
    reply: None,
    check: Check::Content(check),
    wrong: Example::new(Start::Header, "C:\nC: .hidden\nC: .\n"),
    right: Example::new(Start::Header, "C:\nC: ..hidden\nC: .\n"),
};

fn check(context: &ContentContext<'_>, findings: &mut Findings<'_>) {
    if context.packing != Packing::Stuffed {
        return;
    }
    let content = context.content;
    let ends = memchr::memchr_iter(b'\n', content)
        .filter(|end| content[..*end].ends_with(b"\r"))
        .map(|end| end + 1);
    for start in std::iter::once(0).chain(ends) {
        let line = content.get(start..).unwrap_or_default();
        if line.first() == Some(&b'.')
            && line.get(1) != Some(&b'.')
            && !seems_an_end(context, start)
        {
            findings
                .add(Span::new(start, start + 1))
                .fix(Span::at(start), ".");
        }
    }
}

/// Whether some server takes this dot for the end; that is said by rules of its own.
fn seems_an_end(context: &ContentContext<'_>, dot: usize) -> bool {
    let notices = context.decoder.notices();
    notices
        .iter()
        .any(|notice| matches!(notice.kind, NoticeKind::FakeEnd(_)) && notice.span.contains(dot))
}
