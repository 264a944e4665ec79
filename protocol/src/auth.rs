//! Signing in: the mechanisms of SASL as AUTH carries them (RFC 4954, RFC 4422), and what their messages are made of.

pub use self::credentials::Credentials;
pub use self::exchange::Exchange;
pub use self::exchange_fault::ExchangeFault;
pub use self::payload::{Part, PartKind, Payload, PayloadFault, PayloadFaultKind};
pub use self::scram::{LEAST_ITERATIONS, MAX_ITERATIONS};
use crate::reference::Reference;

mod cram_md5;
mod credentials;
pub(crate) mod exchange;
mod exchange_fault;
pub(crate) mod hash;
mod login;
mod oauth;
mod payload;
mod plain;
pub(crate) mod scram;

/// A SASL mechanism, as far as this crate knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mechanism {
    /// `PLAIN`: user name and password in one message.
    Plain,
    /// `LOGIN`: user name and password, one after the other. Never a standard, offered everywhere.
    Login,
    /// `CRAM-MD5`: proof of the password by a keyed hash of the server's challenge.
    CramMd5,
    /// `SCRAM-SHA-1`: mutual proof of the password.
    ScramSha1,
    /// `SCRAM-SHA-1-PLUS`: the same, bound to the TLS channel.
    ScramSha1Plus,
    /// `SCRAM-SHA-256`: mutual proof of the password.
    ScramSha256,
    /// `SCRAM-SHA-256-PLUS`: the same, bound to the TLS channel.
    ScramSha256Plus,
    /// `EXTERNAL`: the identity that TLS has shown already.
    External,
    /// `ANONYMOUS`: a trace text and no identity.
    Anonymous,
    /// `XOAUTH2`: an access token, in Google's and Microsoft's form.
    XOAuth2,
    /// `OAUTHBEARER`: an access token, in the standard's form.
    OAuthBearer,
    /// `DIGEST-MD5`: history.
    DigestMd5,
    /// `NTLM`: Microsoft's, history.
    Ntlm,
    /// `GSSAPI`: Kerberos.
    GssApi,
    /// Any other word.
    Other,
}

