//! Verbs and the shape of their arguments.

use super::Rule;

pub mod space_around_colon;
pub mod unknown_verb;

/// The rules about the verb itself: they refuse before anything else about the command is looked at.
pub const VERBS: &[&Rule] = &[&unknown_verb::RULE];

/// The rules about arguments, in the order in which they refuse.
pub const RULES: &[&Rule] = &[&space_around_colon::RULE];
