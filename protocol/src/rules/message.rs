//! The mail itself.

use super::{ContentContext, Found, Rule, Stage};
use crate::command::Command;
use crate::message::HeaderEnd;

pub mod bad_date;
pub mod bad_folding;
pub mod bad_header_line;
pub mod bad_message_id;
pub mod bcc_in_message;
pub mod broken_multipart;
pub mod duplicate_header_field;
pub mod eight_bit_header;
pub mod encoding_differs_from_body;
pub mod from_differs_from_envelope;
pub mod from_without_sender;
pub mod handwritten_received;
pub mod header_field_without_parameter;
pub mod header_injection;
pub mod long_encoded_line;
pub mod long_text_line;
pub mod mail_loop;
pub mod message_without_date;
pub mod message_without_from;
pub mod message_without_id;
pub mod missing_blank_line;
pub mod missing_charset;
pub mod missing_mime_version;
pub mod recipients_differ_from_header;
pub mod return_path_in_message;
pub mod unqualified_header_address;
pub mod unsubscribe_without_one_click;

/// The rules of this family, in the order in which they refuse.
pub const RULES: &[&Rule] = &[
    &header_injection::RULE,
    &mail_loop::RULE,
    &missing_blank_line::RULE,
    &bad_header_line::RULE,
    &bad_folding::RULE,
    &eight_bit_header::RULE,
    &message_without_from::RULE,
    &message_without_date::RULE,
    &message_without_id::RULE,
    &duplicate_header_field::RULE,
    &from_without_sender::RULE,
    &bad_date::RULE,
    &bad_message_id::RULE,
    &unqualified_header_address::RULE,
    &from_differs_from_envelope::RULE,
    &recipients_differ_from_header::RULE,
    &bcc_in_message::RULE,
    &return_path_in_message::RULE,
    &handwritten_received::RULE,
    &missing_mime_version::RULE,
    &missing_charset::RULE,
    &encoding_differs_from_body::RULE,
    &long_encoded_line::RULE,
    &broken_multipart::RULE,
    &header_field_without_parameter::RULE,
    &unsubscribe_without_one_click::RULE,
    &long_text_line::RULE,
];

/// Most findings of one rule about one message; a person reads a few.
const MOST_FINDINGS: usize = 10;

/// Whether a field is absent. While the header is being written nobody can say; and a message that has no header at all
/// has that one fault, not one for each field.
fn lacks(context: &ContentContext<'_>, name: &str) -> bool {
    let header = &context.message.header;
    let (is_whole, is_absent) = match header.end {
        HeaderEnd::BlankLine => (true, false),
        HeaderEnd::Text(line) => {
            let being_written = line.range().end == context.content.len();
            (
                context.stage != Stage::Draft || !being_written,
                header.fields.is_empty(),
            )
        }
        HeaderEnd::Content => (context.stage == Stage::Ended, false),
        HeaderEnd::TooLong => (false, false),
    };
    is_whole && !is_absent && !context.message.is_blank() && context.message.field(name).is_none()
}

/// Takes away the reply that the rule names, but on submission: only there servers look at how a message is written
/// (RFC 6409 §6.3).
fn reply_of_submission(context: &ContentContext<'_>, found: Found<'_>) {
    if !context.session.mode.is_submission() {
        found.without_reply();
    }
}

/// The address of a MAIL or RCPT line; nothing for `<>`.
fn mailbox_of(line: &[u8]) -> Option<String> {
    let command = Command::read(line);
    let mailbox = command.envelope()?.path?.mailbox?;
    Some(command.text(mailbox.span))
}
