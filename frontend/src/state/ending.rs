//! How a session came to its end.

use ehlo_protocol::transcript::Blame;
use ehlo_protocol::tunnel::Refusal;

use crate::tls::failure::Failure;

/// How a session came to its end, or why it never began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// The user pressed Disconnect.
    You,
    /// The server closed after QUIT, or after saying that it would.
    Goodbye,
    /// The server closed in the middle.
    Dropped,
    /// The connection to the server was reset or lost.
    Reset,
    /// The bridge closed in order, with its own words.
    Bridge(String),
    /// The bridge said no.
    Refused(Refusal),
    /// The tunnel to the bridge broke.
    BridgeLost,
    /// No bridge answered.
    NoBridge,
    /// A bridge answered, but the part of the page that speaks with it did not come.
    Unspoken,
    /// The bridge has no sandbox.
    NoSandbox,
    /// The bridge said something that is not of the tunnel's protocol.
    Garbled,
    /// The server said more than the page takes.
    TooMuch,
    /// TLS came to nothing.
    Tls(Failure),
}

impl Ending {
    /// The name of its text; the variants `whose` and `next` say whose doing it was and what to try.
    pub(crate) fn text_name(&self) -> String {
        match self {
            Self::You => "page-end-you".to_owned(),
            Self::Goodbye => "page-end-goodbye".to_owned(),
            Self::Dropped => "page-end-dropped".to_owned(),
            Self::Reset => "page-end-reset".to_owned(),
            Self::Bridge(_) => "page-end-bridge".to_owned(),
            Self::Refused(refusal) => ["refusal-", refusal.name()].concat(),
            Self::BridgeLost => "page-end-bridge-lost".to_owned(),
            Self::NoBridge => "page-end-no-bridge".to_owned(),
            Self::Unspoken => "page-end-unspoken".to_owned(),
            Self::NoSandbox => "page-end-no-sandbox".to_owned(),
            Self::Garbled => "page-end-garbled".to_owned(),
            Self::TooMuch => "page-end-too-much".to_owned(),
            Self::Tls(failure) => failure.cause.text_name().to_owned(),
        }
    }

    /// What somebody else said of it, or what was found: more than the texts know.
    pub(crate) fn said(&self) -> Option<&str> {
        let said = match self {
            Self::Bridge(message) => message,
            Self::Tls(failure) => &failure.detail,
            _ => return None,
        };
        Some(said.as_str()).filter(|said| !said.is_empty())
    }

    /// Whose doing it was, as the transcript records it.
    pub(crate) const fn blame(&self) -> Blame {
        match self {
            Self::You => Blame::Client,
            Self::Tls(failure) => failure.cause.blame(),
            Self::Goodbye | Self::Dropped | Self::TooMuch => Blame::Server,
            _ => Blame::Network,
        }
    }

    /// Whether it is how sessions should end: nothing went wrong.
    pub(crate) const fn is_calm(&self) -> bool {
        matches!(self, Self::You | Self::Goodbye)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tls::failure::Cause;
    use crate::words::find;

    #[test]
    fn every_end_has_its_words_and_every_bad_one_a_next_step() {
        let mut endings = vec![
            Ending::You,
            Ending::Goodbye,
            Ending::Dropped,
            Ending::Reset,
            Ending::Bridge(String::new()),
            Ending::BridgeLost,
            Ending::NoBridge,
            Ending::Unspoken,
            Ending::NoSandbox,
            Ending::Garbled,
            Ending::TooMuch,
        ];
        endings.extend(Cause::ALL.map(|cause| Ending::Tls(Failure::plain(cause))));
        endings.extend(Refusal::ALL.iter().copied().map(Ending::Refused));
        for ending in endings {
            let name = ending.text_name();
            assert!(find(&name, &[]).is_some(), "{name}");
            let next = find(&[&name, ".next"].concat(), &[]);
            assert_eq!(next.is_some(), !ending.is_calm(), "{name}.next");
        }
    }
}
