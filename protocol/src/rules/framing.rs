//! Octets and lines.

use super::Rule;

pub mod bare_line_feed;

/// The rules of this family, in the order in which they refuse.
pub const RULES: &[&Rule] = &[&bare_line_feed::RULE];
