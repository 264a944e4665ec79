//! The octets between 354 and the final dot.

use super::Rule;

pub mod unstuffed_dot;

/// The rules of this family.
pub const RULES: &[&Rule] = &[&unstuffed_dot::RULE];
