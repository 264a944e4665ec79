//! The mail itself.

use super::Rule;

/// The rules of this family, in the order in which they refuse.
pub const RULES: &[&Rule] = &[];
