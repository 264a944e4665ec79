//! What of a client line is a secret.

use super::Session;
use crate::auth::Mechanism;
use crate::base64;
use crate::command::{Arguments, Command};
use crate::phase::{Phase, Step};
use crate::span::Span;
use crate::verb::{self, Verb};

impl Session {
    /// What of a client line is a secret: what AUTH carries, responses of the exchange, and what was meant to be one.
    #[must_use]
    pub fn secret_part(&self, line: &[u8]) -> Option<Span> {
        let command = Command::read(line);
        if self.ahead() == Phase::Authenticating {
            return (line != b"*" && !line.is_empty()).then(|| command.span());
        }
        match command.arguments {
            Arguments::Auth { initial, .. } => initial,
            _ if self.says_secret_outside_exchange(&command) => Some(command.span()),
            _ => None,
        }
    }

    /// Whether a line is what would have followed an AUTH that was refused, or a PLAIN response by its form: it goes out
    /// as a command, and is a secret all the same.
    #[must_use]
    pub fn says_secret_outside_exchange(&self, command: &Command<'_>) -> bool {
        if command.verb != Verb::Other || command.line.is_empty() {
            return false;
        }
        match base64::decode(command.line) {
            Ok(_) if self.refused == Some(Step::Auth) => true,
            Ok(message) => Mechanism::Plain
                .read_response(0, &message)
                .faults
                .is_empty(),
            // Not a verb misspelt: a password typed as it is.
            Err(_) => {
                self.refused == Some(Step::Auth)
                    && verb::nearest(command.of(command.verb_span)).is_none()
            }
        }
    }
}
