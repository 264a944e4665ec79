//! Several commands in one write.

use super::Rule;
use crate::phase::Step;
use crate::verb::Verb;

pub mod body_in_same_group;
pub mod command_after_group_end;
pub mod lone_dot_needed;
pub mod pipelining_not_announced;
pub mod unchecked_reply;

/// The rules of this family. They refuse nothing: a server cannot see whether its client waited.
pub const RULES: &[&Rule] = &[
    &body_in_same_group::RULE,
    &command_after_group_end::RULE,
    &pipelining_not_announced::RULE,
    &unchecked_reply::RULE,
    &lone_dot_needed::RULE,
];

/// Whether rules of their own say what may follow a step before its reply: the message, the TLS handshake, the responses
/// of AUTH, nothing.
const fn has_its_own_rule(step: Step) -> bool {
    matches!(
        step,
        Step::Data | Step::StartTls | Step::Auth | Step::AuthResponse | Step::Quit
    )
}

/// How the text of a rule calls what waits for its reply; the end of data has no verb.
const fn shown(verb: Verb) -> &'static str {
    match verb {
        Verb::Other => "message",
        verb => verb.name(),
    }
}
