//! The octets between 354 and the final dot.

use super::{ContentContext, Rule};
use crate::span::Span;

pub mod bare_line_end_in_message;
pub mod dot_and_space;
pub mod dot_stuffing_in_chunks;
pub mod eight_bit_without_8bitmime;
pub mod empty_message;
pub mod extra_blank_line;
pub mod fake_end_of_data;
pub mod last_line_without_end;
pub mod message_too_big;
pub mod nul_in_message;
pub mod unended_message;
pub mod unstuffed_dot;
pub mod utf8_header_without_smtputf8;

/// The rules of this family, in the order in which they refuse.
pub const RULES: &[&Rule] = &[
    &unended_message::RULE,
    &message_too_big::RULE,
    &fake_end_of_data::RULE,
    &bare_line_end_in_message::RULE,
    &nul_in_message::RULE,
    &eight_bit_without_8bitmime::RULE,
    &utf8_header_without_smtputf8::RULE,
    &empty_message::RULE,
    &unstuffed_dot::RULE,
    &dot_and_space::RULE,
    &dot_stuffing_in_chunks::RULE,
    &last_line_without_end::RULE,
    &extra_blank_line::RULE,
];

/// The value of BODY in MAIL, in upper case, empty where MAIL has none; nothing where MAIL is not known.
fn body_parameter(context: &ContentContext<'_>) -> Option<Vec<u8>> {
    let body = context.transaction?.parameter("BODY").unwrap_or_default();
    Some(body.to_ascii_uppercase())
}

/// Whether MAIL said that any octets may come: only then are lines none.
fn is_binary(context: &ContentContext<'_>) -> bool {
    body_parameter(context).is_some_and(|body| body == b"BINARYMIME")
}

/// The first run of octets above 127 within `span`, and how many such octets there are in it.
pub(in crate::rules) fn eight_bit_run(content: &[u8], span: Span) -> Option<(Span, usize)> {
    let text = span.of(content);
    let start = text.iter().position(|byte| !byte.is_ascii())?;
    let tail = text.get(start..).unwrap_or_default();
    let length = tail.iter().take_while(|byte| !byte.is_ascii()).count();
    let count = tail.iter().filter(|byte| !byte.is_ascii()).count();
    Some((
        Span::new(0, length).shifted(span.range().start + start),
        count,
    ))
}
