//! What of a client line is a secret.

use super::Session;
use crate::auth::Mechanism;
use crate::base64;
use crate::command::{Arguments, Command};
use crate::phase::{Phase, Step};
use crate::secret::Secret;
use crate::span::Span;
use crate::verb::{self, Verb};

impl Session {
    /// What a server could say back of a secret: the octets as they go over the wire, and the password or token in them.
    /// Ask before the line is folded in.
    #[must_use]
    pub fn secret_words(&self, line: &[u8], secret: Span) -> Vec<Secret> {
        let said = secret.of(line);
        let mut words = vec![Secret::new(said)];
        let Ok(message) = base64::decode(said) else {
            return words;
        };
        let (mechanism, step) = match Command::read(line).arguments {
            Arguments::Auth { mechanism, .. } => (Mechanism::recognise(mechanism.of(line)), 0),
            _ => {
                let name = self.mechanism.as_deref().unwrap_or_default();
                (Mechanism::recognise(name), self.responses)
            }
        };
        let mut payload = mechanism.read_response(step, &message);
        if !payload.faults.is_empty() {
            payload = Mechanism::Plain.read_response(0, &message);
        }
        let parts = payload.parts.iter().filter(|part| part.kind.is_secret());
        words.extend(parts.map(|part| Secret::new(part.span.of(&message))));
        words
    }

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
