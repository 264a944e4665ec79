//! Signing in.

use super::{CommandContext, Findings, Rule};
use crate::auth::Mechanism;
use crate::base64::{self, Base64Fault};
use crate::command::{Arguments, Command};
use crate::phase::{Phase, Step};
use crate::secret::{MASK, Secret};
use crate::span::Span;

pub mod already_authenticated;
pub mod auth_in_transaction;
pub mod credentials_in_clear;
pub mod empty_initial_response;
pub mod initial_response_not_allowed;
pub mod initial_response_too_long;
pub mod mail_before_auth;
pub mod malformed_base64;
pub mod malformed_cram_response;
pub mod malformed_mechanism_name;
pub mod malformed_oauth_response;
pub mod malformed_plain_response;
pub mod malformed_scram_message;
pub mod response_before_challenge;
pub mod secret_outside_exchange;
pub mod sign_in_cancelled;
pub mod text_not_encoded;
pub mod unknown_mechanism;

/// The rules of this family, in the order in which they refuse.
pub const RULES: &[&Rule] = &[
    &response_before_challenge::RULE,
    &secret_outside_exchange::RULE,
    &already_authenticated::RULE,
    &auth_in_transaction::RULE,
    &mail_before_auth::RULE,
    &malformed_mechanism_name::RULE,
    &unknown_mechanism::RULE,
    &credentials_in_clear::RULE,
    &initial_response_not_allowed::RULE,
    &empty_initial_response::RULE,
    &initial_response_too_long::RULE,
    &text_not_encoded::RULE,
    &malformed_base64::RULE,
    &malformed_plain_response::RULE,
    &malformed_cram_response::RULE,
    &malformed_oauth_response::RULE,
    &malformed_scram_message::RULE,
    &sign_in_cancelled::RULE,
];

/// A response of the AUTH exchange: the one that AUTH carries, or a line of its own.
struct Response {
    /// The mechanism it belongs to.
    mechanism: Mechanism,
    /// How many responses came before it.
    step: usize,
    /// Where in the line it stands.
    span: Span,
    /// The octets as they were written.
    encoded: Secret,
}

impl Response {
    /// The response of a line, where it is one that can be looked into: it may be there at all, the exchange is not
    /// cancelled with it, nothing is masked, and what it answers is known.
    fn of(context: &CommandContext<'_>) -> Option<Self> {
        let command = context.command;
        let session = context.session;
        let response = if context.phase == Phase::Authenticating {
            if !session.pending.is_empty() {
                return None;
            }
            Self {
                mechanism: Mechanism::recognise(session.mechanism.as_deref().unwrap_or_default()),
                step: session.responses,
                span: command.span(),
                encoded: Secret::new(command.line),
            }
        } else {
            let Arguments::Auth { mechanism, initial } = command.arguments else {
                return None;
            };
            let mechanism = Mechanism::recognise(command.of(mechanism));
            if !mechanism.takes_initial_response() {
                return None;
            }
            Self {
                mechanism,
                step: 0,
                span: initial?,
                encoded: command.initial_response()?,
            }
        };
        let shown = response.encoded.reveal();
        let cannot_be_read = shown == MASK.as_bytes() || shown == b"*";
        (!cannot_be_read).then_some(response)
    }

    /// What it stands for. A lone `=` is an empty initial response (RFC 4954 §4).
    fn decode(&self) -> Result<Secret, Base64Fault> {
        match self.encoded.reveal() {
            b"=" => Ok(Secret::default()),
            encoded => base64::decode(encoded).map(Secret::new),
        }
    }

    /// Where in the line a part of the decoded message stands.
    fn place(&self, part: Span) -> Span {
        let encoded = base64::encoded_span(part);
        let end = encoded.range().end.min(self.span.len());
        Span::new(encoded.range().start.min(end), end).shifted(self.span.range().start)
    }

    /// Whether it is words as they are typed, and no Base64: LOGIN asks for words, and people answer.
    fn is_typed_text(&self) -> bool {
        let encoded = self.encoded.reveal();
        self.mechanism == Mechanism::Login
            && !encoded.is_empty()
            && !encoded.contains(&b'=')
            && self.decode().is_err()
    }
}

/// Whether AUTH is said while an answer to AUTH, or to a response, is still to come.
fn waits_for_challenge(context: &CommandContext<'_>) -> bool {
    context
        .session
        .pending
        .iter()
        .any(|pending| matches!(pending.step, Step::Auth | Step::AuthResponse))
}

/// The mechanism that AUTH names, and where.
fn mechanism(command: &Command<'_>) -> Option<(Mechanism, Span)> {
    match command.arguments {
        Arguments::Auth { mechanism, .. } => {
            Some((Mechanism::recognise(command.of(mechanism)), mechanism))
        }
        _ => None,
    }
}

/// Says what is wrong with the message that a response carries, for the mechanisms that `concerned` names.
fn malformed(
    context: &CommandContext<'_>,
    findings: &mut Findings<'_>,
    concerned: impl Fn(Mechanism) -> bool,
) {
    let Some(response) = Response::of(context).filter(|response| concerned(response.mechanism))
    else {
        return;
    };
    let Ok(message) = response.decode() else {
        return;
    };
    let payload = response
        .mechanism
        .read_response(response.step, message.reveal());
    if let Some(fault) = payload.faults.first() {
        findings
            .add(response.place(fault.span))
            .reference(response.mechanism.reference())
            .value("fault", fault.kind.name());
    }
}
