//! The order of things.

use super::Rule;

pub mod command_after_quit;
pub mod mail_before_hello;

/// The rules of this family, in the order in which they refuse.
pub const RULES: &[&Rule] = &[&command_after_quit::RULE, &mail_before_hello::RULE];
