//! A client that signs in: from credentials and the server's challenges to the next response.
//!
//! It holds no socket and no randomness: the nonce is an argument. What it says is a [`Secret`], before and after it is
//! put into Base64.

use std::fmt;

use super::credentials::Credentials;
use super::exchange_fault::ExchangeFault;
use super::hash::{Hash, hexadecimal};
use super::scram::{ScramClient, gs2_header};
use super::{Mechanism, Payload};
use crate::base64;
use crate::extension::COMMAND_LINE;
use crate::secret::Secret;

/// A client in one exchange.
#[derive(Clone)]
pub struct Exchange {
    mechanism: Mechanism,
    credentials: Credentials,
    scram: Option<ScramClient>,
    /// How many messages the client has said.
    said: usize,
    /// The last of them, decoded.
    last: Secret,
}

impl Exchange {
    /// The mechanisms that a client can use.
    pub const MECHANISMS: &'static [Mechanism] = &[
        Mechanism::ScramSha256,
        Mechanism::ScramSha1,
        Mechanism::Plain,
        Mechanism::Login,
        Mechanism::CramMd5,
        Mechanism::XOAuth2,
        Mechanism::OAuthBearer,
        Mechanism::External,
        Mechanism::Anonymous,
    ];

    /// A client that has said nothing yet. `nonce` is a random text, new for each exchange; only SCRAM needs it.
    ///
    /// # Errors
    /// Says what the credentials lack for this mechanism.
    pub fn new(
        mechanism: Mechanism,
        credentials: Credentials,
        nonce: &str,
    ) -> Result<Self, ExchangeFault> {
        if !Self::MECHANISMS.contains(&mechanism) {
            return Err(ExchangeFault::NotSupported);
        }
        if !matches!(mechanism, Mechanism::External | Mechanism::Anonymous) {
            credentials.require_user()?;
            credentials.require_secret()?;
        }
        match mechanism {
            Mechanism::Plain => credentials.require_without(0)?,
            Mechanism::XOAuth2 | Mechanism::OAuthBearer => credentials.require_without(END)?,
            _ => {}
        }
        let scram = scram_hash(mechanism)
            .map(|hash| ScramClient::new(hash, &credentials, nonce))
            .transpose()?;
        Ok(Self {
            mechanism,
            credentials,
            scram,
            said: 0,
            last: Secret::default(),
        })
    }

    /// The mechanism.
    #[must_use]
    pub const fn mechanism(&self) -> Mechanism {
        self.mechanism
    }

    /// The AUTH line, without its ending. It carries the first message where the mechanism allows that and the line
    /// keeps to its limit (RFC 4954 §4); LOGIN is asked for each of its words.
    ///
    /// # Errors
    /// Never for credentials that [`Exchange::new`] has taken.
    pub fn auth_line(&mut self) -> Result<Secret, ExchangeFault> {
        let head = ["AUTH ", self.mechanism.name()].concat();
        if self.mechanism.server_speaks_first() {
            return Ok(Secret::new(head));
        }
        let message = self.next(b"")?;
        let encoded = match message.reveal() {
            b"" => "=".to_owned(),
            octets => base64::encode(octets),
        };
        if head.len() + 1 + encoded.len() + LINE_END > COMMAND_LINE {
            return Ok(Secret::new(head));
        }
        self.keep(message);
        Ok(Secret::new([head.as_str(), " ", &encoded].concat()))
    }

    /// The line that answers a challenge: the text behind `334 `, in Base64.
    ///
    /// # Errors
    /// Says why the client does not go on; the line to say then is `*`.
    pub fn answer(&mut self, challenge: &[u8]) -> Result<Secret, ExchangeFault> {
        let challenge = base64::decode(challenge).map_err(|_| ExchangeFault::ChallengeNotBase64)?;
        let message = self.next(&challenge)?;
        let line = base64::encode(message.reveal());
        self.keep(message);
        Ok(Secret::new(line))
    }

    /// Judges a success of the server: whether it may be believed.
    ///
    /// # Errors
    /// Says what the server has not proved.
    pub fn accepted(&self) -> Result<(), ExchangeFault> {
        match &self.scram {
            Some(scram) if !scram.is_verified() => Err(ExchangeFault::SignatureMissing),
            _ => Ok(()),
        }
    }

    /// What the client said last, decoded, and what it is made of; nothing where it has not said anything yet.
    #[must_use]
    pub fn last_message(&self) -> Option<(&Secret, Payload)> {
        let step = self.said.checked_sub(1)?;
        let payload = self.mechanism.read_response(step, self.last.reveal());
        Some((&self.last, payload))
    }

    /// How often a SCRAM server had the password hashed.
    #[must_use]
    pub fn iterations(&self) -> Option<u32> {
        self.scram.as_ref().and_then(ScramClient::iterations)
    }

    fn keep(&mut self, message: Secret) {
        self.said += 1;
        self.last = message;
    }

    /// The next message, in answer to a challenge.
    fn next(&mut self, challenge: &[u8]) -> Result<Secret, ExchangeFault> {
        let credentials = &self.credentials;
        let user = credentials.user.as_bytes();
        let authorization = credentials.authorization.as_bytes();
        let secret = credentials.secret.reveal();
        let message = match (self.mechanism, self.said) {
            (Mechanism::Plain, 0) => [authorization, user, secret].join(&0),
            (Mechanism::Login, 0) => user.to_vec(),
            (Mechanism::Login, 1) => secret.to_vec(),
            (Mechanism::CramMd5, 0) => {
                let digest = hexadecimal(&Hash::Md5.keyed(secret, challenge));
                [user, digest.as_bytes()].join(&b' ')
            }
            (Mechanism::XOAuth2, 0) => {
                [b"user=", user, b"\x01auth=Bearer ", secret, b"\x01\x01"].concat()
            }
            (Mechanism::OAuthBearer, 0) => bearer(credentials),
            // The challenge says why not. What follows it only says that it was read (RFC 7628 §3.2.3).
            (Mechanism::XOAuth2, 1) => Vec::new(),
            (Mechanism::OAuthBearer, 1) => vec![END],
            (Mechanism::External, 0) => authorization.to_vec(),
            (Mechanism::Anonymous, 0) => user.to_vec(),
            (_, said) => match (&mut self.scram, said) {
                (Some(scram), 0) => scram.first(),
                (Some(scram), 1) => scram.last(secret, challenge)?,
                (Some(scram), 2) => {
                    scram.verify(challenge)?;
                    Vec::new()
                }
                _ => return Err(ExchangeFault::ChallengeUnexpected),
            },
        };
        Ok(Secret::new(message))
    }
}

