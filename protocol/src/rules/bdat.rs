//! Chunks.

use super::Rule;

pub mod binarymime_with_data;
pub mod chunk_after_last;
pub mod chunk_without_recipient;
pub mod command_inside_chunk;
pub mod data_after_chunk;
pub mod empty_chunk;
pub mod octets_after_chunk;
pub mod rcpt_after_chunk;
pub mod unended_chunk;

/// The rules of this family, in the order in which they refuse.
pub const RULES: &[&Rule] = &[
    &chunk_without_recipient::RULE,
    &chunk_after_last::RULE,
    &data_after_chunk::RULE,
    &rcpt_after_chunk::RULE,
    &binarymime_with_data::RULE,
    &octets_after_chunk::RULE,
    &command_inside_chunk::RULE,
    &unended_chunk::RULE,
    &empty_chunk::RULE,
];
