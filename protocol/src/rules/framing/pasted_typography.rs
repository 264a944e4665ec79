//! Typography that a word processor or a web page put in place of plain characters.
//!
//! # What it checks
//! That quotes, dashes, spaces, colons and brackets are the ASCII ones, and that no invisible character came along.
//!
//! # Why it matters
//! They look alike on a screen. To the server they are other characters, and the command is not the one that is seen.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "pasted-typography",
    spec: "L016",
    family: Family::Framing,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "2.4")],
    reply: Some(ExpectedReply::new(
        500,
        "5.5.2",
        "Only ASCII is allowed here",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: MAIL FROM：<ann@example.org>\n"),
    right: Example::new(Start::Ready, "C: MAIL FROM:<ann@example.org>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    if context.command.line.is_ascii() {
        return;
    }
    let line = context.command.line;
    // With SMTPUTF8 a local part may hold any character; whether it was meant, only its owner knows.
    let free = context
        .uses_smtputf8()
        .then(|| local_part(context))
        .flatten();
    let mut place = 0;
    let mut found = 0;
    for chunk in line.utf8_chunks() {
        for character in chunk.valid().chars() {
            let span = Span::new(place, place + character.len_utf8());
            place += character.len_utf8();
            let Some(plain) = plain(character) else {
                continue;
            };
            let start = span.range().start;
            if found == super::FINDINGS_KEPT || super::is_secret(context, start) {
                continue;
            }
            if free.is_some_and(|free| free.contains(start)) {
                continue;
            }
            found += 1;
            findings
                .add(span)
                .value("character", format!("U+{:04X}", u32::from(character)))
                .value("plain", shown(&plain))
                .fix(span, plain);
        }
        place += chunk.invalid().len();
    }
}

fn local_part(context: &CommandContext<'_>) -> Option<Span> {
    Some(context.command.envelope()?.path?.mailbox?.local)
}

/// What the text of the rule says to type: nothing, a space, or the plain character itself.
fn shown(plain: &str) -> &str {
    match plain {
        "" => "nothing",
        " " => "space",
        plain => plain,
    }
}

/// The plain characters that one of a typesetter stands for; nothing where it is none.
pub(super) fn plain(character: char) -> Option<String> {
    let plain = match character {
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => " ",
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => "",
        '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => "",
        '\u{201c}'..='\u{201f}' | '\u{2033}' => "\"",
        '\u{2018}'..='\u{201b}' | '\u{2032}' => "'",
        '\u{2039}' | '\u{3008}' | '\u{27e8}' => "<",
        '\u{203a}' | '\u{3009}' | '\u{27e9}' => ">",
        '\u{2010}'..='\u{2015}' | '\u{2212}' => "-",
        '\u{2026}' => "...",
        '\u{3002}' => ".",
        // The full-width forms stand in the order of ASCII.
        '\u{ff01}'..='\u{ff5e}' => {
            let plain = u32::from(character) - 0xff01 + 0x21;
            return char::from_u32(plain).map(String::from);
        }
        _ => return None,
    };
    Some(plain.to_owned())
}