impl Mechanism {
    /// Every mechanism that has a name, the common ones first.
    pub const ALL: &'static [Self] = &[
        Self::Plain,
        Self::Login,
        Self::CramMd5,
        Self::ScramSha256,
        Self::ScramSha256Plus,
        Self::ScramSha1,
        Self::ScramSha1Plus,
        Self::XOAuth2,
        Self::OAuthBearer,
        Self::External,
        Self::Anonymous,
        Self::DigestMd5,
        Self::Ntlm,
        Self::GssApi,
    ];

    /// The mechanism that a word names, in any case.
    #[must_use]
    pub fn recognise(word: &[u8]) -> Self {
        Self::ALL
            .iter()
            .copied()
            .find(|mechanism| word.eq_ignore_ascii_case(mechanism.name().as_bytes()))
            .unwrap_or(Self::Other)
    }

    /// The mechanism as servers list it; empty for [`Mechanism::Other`].
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "PLAIN",
            Self::Login => "LOGIN",
            Self::CramMd5 => "CRAM-MD5",
            Self::ScramSha1 => "SCRAM-SHA-1",
            Self::ScramSha1Plus => "SCRAM-SHA-1-PLUS",
            Self::ScramSha256 => "SCRAM-SHA-256",
            Self::ScramSha256Plus => "SCRAM-SHA-256-PLUS",
            Self::External => "EXTERNAL",
            Self::Anonymous => "ANONYMOUS",
            Self::XOAuth2 => "XOAUTH2",
            Self::OAuthBearer => "OAUTHBEARER",
            Self::DigestMd5 => "DIGEST-MD5",
            Self::Ntlm => "NTLM",
            Self::GssApi => "GSSAPI",
            Self::Other => "",
        }
    }

    /// Where it is defined.
    #[must_use]
    pub const fn reference(self) -> Reference {
        match self {
            Self::Plain => Reference::new(4616, "2"),
            Self::Login => Reference::practice("draft-murchison-sasl-login"),
            Self::CramMd5 => Reference::new(2195, "2"),
            Self::ScramSha1 | Self::ScramSha1Plus => Reference::new(5802, "5"),
            Self::ScramSha256 | Self::ScramSha256Plus => Reference::new(7677, "3"),
            Self::External => Reference::new(4422, "A"),
            Self::Anonymous => Reference::new(4505, "2"),
            Self::XOAuth2 => Reference::practice("Google XOAUTH2"),
            Self::OAuthBearer => Reference::new(7628, "3.1"),
            Self::DigestMd5 => Reference::new(6331, ""),
            Self::Ntlm => Reference::practice("Microsoft MS-SMTPNTLM"),
            Self::GssApi => Reference::new(4752, "3"),
            Self::Other => Reference::new(4422, "3.1"),
        }
    }

    /// Whether the server speaks first, so that AUTH carries no initial response (RFC 4954 §4). LOGIN belongs here by
    /// its draft; servers take the user name with AUTH all the same.
    #[must_use]
    pub const fn server_speaks_first(self) -> bool {
        matches!(self, Self::Login | Self::CramMd5 | Self::DigestMd5)
    }

    /// Whether AUTH may carry an initial response.
    #[must_use]
    pub const fn takes_initial_response(self) -> bool {
        !matches!(self, Self::CramMd5 | Self::DigestMd5)
    }

    /// Whether one message of the client is all there is to say.
    #[must_use]
    pub const fn is_one_step(self) -> bool {
        matches!(
            self,
            Self::Plain | Self::External | Self::Anonymous | Self::XOAuth2 | Self::OAuthBearer
        )
    }

    /// Whether who sees the exchange can sign in himself: the password or the token passes as it is.
    #[must_use]
    pub const fn shows_the_secret(self) -> bool {
        matches!(
            self,
            Self::Plain | Self::Login | Self::XOAuth2 | Self::OAuthBearer
        )
    }

    /// Reads a message of the client, decoded; `step` counts them from 0.
    #[must_use]
    pub fn read_response(self, step: usize, message: &[u8]) -> Payload {
        match self {
            Self::Plain => plain::read(message),
            Self::Login => login::read_response(step, message),
            Self::CramMd5 => cram_md5::read_response(message),
            Self::ScramSha1 | Self::ScramSha1Plus | Self::ScramSha256 | Self::ScramSha256Plus => {
                match step {
                    0 => scram::read_client_first(message),
                    1 => scram::read_client_final(message),
                    _ => Payload::empty_or_unexpected(message),
                }
            }
            Self::XOAuth2 if step == 0 => oauth::read_xoauth2(message),
            Self::OAuthBearer if step == 0 => oauth::read_bearer(message),
            // After an error the client has nothing to say but that it has read it (RFC 7628 §3.2.3).
            Self::XOAuth2 => Payload::empty_or_unexpected(message),
            Self::OAuthBearer => oauth::read_acknowledgement(message),
            Self::External => Payload::whole(PartKind::AuthorizationIdentity, message),
            Self::Anonymous => Payload::whole(PartKind::Trace, message),
            Self::DigestMd5 | Self::Ntlm | Self::GssApi | Self::Other => {
                Payload::whole(PartKind::Opaque, message)
            }
        }
    }

    /// Reads a message of the server, decoded; `step` counts them from 0.
    #[must_use]
    pub fn read_challenge(self, step: usize, message: &[u8]) -> Payload {
        match self {
            Self::Login => Payload::whole(PartKind::Prompt, message),
            Self::CramMd5 => cram_md5::read_challenge(message),
            Self::ScramSha1 | Self::ScramSha1Plus | Self::ScramSha256 | Self::ScramSha256Plus => {
                match step {
                    // A server asks for the first message with an empty challenge where AUTH did not carry it.
                    _ if message.is_empty() => Payload::default(),
                    0 => scram::read_server_first(message),
                    _ => scram::read_server_final(message),
                }
            }
            Self::XOAuth2 | Self::OAuthBearer if message.is_empty() => Payload::default(),
            Self::XOAuth2 | Self::OAuthBearer => oauth::read_error(message),
            _ => Payload::whole(PartKind::Opaque, message),
        }
    }
}

/// Whether a word can name a mechanism: 1 to 20 letters, digits, hyphens and underscores, letters in upper case
/// (RFC 4422 §3.1). Lower case is taken all the same: AUTH compares without regard to case (RFC 4954 §4).
#[must_use]
pub fn is_mechanism_name(word: &[u8]) -> bool {
    (1..=20).contains(&word.len())
        && word
            .iter()
            .all(|octet| octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'_'))
}

#[cfg(test)]
mod tests;
