//! Why a client cannot begin an exchange, or does not go on with it.

/// Why a client cannot begin an exchange, or does not go on with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExchangeFault {
    /// This client does not know the mechanism.
    NotSupported,
    /// There is no user name.
    UserMissing,
    /// There is no password or token.
    SecretMissing,
    /// The user name holds the octet that divides the message.
    UserHasControl,
    /// The password or token holds the octet that divides the message.
    SecretHasControl,
    /// The user name is not printable ASCII, and the mechanism would have to prepare it.
    UserNotAscii,
    /// The password is not printable ASCII, and the mechanism would have to prepare it.
    SecretNotAscii,
    /// The random text is empty or holds what it may not.
    NonceUnusable,
    /// The challenge is no Base64.
    ChallengeNotBase64,
    /// The challenge is not of the mechanism's form.
    ChallengeMalformed,
    /// The mechanism has nothing more to say, and the server asks on.
    ChallengeUnexpected,
    /// The server's random text does not begin with the client's: somebody stands between.
    NonceNotOurs,
    /// The server asks for more iterations than [`super::MAX_ITERATIONS`].
    IterationsTooMany,
    /// The server has said why it refuses.
    RefusedByServer,
    /// The server's proof is wrong: it does not know the password.
    SignatureWrong,
    /// The server says yes and has proved nothing.
    SignatureMissing,
}

impl ExchangeFault {
    /// Every fault.
    pub const ALL: &'static [Self] = &[
        Self::NotSupported,
        Self::UserMissing,
        Self::SecretMissing,
        Self::UserHasControl,
        Self::SecretHasControl,
        Self::UserNotAscii,
        Self::SecretNotAscii,
        Self::NonceUnusable,
        Self::ChallengeNotBase64,
        Self::ChallengeMalformed,
        Self::ChallengeUnexpected,
        Self::NonceNotOurs,
        Self::IterationsTooMany,
        Self::RefusedByServer,
        Self::SignatureWrong,
        Self::SignatureMissing,
    ];

    /// The name that texts use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotSupported => "not-supported",
            Self::UserMissing => "user-missing",
            Self::SecretMissing => "secret-missing",
            Self::UserHasControl => "user-has-control",
            Self::SecretHasControl => "secret-has-control",
            Self::UserNotAscii => "user-not-ascii",
            Self::SecretNotAscii => "secret-not-ascii",
            Self::NonceUnusable => "nonce-unusable",
            Self::ChallengeNotBase64 => "challenge-not-base64",
            Self::ChallengeMalformed => "challenge-malformed",
            Self::ChallengeUnexpected => "challenge-unexpected",
            Self::NonceNotOurs => "nonce-not-ours",
            Self::IterationsTooMany => "iterations-too-many",
            Self::RefusedByServer => "refused-by-server",
            Self::SignatureWrong => "signature-wrong",
            Self::SignatureMissing => "signature-missing",
        }
    }
}
