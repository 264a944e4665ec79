//! Who said which bytes when.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, ExpectedReply};
use crate::line::Line;
use crate::reply::Reply;
use crate::span::Span;

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
    /// What the rules have to say about it.
    pub diagnostics: Vec<Diagnostic>,
    /// Of a client line that a strict server refuses: how.
    pub expected: Option<ExpectedReply>,
    /// The part of a client line that must not be shown, printed or exported unasked.
    pub secret: Option<Span>,
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
    },
    /// Something happened that is not speech.
    Note(Note),
}

/// What happened beside the speech.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// The connection is open.
    Connected,
    /// The TLS handshake is done.
    TlsEstablished,
    /// The connection is gone.
    Closed(Blame),
    /// A comment of a text, kept as it was.
    Comment(String),
}

impl Entry {
    /// The octets that went over the wire; empty for a note.
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

    /// The same with the secret part masked.
    #[must_use]
    pub fn masked_bytes(&self) -> Vec<u8> {
        let mut bytes = self.bytes();
        if let Some(secret) = self.secret {
            let end = bytes.len().min(secret.range().end);
            let start = end.min(secret.range().start);
            bytes.splice(start..end, MASK.bytes());
        }
        bytes
    }
}

/// What stands in place of a secret.
pub const MASK: &str = "[secret]";

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