impl fmt::Debug for Exchange {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Exchange")
            .field("mechanism", &self.mechanism)
            .field("said", &self.said)
            .finish_non_exhaustive()
    }
}

/// What ends each part of a token's message.
const END: u8 = 1;

/// CR LF, which counts.
const LINE_END: usize = 2;

/// The hash of a SCRAM mechanism that binds to no channel.
pub(crate) const fn scram_hash(mechanism: Mechanism) -> Option<Hash> {
    match mechanism {
        Mechanism::ScramSha1 => Some(Hash::Sha1),
        Mechanism::ScramSha256 => Some(Hash::Sha256),
        _ => None,
    }
}

/// `n,a=user,^Ahost=...^Aport=...^Aauth=Bearer token^A^A` (RFC 7628 §3.1)
fn bearer(credentials: &Credentials) -> Vec<u8> {
    let mut message = gs2_header(&credentials.user);
    message.push('\x01');
    if !credentials.host.is_empty() {
        message.push_str(&["host=", &credentials.host, "\x01"].concat());
    }
    if let Some(port) = credentials.port {
        message.push_str(&["port=", &port.to_string(), "\x01"].concat());
    }
    [
        message.as_bytes(),
        b"auth=Bearer ",
        credentials.secret.reveal(),
        b"\x01\x01",
    ]
    .concat()
}

#[cfg(test)]
mod tests;
