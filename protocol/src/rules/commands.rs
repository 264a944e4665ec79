//! Verbs and the shape of their arguments.

use super::addresses::long_domain;
use super::{Findings, Rule};
use crate::address::is_label;
use crate::command::{Command, Envelope};
use crate::span::Span;

pub mod bad_chunk_marker;
pub mod bad_chunk_size;
pub mod bad_xclient;
pub mod command_not_implemented;
pub mod display_name_in_path;
pub mod header_line_as_command;
pub mod hello_bad_domain;
pub mod hello_bare_address;
pub mod hello_extra_words;
pub mod hello_u_label;
pub mod helo_instead_of_ehlo;
pub mod helo_with_literal;
pub mod http_request;
pub mod junk_after_path;
pub mod lower_case_verb;
pub mod malformed_atrn;
pub mod malformed_burl;
pub mod malformed_etrn;
pub mod missing_angle_brackets;
pub mod missing_argument;
pub mod missing_colon;
pub mod missing_from;
pub mod missing_mechanism;
pub mod missing_to;
pub mod obsolete_verb;
pub mod private_verb_not_advertised;
pub mod several_addresses;
pub mod space_around_colon;
pub mod swapped_keyword;
pub mod unbalanced_bracket;
pub mod unexpected_argument;
pub mod unknown_verb;
pub mod unqualified_hello;

/// The rules about the verb itself: they refuse before anything else about the command is looked at.
pub const VERBS: &[&Rule] = &[
    &http_request::RULE,
    &header_line_as_command::RULE,
    &unknown_verb::RULE,
    &private_verb_not_advertised::RULE,
    &obsolete_verb::RULE,
    &lower_case_verb::RULE,
];

/// The rules about arguments, in the order in which they refuse.
pub const RULES: &[&Rule] = &[
    &missing_argument::RULE,
    &unexpected_argument::RULE,
    &missing_from::RULE,
    &missing_to::RULE,
    &swapped_keyword::RULE,
    &missing_colon::RULE,
    &space_around_colon::RULE,
    &display_name_in_path::RULE,
    &unbalanced_bracket::RULE,
    &missing_angle_brackets::RULE,
    &several_addresses::RULE,
    &junk_after_path::RULE,
    &hello_bad_domain::RULE,
    &hello_u_label::RULE,
    &hello_bare_address::RULE,
    &hello_extra_words::RULE,
    &unqualified_hello::RULE,
    &helo_with_literal::RULE,
    &helo_instead_of_ehlo::RULE,
    &missing_mechanism::RULE,
    &bad_chunk_size::RULE,
    &bad_chunk_marker::RULE,
    &malformed_etrn::RULE,
    &malformed_atrn::RULE,
    &malformed_burl::RULE,
    &bad_xclient::RULE,
    &command_not_implemented::RULE,
];

/// Says that the second word of MAIL or RCPT is not there, or is none that either has. `other` is the word that the other
/// verb takes: that one is not missing, it is swapped.
fn missing_keyword(
    command: &Command<'_>,
    other: &[u8],
    keyword: &str,
    findings: &mut Findings<'_>,
) {
    let Some(envelope) = command.envelope().filter(|_| command.path().is_some()) else {
        return;
    };
    let (span, fix) = match envelope.keyword {
        None => {
            let place = Span::new(command.rest.range().start, path_start(command, envelope));
            (place, keyword)
        }
        Some(word) => {
            let known = [other, keyword.trim_end_matches(':').as_bytes()];
            let text = command.of(word);
            if known.iter().any(|known| text.eq_ignore_ascii_case(known)) {
                return;
            }
            (word, keyword.trim_end_matches(':'))
        }
    };
    findings
        .add(span)
        .value("verb", command.verb.name())
        .fix(span, fix);
}

/// Where what stands for a path begins, the name before it included.
fn path_start(command: &Command<'_>, envelope: &Envelope) -> usize {
    envelope
        .path
        .map(|path| path.display_name.unwrap_or(path.span))
        .map_or_else(|| command.rest.range().end, |span| span.range().start)
}

/// Whether a command names more than one address: a second one follows the path, or a comma parts two inside it.
pub(super) fn several(command: &Command<'_>) -> bool {
    let Some(envelope) = command.envelope() else {
        return false;
    };
    let follows = envelope.junk.is_some_and(|junk| {
        let text = command.of(junk).trim_ascii();
        let goes_on = envelope
            .path
            .is_some_and(|path| matches!(command.of(path.span).last(), Some(b',' | b';')));
        (goes_on || matches!(text.first(), Some(b',' | b';' | b'<'))) && text.contains(&b'@')
    });
    if follows {
        return true;
    }
    let inside = envelope
        .path
        .and_then(|path| path.mailbox)
        .map(|mailbox| command.of(mailbox.span))
        .unwrap_or_default();
    // Nearly every line ends here: this is asked by each rule about addresses.
    if memchr::memchr2(b',', b';', inside).is_none() {
        return false;
    }
    let mut quoted = false;
    let parts: Vec<&[u8]> = inside
        .split(|octet| {
            quoted ^= *octet == b'"';
            !quoted && matches!(octet, b',' | b';')
        })
        .filter(|part| !part.is_empty())
        .collect();
    parts.len() > 1 && parts.iter().all(|part| part.contains(&b'@'))
}

/// Where a second `<` stands inside the path, behind some text that was meant as a name.
fn nested_bracket(command: &Command<'_>) -> Option<usize> {
    let path = command.path().filter(|path| path.opened)?;
    let start = path.span.range().start;
    let inside = command.of(path.span).get(1..).unwrap_or_default();
    memchr::memchr(b'<', inside)?;
    let mut quoted = false;
    let found = inside.iter().position(|octet| {
        quoted ^= *octet == b'"';
        !quoted && *octet == b'<'
    })?;
    (found > 0).then_some(start + 1 + found)
}

/// Whether the path begins with more than one `<`.
fn doubled_bracket(command: &Command<'_>) -> bool {
    command
        .path()
        .is_some_and(|path| path.opened && command.of(path.span).get(1) == Some(&b'<'))
}

/// Whether the path has a bracket inside: what is between the outer ones is no mailbox then.
pub(super) fn bracket_inside(command: &Command<'_>) -> bool {
    nested_bracket(command).is_some() || doubled_bracket(command)
}

/// Whether this is a domain of one or more labels.
fn is_domain(text: &[u8]) -> bool {
    text.len() <= long_domain::MOST && text.split(|octet| *octet == b'.').all(is_label)
}
