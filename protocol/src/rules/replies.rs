//! What the server says.

use super::{ReplyContext, Rule};
use crate::code::Step;
use crate::command::Command;
use crate::enhanced::EnhancedStart;
use crate::phase::{self, Phase};
use crate::session::Mode;
use crate::verb::Verb;

pub mod bad_challenge;
pub mod bad_reply_separator;
pub mod bare_reply_code;
pub mod close_without_goodbye;
pub mod enhanced_code_not_on_every_line;
pub mod extended_reply_to_helo;
pub mod greeting_without_domain;
pub mod lmtp_reply_count;
pub mod long_reply_line;
pub mod malformed_enhanced_code;
pub mod malformed_keyword;
pub mod mandatory_verb_refused;
pub mod mismatched_enhanced_code;
pub mod misplaced_enhanced_code;
pub mod missing_enhanced_code;
pub mod mixed_reply_codes;
pub mod non_ascii_reply;
pub mod reply_code_out_of_range;
pub mod reply_without_code;
pub mod too_many_recipients_as_552;
pub mod unasked_reply;
pub mod unexpected_reply_code;
pub mod unfinished_reply;
pub mod verified_without_mailbox;

/// The rules of this family, in the order in which they refuse.
pub const RULES: &[&Rule] = &[
    &reply_without_code::RULE,
    &reply_code_out_of_range::RULE,
    &bad_reply_separator::RULE,
    &mixed_reply_codes::RULE,
    &unfinished_reply::RULE,
    &long_reply_line::RULE,
    &non_ascii_reply::RULE,
    &unexpected_reply_code::RULE,
    &greeting_without_domain::RULE,
    &extended_reply_to_helo::RULE,
    &missing_enhanced_code::RULE,
    &enhanced_code_not_on_every_line::RULE,
    &mismatched_enhanced_code::RULE,
    &misplaced_enhanced_code::RULE,
    &malformed_enhanced_code::RULE,
    &verified_without_mailbox::RULE,
    &unasked_reply::RULE,
    &lmtp_reply_count::RULE,
    &close_without_goodbye::RULE,
    &bad_challenge::RULE,
    &bare_reply_code::RULE,
    &too_many_recipients_as_552::RULE,
    &malformed_keyword::RULE,
    &mandatory_verb_refused::RULE,
];

/// What a reply answers; nothing where nothing was asked.
fn answered(context: &ReplyContext<'_>) -> Option<Step> {
    if context.session.phase == Phase::Connected {
        return Some(Step::Greeting);
    }
    let pending = context.answers?;
    Some(match pending.step {
        phase::Step::EndOfData => Step::Message,
        phase::Step::AuthResponse => Step::Authentication,
        _ => Step::Command(Command::read(&pending.line).verb),
    })
}

const fn is_hello(step: Step) -> bool {
    matches!(step, Step::Command(Verb::Ehlo | Verb::Helo | Verb::Lhlo))
}

/// Whether a reply may begin with an enhanced code: one of 2, 4 or 5, not a greeting and no answer to EHLO and its like
/// (RFC 2034 §4).
fn has_enhanced_place(context: &ReplyContext<'_>) -> bool {
    let has_class = context
        .reply
        .code()
        .is_some_and(|code| matches!(code / 100, 2 | 4 | 5));
    let is_greeting =
        answered(context).is_some_and(|step| step == Step::Greeting || is_hello(step));
    has_class && !is_greeting
}

/// The same where the server promised that it does.
fn takes_enhanced(context: &ReplyContext<'_>) -> bool {
    has_enhanced_place(context) && context.session.announces("ENHANCEDSTATUSCODES") == Some(true)
}

fn starts_enhanced(text: &[u8]) -> bool {
    EnhancedStart::read(text).is_some()
}

/// Whether a command that every server has to know is refused as unknown, though nothing was wrong with the line
/// (RFC 5321 §4.5.1). EHLO is not among them: a server from before it refuses it, and the client says HELO.
fn is_refused_mandatory(context: &ReplyContext<'_>) -> bool {
    let Some(Step::Command(verb)) = answered(context) else {
        return false;
    };
    let is_mandatory = matches!(
        verb,
        Verb::Helo
            | Verb::Mail
            | Verb::Rcpt
            | Verb::Data
            | Verb::Rset
            | Verb::Noop
            | Verb::Quit
            | Verb::Vrfy
    );
    let is_clean = context.answers.is_some_and(|answers| {
        let printable = answers.line.iter().all(|byte| matches!(byte, b' '..=b'~'));
        !answers.faulty && answers.line.len() <= SHORT && printable
    });
    // In LMTP nobody says HELO (RFC 2033 §4.1).
    let is_foreign = context.session.mode == Mode::Lmtp && verb == Verb::Helo;
    is_mandatory && is_clean && !is_foreign && matches!(context.reply.code(), Some(500 | 502))
}

/// A command line that no server may find too long (RFC 5321 §4.5.3.1.4), its CR LF left out.
const SHORT: usize = 510;
