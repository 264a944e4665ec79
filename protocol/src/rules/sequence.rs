//! The order of things.

use super::{CommandContext, Rule};
use crate::command::Command;
use crate::phase::{Phase, Step};
use crate::session::Session;
use crate::verb::Verb;

pub mod body_without_354;
pub mod close_without_quit;
pub mod command_after_521_greeting;
pub mod command_after_554_greeting;
pub mod command_after_failed_chunk;
pub mod command_after_quit;
pub mod command_before_greeting;
pub mod command_inside_data;
pub mod data_before_rcpt;
pub mod data_without_accepted_rcpt;
pub mod etrn_in_transaction;
pub mod extension_before_hello;
pub mod hello_resets_transaction;
pub mod lmtp_on_port_25;
pub mod mail_before_hello;
pub mod more_than_100_recipients;
pub mod nested_mail;
pub mod no_hello_after_tls;
pub mod quit_aborts_transaction;
pub mod rcpt_before_mail;
pub mod roles_reversed;
pub mod wrong_hello_for_mode;

/// The rules of this family, in the order in which they refuse.
pub const RULES: &[&Rule] = &[
    &command_before_greeting::RULE,
    &command_after_quit::RULE,
    &command_after_521_greeting::RULE,
    &command_after_554_greeting::RULE,
    &wrong_hello_for_mode::RULE,
    &lmtp_on_port_25::RULE,
    &body_without_354::RULE,
    &no_hello_after_tls::RULE,
    &mail_before_hello::RULE,
    &extension_before_hello::RULE,
    &command_after_failed_chunk::RULE,
    &nested_mail::RULE,
    &rcpt_before_mail::RULE,
    &data_before_rcpt::RULE,
    &data_without_accepted_rcpt::RULE,
    &etrn_in_transaction::RULE,
    &more_than_100_recipients::RULE,
    &hello_resets_transaction::RULE,
    &quit_aborts_transaction::RULE,
    &command_inside_data::RULE,
    &close_without_quit::RULE,
    &roles_reversed::RULE,
];

/// Whether no transaction is open, and no other rule says why.
fn no_transaction(context: &CommandContext<'_>) -> bool {
    match context.phase {
        Phase::Ready => true,
        // After STARTTLS the missing EHLO is the fault.
        Phase::Greeted => !context.session.started_tls,
        _ => false,
    }
}

/// Whether the transcript begins too late to know what was said before.
fn is_unknown(context: &CommandContext<'_>) -> bool {
    context.session.joined_late && context.phase == Phase::Greeted
}

/// Whether a transaction is open that can still be completed.
fn drops_transaction(context: &CommandContext<'_>) -> bool {
    matches!(
        context.phase,
        Phase::Mail | Phase::Recipients | Phase::Chunks
    )
}

/// Whether a line was meant as a part of the message that DATA was to begin, and DATA was refused.
pub(crate) fn is_body_after_refusal(session: &Session, command: &Command<'_>) -> bool {
    session.refused == Some(Step::Data) && command.verb == Verb::Other
}
