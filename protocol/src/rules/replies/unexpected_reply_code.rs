//! A code that does not answer this command.
//!
//! # What it checks
//! That the code is one that may answer the command, or one that may answer any.
//!
//! # Why it matters
//! A client goes by the first digit all the same. But a yes to what cannot be done, or another yes than expected, is a
//! server that does not follow, or a transcript with a line too many or too few.

use super::{answered, is_refused_mandatory};
use crate::code::{self, Expected, Step};
use crate::command::Command;
use crate::diagnostic::Severity;
use crate::phase::Phase;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, Family, Findings, ReplyContext, Rule};
use crate::span::Span;
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unexpected-reply-code",
    spec: "R007",
    family: Family::Replies,
    strict: Severity::Warning,
    practice: Severity::Info,
    references: &[Reference::new(5321, "4.3.2")],
    reply: None,
    check: Check::Reply(check),
    wrong: Example::new(
        Start::Recipients,
        "\
C: DATA
S: 250 2.0.0 Ok
",
    ),
    right: Example::new(
        Start::Recipients,
        "\
C: DATA
S: 354 Go on
",
    ),
};

fn check(context: &ReplyContext<'_>, findings: &mut Findings<'_>) {
    let (Some(code), Some(step)) = (context.reply.code(), answered(context)) else {
        return;
    };
    let expected = code::expected(step);
    if code::category(code).is_none()
        || expected.contains(code)
        || is_refused_mandatory(context)
        || is_private(context, step)
        || turns_everybody_away(context, code)
        || super::lmtp_reply_count::is_for_the_next(context)
    {
        return;
    }
    let found = findings
        .add(Span::new(0, 3))
        .value("code", code.to_string())
        .value("step", name(step))
        .value("expected", list(&expected));
    // The first digit is what a client goes by.
    if class_is_expected(&expected, code) {
        found.severity(Severity::Info);
    }
}

/// Whether the command is one that the server made up and announced: only it knows the answers.
fn is_private(context: &ReplyContext<'_>, step: Step) -> bool {
    if step != Step::Command(Verb::Other) {
        return false;
    }
    let line = context.answers.map(|answers| Command::read(&answers.line));
    line.is_some_and(|command| {
        let verb = command.text(command.verb_span);
        context.session.announces(&verb) == Some(true)
    })
}

/// Whether the server says to every command what it greeted with: 503 behind a refusal (RFC 5321 §3.1), 521 behind 521
/// (RFC 7504 §3).
fn turns_everybody_away(context: &ReplyContext<'_>, code: u16) -> bool {
    match context.session.phase {
        Phase::Refused => code == 503,
        Phase::NoService => code == 521,
        _ => false,
    }
}

fn class_is_expected(expected: &Expected, code: u16) -> bool {
    [
        expected.success,
        expected.intermediate,
        expected.error,
        code::ANY,
    ]
    .iter()
    .flat_map(|codes| codes.iter())
    .any(|known| known / 100 == code / 100)
}

/// What was answered, in the words of the conversation.
fn name(step: Step) -> &'static str {
    match step {
        Step::Greeting => "greeting",
        Step::Command(Verb::Other) => "unknown",
        Step::Command(verb) => verb.name(),
        Step::Message => "message",
        Step::Authentication => "authentication",
    }
}

fn list(expected: &Expected) -> String {
    let codes: Vec<String> = expected
        .success
        .iter()
        .chain(expected.intermediate)
        .map(u16::to_string)
        .collect();
    codes.join(", ")
}
