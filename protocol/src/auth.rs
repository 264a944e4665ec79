//! Signing in: the mechanisms of SASL as AUTH carries them (RFC 4954, RFC 4422), and what their messages are made of.

pub use self::payload::{Part, PartKind, Payload, PayloadFault, PayloadFaultKind};
use crate::reference::Reference;

mod cram_md5;
mod login;
mod oauth;
mod payload;
mod plain;
mod scram;

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
            Self::XOAuth2 | Self::OAuthBearer => Payload::whole(PartKind::Error, message),
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
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn mechanisms_are_known_by_name() {
        for mechanism in Mechanism::ALL {
            assert!(is_mechanism_name(mechanism.name().as_bytes()));
            let lower = mechanism.name().to_ascii_lowercase();
            assert_eq!(Mechanism::recognise(lower.as_bytes()), *mechanism);
        }
        assert_eq!(Mechanism::recognise(b"PLAIM"), Mechanism::Other);
        assert_eq!(Mechanism::recognise(b""), Mechanism::Other);
        assert!(!is_mechanism_name(b"") && !is_mechanism_name(b"PLAIN!"));
    }

    /// Every part as `kind:text`, then every fault as `!kind@offset`.
    fn told(payload: &Payload, message: &[u8]) -> String {
        let mut told: Vec<String> = payload
            .parts
            .iter()
            .map(|part| {
                let text = String::from_utf8_lossy(part.span.of(message)).into_owned();
                format!("{}:{text}", part.kind.name())
            })
            .collect();
        told.extend(
            payload
                .faults
                .iter()
                .map(|fault| format!("!{}@{}", fault.kind.name(), fault.span.start)),
        );
        told.join(" ")
    }

    #[test]
    fn responses_are_cut_into_their_parts() {
        use Mechanism::{
            Anonymous, CramMd5, External, Login, OAuthBearer, Plain, ScramSha256, XOAuth2,
        };
        for (mechanism, step, message, expected) in [
            (
                Plain,
                0,
                "\0ann\0secret",
                "authorization-identity: user:ann password:secret",
            ),
            (
                Plain,
                0,
                "bob\0ann\0secret",
                "authorization-identity:bob user:ann password:secret",
            ),
            (
                Plain,
                0,
                "ann:secret",
                "opaque:ann:secret !separator-missing@10",
            ),
            (
                Plain,
                0,
                "ann\0secret",
                "opaque:ann\0secret !separator-missing@10",
            ),
            (
                Plain,
                0,
                "\0ann\0sec\0ret",
                "authorization-identity: user:ann password:sec !separator-extra@8",
            ),
            (
                Plain,
                0,
                "\0\0secret",
                "authorization-identity: user: password:secret !user-empty@1",
            ),
            (
                Plain,
                0,
                "\0ann\0",
                "authorization-identity: user:ann password: !password-empty@5",
            ),
            (Login, 0, "ann", "user:ann"),
            (Login, 1, "secret", "password:secret"),
            (Login, 0, "", "user: !user-empty@0"),
            (Login, 2, "more", "opaque:more !unexpected@0"),
            (
                CramMd5,
                0,
                "ann 0123456789abcdef0123456789abcdef",
                "user:ann digest:0123456789abcdef0123456789abcdef",
            ),
            (
                CramMd5,
                0,
                "ann b c 0123456789abcdef0123456789abcdef",
                "user:ann b c digest:0123456789abcdef0123456789abcdef",
            ),
            (
                CramMd5,
                0,
                "ann 0123456789ABCDEF0123456789ABCDEF",
                "user:ann digest:0123456789ABCDEF0123456789ABCDEF !digest@4",
            ),
            (CramMd5, 0, "ann", "opaque:ann !separator-missing@3"),
            (External, 0, "", "authorization-identity:"),
            (Anonymous, 0, "guest", "trace:guest"),
            (
                XOAuth2,
                0,
                "user=ann\x01auth=Bearer tok\x01\x01",
                "user:ann token:tok",
            ),
            (
                XOAuth2,
                0,
                "user=ann\x01auth=Bearer tok",
                "user:ann token:tok !end-missing@24",
            ),
            (
                XOAuth2,
                0,
                "auth=Bearer tok\x01\x01",
                "token:tok !user-empty@0",
            ),
            (
                XOAuth2,
                0,
                "user=ann\x01auth=tok\x01\x01",
                "user:ann token:tok !bearer-missing@14",
            ),
            (XOAuth2, 0, "user=ann\x01\x01", "user:ann !token-missing@9"),
            (
                OAuthBearer,
                0,
                "n,a=ann,\x01host=mx\x01port=587\x01auth=Bearer tok\x01\x01",
                "channel-binding:n authorization-identity:ann host:mx port:587 token:tok",
            ),
            (
                OAuthBearer,
                0,
                "n,,\x01auth=Bearer tok\x01\x01",
                "channel-binding:n token:tok",
            ),
            (OAuthBearer, 0, "auth=Bearer tok\x01\x01", "!header@0"),
            (
                OAuthBearer,
                0,
                "n,,\x01auth=Bearer tok",
                "channel-binding:n token:tok !end-missing@19",
            ),
            (OAuthBearer, 1, "\x01", ""),
            (OAuthBearer, 1, "x", "opaque:x !unexpected@0"),
            (
                ScramSha256,
                0,
                "n,,n=ann,r=abc",
                "channel-binding:n user:ann nonce:abc",
            ),
            (
                ScramSha256,
                0,
                "p=tls-exporter,a=bob,n=ann,r=abc",
                "channel-binding:p=tls-exporter authorization-identity:bob user:ann nonce:abc",
            ),
            (
                ScramSha256,
                0,
                "n,,n=ann",
                "channel-binding:n user:ann !nonce-missing@8",
            ),
            (ScramSha256, 0, "n=ann,r=abc", "!header@0"),
            (
                ScramSha256,
                1,
                "c=biws,r=abcdef,p=dGVzdA==",
                "channel-binding:biws nonce:abcdef proof:dGVzdA==",
            ),
            (
                ScramSha256,
                1,
                "c=biws,r=abcdef",
                "channel-binding:biws nonce:abcdef !proof-missing@15",
            ),
        ] {
            let found = told(
                &mechanism.read_response(step, message.as_bytes()),
                message.as_bytes(),
            );
            assert_eq!(found, expected, "{mechanism:?} {message:?}");
        }
    }

    #[test]
    fn challenges_are_cut_into_their_parts() {
        use Mechanism::{CramMd5, Login, ScramSha256};
        for (mechanism, step, message, expected) in [
            (Login, 0, "Username:", "prompt:Username:"),
            (
                CramMd5,
                0,
                "<1.2@mx.example.com>",
                "challenge:<1.2@mx.example.com>",
            ),
            (CramMd5, 0, "1.2", "challenge:1.2 !challenge@0"),
            (ScramSha256, 0, "", ""),
            (
                ScramSha256,
                0,
                "r=abcdef,s=c2FsdA==,i=4096",
                "nonce:abcdef salt:c2FsdA== iterations:4096",
            ),
            (
                ScramSha256,
                0,
                "r=abcdef,s=c2FsdA==,i=x",
                "nonce:abcdef salt:c2FsdA== iterations:x !iterations@22",
            ),
            (ScramSha256, 1, "v=dGVzdA==", "proof:dGVzdA=="),
            (ScramSha256, 1, "e=invalid-proof", "error:invalid-proof"),
        ] {
            let found = told(
                &mechanism.read_challenge(step, message.as_bytes()),
                message.as_bytes(),
            );
            assert_eq!(found, expected, "{mechanism:?} {message:?}");
        }
    }
}
