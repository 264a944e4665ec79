//! A CR or a LF alone in the message.
//!
//! # What it checks
//! That CR and LF stand in the message only as the pair CR LF.
//!
//! # Why it matters
//! What one server takes for the end of a line, the next does not. Strict servers refuse such a message; others change
//! it.

use super::is_binary;
use crate::data::NoticeKind;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::message::header_injection;
use crate::rules::{Check, ContentContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "bare-line-end-in-message",
    spec: "D003",
    family: Family::Data,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[
        Reference::new(5321, "2.3.8"),
        Reference::new(5321, "4.1.1.4"),
    ],
    reply: Some(ExpectedReply {
        code: 554,
        enhanced: "5.6.0",
        text: "Message has a bare CR or LF in it",
    }),
    check: Check::Content(check),
    wrong: Example::new(
        Start::Header,
        "\
C:
C= \"Hello\\nBob\\r\\n\"
C: .
",
    ),
    right: Example::new(
        Start::Header,
        "\
C:
C: Hello
C: Bob
C: .
",
    ),
};

fn check(context: &ContentContext<'_>, findings: &mut Findings<'_>) {
    if is_binary(context) {
        return;
    }
    let notices = context.decoder.notices();
    let bare = notices.iter().find(|notice| {
        let is_bare = matches!(
            notice.kind,
            NoticeKind::BareCarriageReturn | NoticeKind::BareLineFeed
        );
        // What a more telling rule is about is left to it.
        is_bare
            && !header_injection::is_injection(context, notice.span)
            && !notices.iter().any(|other| {
                matches!(other.kind, NoticeKind::FakeEnd(_))
                    && other.span.contains(notice.span.range().start)
            })
    });
    if let Some(bare) = bare {
        let counts = context.decoder.counts();
        let (kind, count) = if bare.kind == NoticeKind::BareLineFeed {
            ("LF", counts.bare_line_feeds)
        } else {
            ("CR", counts.bare_carriage_returns)
        };
        findings
            .add(bare.span)
            .value("kind", kind)
            .value("count", count.to_string());
    }
}
