//! Why TLS came to nothing.

use ehlo_protocol::transcript::Blame;

/// Octets of the server's that are shown of what is no TLS, or was said too early.
const MAX_SHOWN: usize = 300;

/// Why TLS came to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// What the server sent is no TLS. The detail holds its beginning.
    NotTls,
    /// The server refused, with the alert of the detail.
    Alert,
    /// The server speaks TLS 1.0 or 1.1 only, or no cipher that is safe.
    OldVersion,
    /// The server did not prove that it holds the key of its certificate.
    BadSignature,
    /// The certificate cannot be read or used.
    BadCertificate,
    /// The server broke the protocol; the detail says how.
    Broken,
    /// The server said more than is kept while the user decides.
    TooMuch,
    /// The worker did not come.
    NoWorker,
    /// Octets in clear stood behind the `220` to STARTTLS. The detail holds their beginning.
    Injected,
    /// The server did not go on with the handshake.
    Stalled,
    /// The connection ended in the handshake.
    Cut,
    /// The user did not take the certificate.
    Declined,
    /// Behind the handshake no mail server greeted.
    NoGreeting,
}

impl Cause {
    /// Every cause.
    pub const ALL: [Self; 13] = [
        Self::NotTls,
        Self::Alert,
        Self::OldVersion,
        Self::BadSignature,
        Self::BadCertificate,
        Self::Broken,
        Self::TooMuch,
        Self::NoWorker,
        Self::Injected,
        Self::Stalled,
        Self::Cut,
        Self::Declined,
        Self::NoGreeting,
    ];

    /// The name of its text; the variant `next` says what to try.
    pub const fn text_name(self) -> &'static str {
        match self {
            Self::NotTls => "page-end-tls-not-tls",
            Self::Alert => "page-end-tls-alert",
            Self::OldVersion => "page-end-tls-old-version",
            Self::BadSignature => "page-end-tls-bad-signature",
            Self::BadCertificate => "page-end-tls-bad-certificate",
            Self::Broken => "page-end-tls-broken",
            Self::TooMuch => "page-end-tls-too-much",
            Self::NoWorker => "page-end-tls-no-worker",
            Self::Injected => "page-end-tls-injected",
            Self::Stalled => "page-end-tls-stalled",
            Self::Cut => "page-end-tls-cut",
            Self::Declined => "page-end-tls-declined",
            Self::NoGreeting => "page-end-tls-no-greeting",
        }
    }

    /// Whose doing it was, as the transcript records it.
    pub const fn blame(self) -> Blame {
        match self {
            Self::NoWorker | Self::Declined => Blame::Client,
            Self::Injected | Self::Cut => Blame::Network,
            _ => Blame::Server,
        }
    }
}

/// A handshake or a session that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Why.
    pub cause: Cause,
    /// The alert, the error or the server's words; may be empty.
    pub detail: String,
}

impl Failure {
    /// A failure of which there is no more to say.
    pub const fn plain(cause: Cause) -> Self {
        Self {
            cause,
            detail: String::new(),
        }
    }

    /// A failure that shows what the server said.
    pub fn with_octets(cause: Cause, octets: &[u8]) -> Self {
        let shown = octets.get(..MAX_SHOWN).unwrap_or(octets);
        Self {
            cause,
            detail: String::from_utf8_lossy(shown).into_owned(),
        }
    }
}
