//! A line of the message with more than 998 octets before its CR LF.
//!
//! # What it checks
//! That no line of the message has more than 1000 octets with its CR LF. A stuffed dot does not count. A message of
//! BODY=BINARYMIME has no lines.
//!
//! # Why it matters
//! Every server takes 1000 octets a line. Longer ones are refused, or broken in two, which spoils signatures and
//! encodings.

use crate::data::{NoticeKind, TEXT_LINE};
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start, eight_times};
use crate::rules::{Check, ContentContext, Family, Findings, Packing, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "text-line-too-long",
    spec: "L012",
    family: Family::Framing,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[
        Reference::new(5321, "4.5.3.1.6"),
        Reference::new(5322, "2.1.1"),
    ],
    reply: Some(ExpectedReply::new(
        500,
        "5.6.0",
        "A line of the message is too long",
    )),
    check: Check::Content(check),
    wrong: Example::new(Start::Data, LONG),
    right: Example::new(Start::Data, SHORT),
};

macro_rules! message {
    ($line:expr) => {
        concat!(
            "C: From: ann@example.org\nC: Date: Mon, 23 Nov 2026 10:00:00 +0000\n",
            "C: Message-ID: <1@client.example.org>\nC: To: bob@example.com\nC:\nC: ",
            $line,
            "\nC: .\n"
        )
    };
}
const LONG: &str = message!(eight_times!(eight_times!("sixteen letters ")));
const SHORT: &str = message!("sixteen letters");

fn check(context: &ContentContext<'_>, findings: &mut Findings<'_>) {
    let binary = context
        .transaction
        .and_then(|transaction| transaction.parameter("BODY"))
        .is_some_and(|body| body.eq_ignore_ascii_case(b"BINARYMIME"));
    if binary {
        return;
    }
    let most = usize::try_from(TEXT_LINE).unwrap_or(usize::MAX);
    let long = context
        .decoder
        .notices()
        .iter()
        .filter(|notice| notice.kind == NoticeKind::LongLine);
    for notice in long.take(super::FINDINGS_KEPT) {
        let line = notice.span.of(context.content);
        let stuffed = context.packing == Packing::Stuffed && line.first() == Some(&b'.');
        let length = line.len() - usize::from(stuffed);
        let excess = length.saturating_sub(most);
        let end = notice.span.range().end - LINE_END.min(line.len());
        findings
            .add(Span::new(end.saturating_sub(excess), end))
            .value("length", length.to_string())
            .value("limit", most.to_string());
    }
}

/// CR LF, which counts.
const LINE_END: usize = 2;
