//! A lone dot between line ends that are none.
//!
//! # What it checks
//! That no dot stands alone between two line ends of which one is not CR LF.
//!
//! # Why it matters
//! It does not end the message. A server that takes it for the end reads what follows as commands: that is how a second
//! mail is smuggled past the first server, which never looked at it.

use crate::command::Command;
use crate::data::{FakeEnd, NoticeKind};
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule};
use crate::span::Span;
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "fake-end-of-data",
    spec: "D002",
    family: Family::Data,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[
        Reference::new(5321, "4.1.1.4"),
        Reference::new(5321, "2.3.8"),
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
C: Hello
C= \"\\n.\\r\\n\"
C: Hello again
C: .
",
    ),
    right: Example::new(
        Start::Header,
        "\
C:
C: Hello
C: ..
C: Hello again
C: .
",
    ),
};

fn check(context: &ContentContext<'_>, findings: &mut Findings<'_>) {
    for notice in context.decoder.notices() {
        let NoticeKind::FakeEnd(kind) = notice.kind else {
            continue;
        };
        let Some(form) = form(kind) else { continue };
        let found = findings.add(notice.span).value("form", form);
        if let Some(command) = command_behind(context, notice.span.range().end) {
            found.related(command);
        }
    }
}

/// How the end is written; nothing for the one that is a mistake in typing and no attack.
const fn form(kind: FakeEnd) -> Option<&'static str> {
    Some(match kind {
        FakeEnd::LfDotLf => "LF . LF",
        FakeEnd::LfDotCrLf => "LF . CR LF",
        FakeEnd::CrDotCr => "CR . CR",
        FakeEnd::CrLfDotLf => "CR LF . LF",
        FakeEnd::CrLfDotCr => "CR LF . CR",
        FakeEnd::CrCrLfDotCrCrLf => "CR CR LF . CR CR LF",
        FakeEnd::Mixed => "CR . LF",
        FakeEnd::DotSpace => return None,
    })
}

/// The line that follows, where it is a command: the envelope of the mail that would be smuggled.
fn command_behind(context: &ContentContext<'_>, start: usize) -> Option<Span> {
    let line = context
        .message
        .lines(Span::new(start, context.content.len()))
        .next()?;
    let command = Command::read(context.message.of(line.span));
    (command.verb != Verb::Other).then_some(line.span)
}
