//! In LMTP, not as many replies to a message as recipients were accepted.
//!
//! # What it checks
//! That the end of a message gets one reply for each RCPT that was accepted, in that order.
//!
//! # Why it matters
//! Each reply is the fate of one recipient. With one too few or too many, mails are lost or sent twice.

use crate::code::{self, Step as Answered};
use crate::command::Command;
use crate::diagnostic::Severity;
use crate::phase::{Phase, Step};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, Family, Findings, ReplyContext, Rule};
use crate::session::{Mode, Pending};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "lmtp-reply-count",
    spec: "R016",
    family: Family::Replies,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(2033, "4.2"), Reference::new(2033, "4.3")],
    reply: None,
    check: Check::Reply(check),
    wrong: Example::new(
        Start::Nothing,
        "\
# mode: lmtp
S: 220 lmtp.example.com LMTP
C: LHLO mx.example.com
S: 250-lmtp.example.com
S: 250-PIPELINING
S: 250 ENHANCEDSTATUSCODES
C: MAIL FROM:<ann@example.org>
S: 250 2.1.0 Ok
C: RCPT TO:<bob@example.com>
S: 250 2.1.5 Ok
C: DATA
S: 354 Go on
C: From: Ann <ann@example.org>
C: To: Bob <bob@example.com>
C: Date: Mon, 23 Nov 2026 10:00:00 +0000
C: Message-ID: <1@client.example.org>
C:
C: Hello
C: .
S: 250 2.0.0 Ok
S: 250 2.0.0 Ok
",
    ),
    right: Example::new(
        Start::Nothing,
        "\
# mode: lmtp
S: 220 lmtp.example.com LMTP
C: LHLO mx.example.com
S: 250-lmtp.example.com
S: 250-PIPELINING
S: 250 ENHANCEDSTATUSCODES
C: MAIL FROM:<ann@example.org>
S: 250 2.1.0 Ok
C: RCPT TO:<bob@example.com>
S: 250 2.1.5 Ok
C: RCPT TO:<cat@example.com>
S: 250 2.1.5 Ok
C: DATA
S: 354 Go on
C: From: Ann <ann@example.org>
C: To: Bob <bob@example.com>, cat@example.com
C: Date: Mon, 23 Nov 2026 10:00:00 +0000
C: Message-ID: <1@client.example.org>
C:
C: Hello
C: .
S: 250 2.0.0 Ok
S: 452 4.2.2 Full
",
    ),
};

fn check(context: &ReplyContext<'_>, findings: &mut Findings<'_>) {
    let kind = if is_one_too_many(context) {
        "many"
    } else if is_for_the_next(context) {
        "few"
    } else {
        return;
    };
    findings.add(Span::new(0, 3)).value("kind", kind);
}

/// Whether nothing is asked, and the last thing answered was a message.
pub(super) fn is_one_too_many(context: &ReplyContext<'_>) -> bool {
    let session = context.session;
    session.mode == Mode::Lmtp
        && context.answers.is_none()
        && session.phase != Phase::Connected
        && context.reply.code().is_some_and(|code| code != 421)
        && matches!(session.last_step, Some(Step::EndOfData | Step::LastChunk))
}

/// Whether more replies to a message are due, and this one can only be for the command behind it.
pub(super) fn is_for_the_next(context: &ReplyContext<'_>) -> bool {
    let session = context.session;
    let is_message = |pending: &Pending| matches!(pending.step, Step::EndOfData | Step::LastChunk);
    let (Some(code), Some(next)) = (context.reply.code(), session.pending.get(1)) else {
        return false;
    };
    session.mode == Mode::Lmtp
        && context.answers.is_some_and(is_message)
        && !code::expected(Answered::Message).contains(code)
        && code::expected(Answered::Command(Command::read(&next.line).verb)).contains(code)
}
