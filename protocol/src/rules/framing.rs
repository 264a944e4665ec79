//! Octets and lines.

use super::{CommandContext, Rule};
use crate::command::Arguments;
use crate::span::Span;

pub mod auth_line_too_long;
pub mod bare_carriage_return;
pub mod bare_line_feed;
pub mod command_line_too_long;
pub mod control_character;
pub mod double_space;
pub mod empty_line;
pub mod incomplete_line;
pub mod invalid_utf8;
pub mod non_ascii_in_command;
pub mod pasted_typography;
pub mod space_before_verb;
pub mod tab_separator;
pub mod text_line_too_long;
pub mod trailing_space;
pub mod typed_escape;

/// The rules about octets that belong in no command. Where one of them finds something, the arguments are not judged:
/// they are not what was meant.
pub const OCTETS: &[&Rule] = &[
    &bare_carriage_return::RULE,
    &control_character::RULE,
    &invalid_utf8::RULE,
    &pasted_typography::RULE,
    &non_ascii_in_command::RULE,
    &typed_escape::RULE,
];

/// The other rules of this family, in the order in which they refuse.
pub const RULES: &[&Rule] = &[
    &bare_line_feed::RULE,
    &incomplete_line::RULE,
    &command_line_too_long::RULE,
    &auth_line_too_long::RULE,
    &text_line_too_long::RULE,
    &empty_line::RULE,
    &space_before_verb::RULE,
    &tab_separator::RULE,
    &double_space::RULE,
    &trailing_space::RULE,
];

/// Most findings of one rule in one line: a person mends a few, and a line of nothing else must not make thousands.
const FINDINGS_KEPT: usize = 8;

/// Whether an octet is part of a secret, which no text of a finding may show; the rules of signing in judge it.
fn is_secret(context: &CommandContext<'_>, place: usize) -> bool {
    matches!(context.command.arguments, Arguments::Auth { initial: Some(initial), .. } if initial.contains(place))
}

/// The runs of octets of a line that `wanted` names, by octet and offset.
fn runs(line: &[u8], wanted: impl Fn(u8, usize) -> bool) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    for (place, octet) in line.iter().enumerate() {
        if !wanted(*octet, place) {
            continue;
        }
        let span = Span::new(place, place + 1);
        match runs.last_mut().filter(|last| last.end == span.start) {
            Some(last) => last.end = span.end,
            None => runs.push(span),
        }
    }
    runs.truncate(FINDINGS_KEPT);
    runs
}

/// The runs of white space that part the words of a command: not before the verb, not at the end, not around the colon of
/// `FROM:`, not inside the path and not in quotes.
fn gaps(context: &CommandContext<'_>) -> Vec<Span> {
    let command = context.command;
    if command.rest.is_empty() {
        return Vec::new();
    }
    let envelope = command.envelope();
    let path = envelope.and_then(|envelope| envelope.path).map(|path| {
        path.display_name
            .map_or(path.span, |name| name.to(path.span))
    });
    let before_path = envelope
        .and_then(|envelope| envelope.keyword)
        .zip(path)
        .map(|(keyword, path)| Span::new(keyword.range().end, path.range().start));
    let start = command.verb_span.range().end;
    let end = command.rest.range().end;
    let mut quoted = false;
    let mut gaps: Vec<Span> = Vec::new();
    for (place, octet) in command.line.iter().enumerate().take(end).skip(start) {
        let inside = |span: Option<Span>| span.is_some_and(|span| span.contains(place));
        quoted ^= *octet == b'"';
        if quoted || !matches!(octet, b' ' | b'\t') || inside(path) || inside(before_path) {
            continue;
        }
        let span = Span::new(place, place + 1);
        match gaps.last_mut() {
            Some(last) if last.end == span.start => last.end = span.end,
            _ => gaps.push(span),
        }
    }
    gaps
}
