//! A NUL octet in the message.
//!
//! # What it checks
//! That no octet of the message is zero, unless MAIL said BODY=BINARYMIME.
//!
//! # Why it matters
//! Many programs take it for the end of the text: they cut the message there, or refuse it.

use super::is_binary;
use crate::data::NoticeKind;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "nul-in-message",
    spec: "D007",
    family: Family::Data,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5322, "2.1"), Reference::new(5321, "4.5.2")],
    reply: Some(ExpectedReply {
        code: 554,
        enhanced: "5.6.0",
        text: "Message has a NUL in it",
    }),
    check: Check::Content(check),
    wrong: Example::new(
        Start::Header,
        "\
C:
C= \"Hello\\x00Bob\\r\\n\"
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
    if is_binary(context) {
        return;
    }
    let nul = context
        .decoder
        .notices()
        .iter()
        .find(|notice| notice.kind == NoticeKind::Nul);
    if let Some(nul) = nul {
        findings
            .add(nul.span)
            .value("count", context.decoder.counts().nuls.to_string())
            .fix(nul.span, "");
    }
}
