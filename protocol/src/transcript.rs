//! Who said which bytes when.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, ExpectedReply};
use crate::line::Line;
use crate::phase::Step;
use crate::reply::Reply;
use crate::secret::{MASK, Secret};
use crate::span::Span;
use crate::tls::TlsVersion;

/// Whose doing something was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Blame {
    /// The client: you.
    Client,
    /// The server.
    Server,
    /// Neither: what lies between them.
    Network,
}

/// One thing said or done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Counts up from 0 within a transcript.
    pub number: usize,
    /// When, in milliseconds since the caller's zero.
    pub at_ms: u64,
    /// What.
    pub speech: Speech,
    /// What the rules have to say about it. What they say about a message stands where it ended, at the single dot or at
    /// its last octets, and the spans are places in the whole message.
    pub diagnostics: Vec<Diagnostic>,
    /// Of a client line that a strict server refuses: how.
    pub expected: Option<ExpectedReply>,
    /// What of a client line must not be shown, printed or exported unasked. The line itself holds [`MASK`] in its place,
    /// and the spans of the findings are places in that masked line.
    pub secret: Option<Hidden>,
}

/// A part of a line that was taken out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// Where the line holds the mask instead.
    pub place: Span,
    /// The octets.
    pub secret: Secret,
}

impl Hidden {
    /// Takes the octets of `span` out of a line and puts the mask in their place.
    #[must_use]
    pub fn take(line: &mut Vec<u8>, span: Span) -> Self {
        let end = line.len().min(span.range().end);
        let start = end.min(span.range().start);
        let secret: Vec<u8> = line.splice(start..end, MASK.bytes()).collect();
        Self {
            place: Span::new(start, start + MASK.len()),
            secret: Secret::new(secret),
        }
    }

    /// Where in the masked line a span of the line stands: what touches the secret is the whole mask.
    #[must_use]
    pub fn masked_span(&self, span: Span) -> Span {
        let hidden_end = self.place.range().start + self.secret.reveal().len();
        let place = |at: usize, inside: usize| {
            if at <= self.place.range().start {
                at
            } else if at >= hidden_end {
                at - hidden_end + self.place.range().end
            } else {
                inside
            }
        };
        Span::new(
            place(span.range().start, self.place.range().start),
            place(span.range().end, self.place.range().end),
        )
    }

    /// Whether a span of the line touches the secret.
    #[must_use]
    pub fn touches(&self, span: Span) -> bool {
        let start = self.place.range().start;
        span.range().start < start + self.secret.reveal().len() && span.range().end > start
    }
}

/// What was said or done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Speech {
    /// The client wrote a line outside the message.
    Command(Line),
    /// The client wrote message octets, as on the wire.
    Content(Vec<u8>),
    /// The client wrote the line with the single dot.
    EndOfData,
    /// The server replied.
    Reply {
        /// The reply.
        reply: Reply,
        /// The number of the entry it answers; nothing for the greeting and what nobody asked for.
        answers: Option<usize>,
        /// The step it answers; nothing for what nobody asked for.
        step: Option<Step>,
    },
    /// Something happened that is not speech.
    Note(Note),
}

/// What happened beside the speech.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// The connection is open.
    Connected,
    /// The TLS handshake is done; the version where it is known.
    TlsEstablished(Option<TlsVersion>),
    /// The connection is gone.
    Closed(Blame),
    /// A comment of a text, kept as it was.
    Comment(String),
}

impl Entry {
    /// The octets that went over the wire, secrets masked; empty for a note.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        match &self.speech {
            Speech::Command(line) => [line.bytes.as_slice(), line.ending.bytes()].concat(),
            Speech::Content(bytes) => bytes.clone(),
            Speech::EndOfData => b".\r\n".to_vec(),
            Speech::Reply { reply, .. } => reply.bytes(),
            Speech::Note(_) => Vec::new(),
        }
    }

    /// The octets that went over the wire, secrets and all: themselves a secret.
    #[must_use]
    pub fn exact_bytes(&self) -> Secret {
        let mut bytes = self.bytes();
        if let Some(hidden) = &self.secret {
            let end = bytes.len().min(hidden.place.range().end);
            let start = end.min(hidden.place.range().start);
            bytes.splice(start..end, hidden.secret.reveal().iter().copied());
        }
        Secret::new(bytes)
    }
}

/// The record of a session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transcript {
    entries: Vec<Arc<Entry>>,
}

impl Transcript {
    /// Every entry, in order.
    #[must_use]
    pub fn entries(&self) -> &[Arc<Entry>] {
        &self.entries
    }

    /// The number the next entry gets.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing was said yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Adds an entry and gives it its number.
    pub fn push(&mut self, mut entry: Entry) -> usize {
        let number = self.entries.len();
        entry.number = number;
        self.entries.push(Arc::new(entry));
        number
    }

    /// Adds findings to an entry that is on record: what a message lacks is known when it is over.
    pub fn amend(&mut self, number: usize, diagnostics: Vec<Diagnostic>) {
        if let Some(entry) = self.entries.get_mut(number) {
            Arc::make_mut(entry).diagnostics.extend(diagnostics);
        }
    }

    /// The C:/S: text of it, secrets masked.
    #[must_use]
    pub fn to_text(&self) -> String {
        crate::notation::write(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_secret_is_taken_out_of_its_line_and_can_be_put_back() {
        let mut line = b"AUTH PLAIN AGFubgBzZWNyZXQ= x".to_vec();
        let hidden = Hidden::take(&mut line, Span::new(11, 27));
        assert_eq!(line, b"AUTH PLAIN [secret] x");
        for (span, masked) in [
            ((0, 4), (0, 4)),
            ((5, 29), (5, 21)),
            ((11, 27), (11, 19)),
            ((13, 14), (11, 19)),
            ((20, 20), (11, 19)),
            ((28, 29), (20, 21)),
        ] {
            assert_eq!(
                hidden.masked_span(Span::new(span.0, span.1)),
                Span::new(masked.0, masked.1)
            );
        }
        let entry = Entry {
            number: 0,
            at_ms: 0,
            speech: Speech::Command(Line::new(line)),
            diagnostics: Vec::new(),
            expected: None,
            secret: Some(hidden),
        };
        assert_eq!(
            entry.exact_bytes().reveal(),
            b"AUTH PLAIN AGFubgBzZWNyZXQ= x\r\n"
        );
        assert!(!format!("{entry:?}").contains("AGFubg"));
    }
}
