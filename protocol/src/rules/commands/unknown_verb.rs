//! A first word that no standard knows.
//!
//! # What it checks
//! That the line begins with a verb of RFC 5321, of a registered extension or of a vendor we know.
//!
//! # Why it matters
//! The server answers 500 and nothing happens. Mostly a letter is wrong, and the nearest verb is what was meant.

use crate::command::Command;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::commands::header_line_as_command::field_name;
use crate::rules::commands::http_request::is_request;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;
use crate::verb::{self, Verb};

/// The rule.
pub const RULE: Rule = Rule {
    name: "unknown-verb",
    spec: "C001",
    family: Family::Commands,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[
        Reference {
            rfc: 5321,
            section: "4.2.4",
        },
        Reference {
            rfc: 5321,
            section: "4.1.5",
        },
    ],
    reply: Some(ExpectedReply {
        code: 500,
        enhanced: "5.5.1",
        text: "Command not recognized",
    }),
    check: Check::Command(check),
    wrong: Example::new(Start::Greeted, "C: HELLO client.example.org\n"),
    right: Example::new(Start::Greeted, "C: EHLO client.example.org\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    if command.verb != Verb::Other || command.verb_span.is_empty() || is_named_elsewhere(command) {
        return;
    }
    let span = command.verb_span;
    let word = command.of(span);
    let found = findings.add(span).value("verb", command.text(span));
    let start = span.range().start;
    let before_colon = word
        .split(|octet| *octet == b':')
        .next()
        .unwrap_or_default();
    let glued = Span::new(start, start + before_colon.len());
    let has_colon = before_colon.len() < word.len();
    if let Some((_, verb, insert)) = LACKING
        .iter()
        .find(|(keyword, ..)| has_colon && before_colon.eq_ignore_ascii_case(keyword))
    {
        found
            .value("nearest", verb.name())
            .fix(Span::at(start), *insert);
    } else if let Some((_, verb, instead)) = GLUED
        .iter()
        .find(|(glued, ..)| before_colon.eq_ignore_ascii_case(glued))
    {
        found.value("nearest", verb.name()).fix(glued, *instead);
    } else if has_colon && Verb::recognise(before_colon) != Verb::Other {
        let verb = Verb::recognise(before_colon).name();
        let colon = Span::new(glued.range().end, glued.range().end + 1);
        let instead = if colon.range().end == span.range().end {
            ""
        } else {
            " "
        };
        found.value("nearest", verb).fix(colon, instead);
    } else if let Some((verb, behind_mark)) = behind_mark(command) {
        let mark = Span::new(0, behind_mark);
        found.value("nearest", verb.name()).fix(mark, "");
    } else if let Some(nearest) = nearest(word) {
        found
            .value("nearest", nearest.name())
            .fix(span, nearest.name());
    } else {
        found.value("nearest", something_else(word));
    }
}

/// The verb that a word is, or is nearest to, once the full stop of a sentence is taken off.
fn nearest(word: &[u8]) -> Option<Verb> {
    let end = word
        .iter()
        .rposition(|octet| !matches!(octet, b'.' | b',' | b';' | b'!' | b'?'));
    let bare = word.get(..=end?)?;
    match Verb::recognise(bare) {
        Verb::Other => verb::nearest(word).or_else(|| verb::nearest(bare)),
        verb => Some(verb),
    }
}

/// The verb behind a mark that a transcript puts before what the client says, and where it begins.
fn behind_mark(command: &Command<'_>) -> Option<(Verb, usize)> {
    if !MARKS.contains(&command.of(command.verb_span)) {
        return None;
    }
    let rest = Command::read(command.of(command.rest));
    let start = command.rest.range().start + rest.verb_span.range().start;
    (rest.verb != Verb::Other).then_some((rest.verb, start))
}

/// What begins a line of the client in examples and logs.
const MARKS: &[&[u8]] = &[b"C:", b"c:", b">", b">>>", b"->", b"=>", b"<--", b"$"];

/// What a first word is that was meant for something else.
fn something_else(word: &[u8]) -> &'static str {
    match word {
        b"." => "dot",
        [b'2'..=b'5', b'0'..=b'9', b'0'..=b'9', ..] => "reply",
        _ => "none",
    }
}

/// The second word of a command whose first is lacking.
const LACKING: &[(&[u8], Verb, &str)] =
    &[(b"FROM", Verb::Mail, "MAIL "), (b"TO", Verb::Rcpt, "RCPT ")];

/// Two words of a command written as one.
const GLUED: &[(&[u8], Verb, &str)] = &[
    (b"MAILFROM", Verb::Mail, "MAIL FROM"),
    (b"MAIL-FROM", Verb::Mail, "MAIL FROM"),
    (b"RCPTTO", Verb::Rcpt, "RCPT TO"),
    (b"RCPT-TO", Verb::Rcpt, "RCPT TO"),
];

/// What rules of their own name: header fields, HTTP requests, private verbs.
fn is_named_elsewhere(command: &Command<'_>) -> bool {
    let private = command
        .of(command.verb_span)
        .first()
        .is_some_and(|first| first.eq_ignore_ascii_case(&b'X'));
    private || field_name(command).is_some() || is_request(command)
}
