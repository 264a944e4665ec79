//! Paths and mailboxes.

use super::Rule;
use crate::diagnostic::ExpectedReply;
use crate::verb::Verb;

/// The rules of this family, in the order in which they refuse.
pub const RULES: &[&Rule] = &[];

/// How a strict server refuses a path: the detail tells the sender's from a recipient's (RFC 3463 §3.2).
#[must_use]
pub const fn bad_path(verb: Verb, text: &'static str) -> ExpectedReply {
    match verb {
        Verb::Rcpt => ExpectedReply::new(501, "5.1.3", text),
        _ => ExpectedReply::new(501, "5.1.7", text),
    }
}
