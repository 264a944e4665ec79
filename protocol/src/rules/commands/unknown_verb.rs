//! A first word that no standard knows.
//!
//! # What it checks
//! That the line begins with a verb of RFC 5321, of a registered extension or of a vendor we know.
//!
//! # Why it matters
//! The server answers 500 and nothing happens. Mostly a letter is wrong, and the nearest verb is what was meant.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
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
    if command.verb != Verb::Other
        || command.verb_span.is_empty()
        || looks_like_something_else(command.of(command.verb_span))
    {
        return;
    }
    let word = command.of(command.verb_span);
    let found = findings
        .add(command.verb_span)
        .value("verb", command.text(command.verb_span));
    if let Some(nearest) = verb::nearest(word) {
        found
            .value("nearest", nearest.name())
            .fix(command.verb_span, nearest.name());
    } else {
        found.value("nearest", "none");
    }
}

/// Words that rules of their own name: header fields, HTTP requests, private verbs.
fn looks_like_something_else(word: &[u8]) -> bool {
    let header = word.contains(&b':');
    let private = word
        .first()
        .is_some_and(|first| first.eq_ignore_ascii_case(&b'X'));
    let http = [
        &b"GET"[..],
        b"POST",
        b"PUT",
        b"HEAD",
        b"DELETE",
        b"OPTIONS",
        b"CONNECT",
    ]
    .contains(&word);
    header || private || http
}
