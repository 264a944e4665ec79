//! What a message of a mechanism is made of, with the place of every part.

use crate::span::Span;

/// A message as it was read. Spans are octets of the decoded message; [`crate::base64::encoded_span`] finds them in the
/// line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Payload {
    /// Its parts, in order.
    pub parts: Vec<Part>,
    /// What is wrong with it.
    pub faults: Vec<PayloadFault>,
}

/// One part of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// Where it stands.
    pub span: Span,
}

/// What a part of a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartKind {
    /// Whom to act as; mostly empty: as oneself.
    AuthorizationIdentity,
    /// Who signs in.
    User,
    /// The password.
    Password,
    /// The keyed hash of a challenge.
    Digest,
    /// What the server wants hashed.
    Challenge,
    /// What the server asks for, in words.
    Prompt,
    /// How the exchange is bound to the TLS channel, or that it is not.
    ChannelBinding,
    /// A random text, used once.
    Nonce,
    /// What is mixed into the password before it is hashed.
    Salt,
    /// How often the password is hashed.
    Iterations,
    /// The proof of the password, of the client or of the server.
    Proof,
    /// An access token.
    Token,
    /// The host the token is for.
    Host,
    /// The port the token is for.
    Port,
    /// Who to ask about an anonymous session.
    Trace,
    /// Why the server says no.
    Error,
    /// In one word or number.
    Status,
    /// Which right the token has to carry.
    Scope,
    /// Which kinds of token the server takes.
    Schemes,
    /// Where it is written how to get a token.
    Configuration,
    /// A name and value of an extension.
    Extension,
    /// Octets whose meaning is not known here.
    Opaque,
}

impl PartKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::AuthorizationIdentity,
        Self::User,
        Self::Password,
        Self::Digest,
        Self::Challenge,
        Self::Prompt,
        Self::ChannelBinding,
        Self::Nonce,
        Self::Salt,
        Self::Iterations,
        Self::Proof,
        Self::Token,
        Self::Host,
        Self::Port,
        Self::Trace,
        Self::Error,
        Self::Status,
        Self::Scope,
        Self::Schemes,
        Self::Configuration,
        Self::Extension,
        Self::Opaque,
    ];

    /// Whether who sees it could sign in, or guess the password at leisure.
    #[must_use]
    pub const fn is_secret(self) -> bool {
        matches!(
            self,
            Self::Password | Self::Digest | Self::Proof | Self::Token | Self::Opaque
        )
    }

    /// The name that texts use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AuthorizationIdentity => "authorization-identity",
            Self::User => "user",
            Self::Password => "password",
            Self::Digest => "digest",
            Self::Challenge => "challenge",
            Self::Prompt => "prompt",
            Self::ChannelBinding => "channel-binding",
            Self::Nonce => "nonce",
            Self::Salt => "salt",
            Self::Iterations => "iterations",
            Self::Proof => "proof",
            Self::Token => "token",
            Self::Host => "host",
            Self::Port => "port",
            Self::Trace => "trace",
            Self::Error => "error",
            Self::Status => "status",
            Self::Scope => "scope",
            Self::Schemes => "schemes",
            Self::Configuration => "configuration",
            Self::Extension => "extension",
            Self::Opaque => "opaque",
        }
    }
}

/// Something wrong with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PayloadFault {
    /// What is wrong.
    pub kind: PayloadFaultKind,
    /// Where it shows; empty where something is missing.
    pub span: Span,
}

/// What can be wrong with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PayloadFaultKind {
    /// What divides the parts is missing: a NUL, or a space.
    SeparatorMissing,
    /// There is one NUL too many.
    SeparatorExtra,
    /// There is no user name.
    UserEmpty,
    /// There is no password.
    PasswordEmpty,
    /// It is not UTF-8.
    NotUtf8,
    /// It is no keyed MD5 hash: 32 hexadecimal digits in lower case.
    Digest,
    /// It is no challenge in angle brackets.
    Challenge,
    /// It does not begin with the header `n,,` or one like it.
    Header,
    /// An attribute is not of the form `name=value`.
    Attribute,
    /// There is no nonce.
    NonceMissing,
    /// There is no salt.
    SaltMissing,
    /// There is no whole count of iterations.
    Iterations,
    /// There is no proof.
    ProofMissing,
    /// It is not Base64.
    NotBase64,
    /// There is no token.
    TokenMissing,
    /// The token is not called `Bearer`.
    BearerMissing,
    /// The octets that end it are missing.
    EndMissing,
    /// Nothing was to be said any more.
    Unexpected,
}

impl PayloadFaultKind {
    /// The name that texts use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SeparatorMissing => "separator-missing",
            Self::SeparatorExtra => "separator-extra",
            Self::UserEmpty => "user-empty",
            Self::PasswordEmpty => "password-empty",
            Self::NotUtf8 => "not-utf8",
            Self::Digest => "digest",
            Self::Challenge => "challenge",
            Self::Header => "header",
            Self::Attribute => "attribute",
            Self::NonceMissing => "nonce-missing",
            Self::SaltMissing => "salt-missing",
            Self::Iterations => "iterations",
            Self::ProofMissing => "proof-missing",
            Self::NotBase64 => "not-base64",
            Self::TokenMissing => "token-missing",
            Self::BearerMissing => "bearer-missing",
            Self::EndMissing => "end-missing",
            Self::Unexpected => "unexpected",
        }
    }
}

impl Payload {
    /// The first part of a kind.
    #[must_use]
    pub fn part(&self, kind: PartKind) -> Option<Span> {
        self.parts
            .iter()
            .find(|part| part.kind == kind)
            .map(|part| part.span)
    }

    pub(super) fn add(&mut self, kind: PartKind, start: usize, end: usize) {
        self.parts.push(Part {
            kind,
            span: Span::new(start, end),
        });
    }

    pub(super) fn fault(&mut self, kind: PayloadFaultKind, start: usize, end: usize) {
        self.faults.push(PayloadFault {
            kind,
            span: Span::new(start, end),
        });
    }

    /// A message of one part.
    pub(super) fn whole(kind: PartKind, message: &[u8]) -> Self {
        let mut payload = Self::default();
        payload.add(kind, 0, message.len());
        payload
    }

    /// A message where none is due: only an empty one says nothing.
    pub(super) fn empty_or_unexpected(message: &[u8]) -> Self {
        if message.is_empty() {
            return Self::default();
        }
        let mut payload = Self::whole(PartKind::Opaque, message);
        payload.fault(PayloadFaultKind::Unexpected, 0, message.len());
        payload
    }

    /// Notes that octets which have to be UTF-8 are not.
    pub(super) fn require_utf8(&mut self, message: &[u8]) {
        if let Err(error) = std::str::from_utf8(message) {
            let at = error.valid_up_to();
            self.fault(PayloadFaultKind::NotUtf8, at, at + 1);
        }
    }
}
