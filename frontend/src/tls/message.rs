//! What page and worker say to each other.

use super::failure::{Cause, Failure};
use super::report::Report;

/// What the page tells the worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// Begin a handshake.
    Start {
        /// The name of the server, or its address.
        host: String,
        /// The fingerprint of the only certificate that will do: SHA-256 of its DER in lower-case hex. Empty where the
        /// certificate is judged by who vouches for it.
        pin: String,
    },
    /// These octets came from the server.
    Wire(Vec<u8>),
    /// These octets are to be said to the server.
    Say(Vec<u8>),
    /// The user goes on in spite of the verdicts.
    GoOn,
    /// The connection is gone; nothing more will come.
    Finish,
    /// The page ends the session: the server is to be told, as TLS wants it.
    Leave,
}

/// What the worker tells the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The worker is there.
    Ready,
    /// These octets are for the wire.
    Wire(Vec<u8>),
    /// The server said this.
    Heard(Vec<u8>),
    /// The handshake is done.
    Established(Report),
    /// TLS came to nothing. What is known of the certificate comes along.
    Failed(Failure, Option<Report>),
    /// The server closed its side in order.
    Closed,
    /// All that had come has been worked through.
    Finished,
}

/// The form in which both are sent: a number for the kind, octets and words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parcel {
    /// Which kind.
    pub kind: u8,
    /// Octets that move without being copied.
    pub octets: Vec<u8>,
    /// Whatever else there is to say.
    pub words: Vec<String>,
}

impl Parcel {
    fn of_octets(kind: u8, octets: Vec<u8>) -> Self {
        Self {
            kind,
            octets,
            words: Vec::new(),
        }
    }

    fn of_words(kind: u8, words: Vec<String>) -> Self {
        Self {
            kind,
            octets: Vec::new(),
            words,
        }
    }
}

impl Order {
    /// Packs it.
    pub fn pack(self) -> Parcel {
        match self {
            Self::Start { host, pin } => Parcel::of_words(0, vec![host, pin]),
            Self::Wire(octets) => Parcel::of_octets(1, octets),
            Self::Say(octets) => Parcel::of_octets(2, octets),
            Self::GoOn => Parcel::of_words(3, Vec::new()),
            Self::Finish => Parcel::of_words(4, Vec::new()),
            Self::Leave => Parcel::of_words(5, Vec::new()),
        }
    }

    /// Unpacks one.
    pub fn unpack(parcel: Parcel) -> Option<Self> {
        let mut words = parcel.words.into_iter();
        Some(match parcel.kind {
            0 => Self::Start {
                host: words.next()?,
                pin: words.next()?,
            },
            1 => Self::Wire(parcel.octets),
            2 => Self::Say(parcel.octets),
            3 => Self::GoOn,
            4 => Self::Finish,
            5 => Self::Leave,
            _ => return None,
        })
    }
}

impl Event {
    /// Packs it.
    pub fn pack(self) -> Parcel {
        match self {
            Self::Ready => Parcel::of_words(0, Vec::new()),
            Self::Wire(octets) => Parcel::of_octets(1, octets),
            Self::Heard(octets) => Parcel::of_octets(2, octets),
            Self::Established(report) => Parcel::of_words(3, report.to_words()),
            Self::Failed(failure, report) => {
                let mut words = vec![failure.cause.text_name().to_owned(), failure.detail];
                words.extend(report.iter().flat_map(Report::to_words));
                Parcel::of_words(4, words)
            }
            Self::Closed => Parcel::of_words(5, Vec::new()),
            Self::Finished => Parcel::of_words(6, Vec::new()),
        }
    }

    /// Unpacks one.
    pub fn unpack(parcel: Parcel) -> Option<Self> {
        let mut words = parcel.words;
        Some(match parcel.kind {
            0 => Self::Ready,
            1 => Self::Wire(parcel.octets),
            2 => Self::Heard(parcel.octets),
            3 => Self::Established(Report::from_words(words)?),
            4 => {
                let report = words.split_off(2.min(words.len()));
                let mut words = words.into_iter();
                let name = words.next()?;
                let cause = Cause::ALL
                    .into_iter()
                    .find(|cause| cause.text_name() == name)?;
                let detail = words.next()?;
                let report = if report.is_empty() {
                    None
                } else {
                    Some(Report::from_words(report)?)
                };
                Self::Failed(Failure { cause, detail }, report)
            }
            5 => Self::Closed,
            6 => Self::Finished,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_out_again() {
        for order in [
            Order::Start {
                host: "mx.example.com".to_owned(),
                pin: String::new(),
            },
            Order::Wire(vec![22, 3, 1]),
            Order::Say(b"EHLO".to_vec()),
            Order::GoOn,
            Order::Finish,
            Order::Leave,
        ] {
            assert_eq!(Order::unpack(order.clone().pack()), Some(order));
        }
        let failure = Failure {
            cause: Cause::Alert,
            detail: "HandshakeFailure".to_owned(),
        };
        for event in [
            Event::Ready,
            Event::Wire(vec![22]),
            Event::Heard(Vec::new()),
            Event::Established(Report::default()),
            Event::Failed(failure.clone(), None),
            Event::Failed(failure, Some(Report::default())),
            Event::Closed,
            Event::Finished,
        ] {
            assert_eq!(Event::unpack(event.clone().pack()), Some(event));
        }
    }

    #[test]
    fn strange_parcels_are_nothing() {
        for kind in [0, 9] {
            assert_eq!(Order::unpack(Parcel::of_words(kind, Vec::new())), None);
        }
        for (kind, words) in [
            (3, vec!["TLS 1.3".to_owned()]),
            (4, Vec::new()),
            (4, vec!["page-end-of-the-world".to_owned(), String::new()]),
            (9, Vec::new()),
        ] {
            assert_eq!(Event::unpack(Parcel::of_words(kind, words)), None, "{kind}");
        }
    }
}
