//! Signing in as it stands on record: what a line of the exchange says, and why a server refuses.

use std::sync::Arc;

pub use self::refusal::{REFUSALS, SignInRefusal};
use crate::auth::{Mechanism, Payload};
use crate::base64;
use crate::command::{Arguments, Command};
use crate::secret::Secret;
use crate::transcript::{Entry, Speech};

mod refusal;

/// A message of the exchange, decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The mechanism it belongs to.
    pub mechanism: Mechanism,
    /// Whether the server said it: then it is no secret.
    pub by_server: bool,
    /// The message.
    pub message: Secret,
    /// What it is made of.
    pub payload: Payload,
}

impl Said {
    /// Reads the entry with a number as a message of the exchange it stands in. Nothing where it stands in none, or
    /// carries no message.
    #[must_use]
    pub fn read(entries: &[Arc<Entry>], number: usize) -> Option<Self> {
        let entry = entries.get(number)?;
        let (mut responses, mut challenges) = (0, 0);
        let mut at = number;
        let (mechanism, has_initial) = loop {
            let here = entries.get(at)?;
            match &here.speech {
                Speech::Command(line) => {
                    let command = Command::read(&line.bytes);
                    if let Arguments::Auth { mechanism, initial } = command.arguments {
                        let known = Mechanism::recognise(command.of(mechanism));
                        break (known, initial.is_some());
                    }
                    if here.secret.is_none() && !line.bytes.is_empty() {
                        return None;
                    }
                    responses += usize::from(at != number);
                }
                Speech::Reply { reply, .. } if reply.code() == Some(334) => {
                    let empty = reply.lines.iter().all(|line| line.text().is_empty());
                    challenges += usize::from(at != number && !empty);
                }
                _ => return None,
            }
            at = at.checked_sub(1)?;
        };
        match &entry.speech {
            Speech::Reply { reply, .. } => {
                let message = base64::decode(reply.lines.first()?.text()).ok()?;
                Some(Self {
                    mechanism,
                    by_server: true,
                    payload: mechanism.read_challenge(challenges, &message),
                    message: Secret::new(message),
                })
            }
            _ => {
                let message = match entry.secret.as_ref()?.secret.reveal() {
                    b"=" if at == number => Vec::new(),
                    encoded => base64::decode(encoded).ok()?,
                };
                let step = responses + usize::from(has_initial && at != number);
                Some(Self {
                    mechanism,
                    by_server: false,
                    payload: mechanism.read_response(step, &message),
                    message: Secret::new(message),
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Profile;
    use crate::notation;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// The parts of every entry that is a message, in order: who says it and what.
    fn told(said: &str) -> Vec<String> {
        let record = notation::record(
            &format!("# mode: submissions\nS: 220 mx\nC: EHLO a\nS: 250 mx\n{said}"),
            Profile::Strict,
        );
        let entries = record.transcript().entries();
        let read = (0..entries.len()).filter_map(|number| Said::read(entries, number));
        read.map(|said| {
            let parts = said.payload.parts.iter().map(|part| {
                let value =
                    String::from_utf8_lossy(part.span.of(said.message.reveal())).into_owned();
                [part.kind.name(), "=", &value].concat()
            });
            let side = if said.by_server { "S" } else { "C" };
            [side, " ", &parts.collect::<Vec<_>>().join(" ")].concat()
        })
        .collect()
    }

    #[test]
    fn messages_are_read_by_mechanism_and_place() {
        for (said, expected) in [
            (
                "C: AUTH PLAIN AGFubgBzZWNyZXQ=\nS: 235 ok\n",
                &["C authorization-identity= user=ann password=secret"][..],
            ),
            (
                "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: YW5u\nS: 334 UGFzc3dvcmQ6\nC: c2VjcmV0\nS: 235 ok\nC: NOOP\nS: 250 ok\n",
                &[
                    "S prompt=Username:",
                    "C user=ann",
                    "S prompt=Password:",
                    "C password=secret",
                ],
            ),
            (
                "C: AUTH SCRAM-SHA-256\nS: 334 \nC: bixhPWIsbj1hbm4scj1hYmM=\nS: 334 cj1hYmNkZWYscz1jMkZzZEE9PSxpPTQwOTY=\n",
                &[
                    "S ",
                    "C channel-binding=n authorization-identity=b user=ann nonce=abc",
                    "S nonce=abcdef salt=c2FsdA== iterations=4096",
                ],
            ),
            ("C: AUTH PLAIN not-base64\nS: 501 no\nC: NOOP\n", &[]),
            (
                "C: AUTH PLAIN\nS: 534 5.7.9 no\nC: AGFubgBzZWNyZXQ=\nS: 500 what\n",
                &[],
            ),
        ] {
            assert_eq!(told(said), expected, "{said}");
        }
    }
}
