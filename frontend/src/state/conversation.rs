//! The session on show.

use std::rc::Rc;
use std::sync::Arc;

use ehlo_protocol::diagnostic::ExpectedReply;
use ehlo_protocol::reply::ReplyLine;
use ehlo_protocol::session::Session;
use ehlo_protocol::transcript::{Entry, Speech, Transcript};

use super::ending::Ending;
use super::security::{Security, Stage};
use super::server::Peer;

/// Whether anybody is there.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Talk {
    /// Nobody was ever called.
    #[default]
    Offline,
    /// A connection is being opened.
    Connecting,
    /// The connection is open.
    Open,
    /// The connection is gone.
    Ended(Ending),
    /// There never was one from here: what stands there was read from a log. The name of the text that says its form.
    Read(&'static str),
}

/// One session with one server.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Conversation {
    /// With whom.
    pub(crate) peer: Peer,
    /// The address that the bridge dialled.
    pub(crate) address: Option<String>,
    /// Whether anybody is there.
    pub(crate) talk: Talk,
    /// How well it is kept from others.
    pub(crate) security: Security,
    /// What is known of the session.
    pub(crate) session: Rc<Session>,
    /// What was said.
    pub(crate) transcript: Rc<Transcript>,
    /// The lines of a reply that has not ended yet.
    pub(crate) partial: Rc<Vec<ReplyLine>>,
    /// Since when we wait for the other side, by the page's clock.
    pub(crate) waiting_since_ms: Option<u64>,
}

/// What the driver tells after each event.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Said {
    /// What is known of the session.
    pub(crate) session: Rc<Session>,
    /// Everything that was said.
    pub(crate) transcript: Rc<Transcript>,
    /// The lines of a reply that has not ended yet.
    pub(crate) partial: Rc<Vec<ReplyLine>>,
    /// Since when we wait for the other side, by the page's clock.
    pub(crate) waiting_since_ms: Option<u64>,
}

impl Conversation {
    /// A connection that is being opened.
    pub(crate) fn new(peer: Peer, at_ms: u64) -> Self {
        Self {
            peer,
            talk: Talk::Connecting,
            waiting_since_ms: Some(at_ms),
            ..Self::default()
        }
    }

    /// Takes over what the driver told.
    pub(crate) fn said(&mut self, said: Said) {
        self.session = said.session;
        self.transcript = said.transcript;
        self.partial = said.partial;
        self.waiting_since_ms = said.waiting_since_ms;
    }

    /// Whether nothing may be said: TLS was asked for and is not on.
    pub(crate) fn is_locked(&self) -> bool {
        self.session.awaits_tls() || self.security.stage == Stage::Handshake
    }

    /// Whether TLS was offered or on.
    pub(crate) fn had_tls(&self) -> bool {
        self.session.tls || self.session.announces("STARTTLS") == Some(true)
    }

    /// The entry with a number.
    pub(crate) fn entry(&self, number: usize) -> Option<&Arc<Entry>> {
        self.transcript.entries().get(number)
    }

    /// The last reply.
    pub(crate) fn last_reply(&self) -> Option<&Arc<Entry>> {
        self.transcript
            .entries()
            .iter()
            .rev()
            .find(|entry| matches!(entry.speech, Speech::Reply { .. }))
    }

    /// For a reply: what was predicted for the line that it answers.
    pub(crate) fn predicted(&self, number: usize) -> Option<ExpectedReply> {
        match self.entry(number)?.speech {
            Speech::Reply {
                answers: Some(answered),
                ..
            } => self.entry(answered)?.expected,
            _ => None,
        }
    }
}
