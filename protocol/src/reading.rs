//! A text that tells of a session, read line by line into its record.
//!
//! What each line says is for its form to know ([`crate::notation`], [`crate::import`]). Here the lines become a session,
//! and every octet of it keeps the line and the column where it stood.

use crate::check::{self, ContentCheck};
use crate::diagnostic::Profile;
use crate::notation::{Columns, Written, closing};
use crate::phase::Phase;
use crate::record::Record;
use crate::reply::ReplyReader;
use crate::session::Mode;
use crate::transcript::{Blame, Note};

pub use self::source::{Location, Source};

mod source;

/// A record that is being read from a text.
#[derive(Debug)]
pub struct Reading {
    record: Record,
    source: Source,
    replies: ReplyReader,
    /// Client octets that are one write, until something else is said.
    write: Vec<u8>,
    tls_from_the_start: bool,
    is_log: bool,
}

impl Reading {
    /// Nothing read yet.
    #[must_use]
    pub fn new(mode: Mode, profile: Profile) -> Self {
        Self::checked_by(mode, profile, check::content)
    }

    /// The same, its messages checked in this way.
    #[must_use]
    pub fn checked_by(mode: Mode, profile: Profile, content_check: ContentCheck) -> Self {
        Self {
            record: Record::checked_by(mode, profile, content_check),
            source: Source::default(),
            replies: ReplyReader::default(),
            write: Vec::new(),
            tls_from_the_start: false,
            is_log: false,
        }
    }

    /// The text is the log of a program that went through with the session: what it does not mention happened all the
    /// same. TLS was set up where the session goes on after STARTTLS, a message was sent where it got its reply.
    #[must_use]
    pub const fn of_a_log(mut self) -> Self {
        self.is_log = true;
        self
    }

    /// Takes in what a line says: `line` is its number from 1, `length` its octets without the ending.
    pub fn take(&mut self, written: Written, columns: Columns, line: usize, length: usize) {
        if !matches!(written, Written::Client(_)) {
            self.flush();
        }
        let before = self.record.transcript().len();
        match written {
            Written::Client(bytes) => {
                self.open_for_the_client();
                self.source.client.push(&bytes, columns, line, length);
                self.write.extend(bytes);
            }
            Written::Server(bytes) => {
                self.open_for_the_server(&bytes);
                self.source.server.push(&bytes, columns, line, length);
                self.replies.push(&bytes);
                while let Some(reply) = self.replies.next() {
                    self.record.reply(reply, 0);
                }
            }
            Written::Connected => self.open(),
            Written::Tls(version) if self.record.session().phase == Phase::Idle => {
                self.tls_from_the_start = true;
                let version =
                    version.map_or("on", |version| version.name().trim_start_matches("TLS "));
                self.remark(format!("# tls: {version}"));
            }
            Written::Tls(version) => self.record.tls_established(version, 0),
            Written::MessageNotShown if self.record.session().expects_content() => {
                self.record.message_not_shown(0);
            }
            Written::MessageNotShown => self.remark("# message: not shown".to_owned()),
            Written::Closed(blame) => self.close(blame),
            Written::Mode(mode) => self.remark(format!("# mode: {}", mode.name())),
            Written::Port(port) => {
                self.record.on_port(port);
                self.remark(format!("# port: {port}"));
            }
            Written::Comment(comment) => self.remark(comment),
        }
        self.source.notes(&self.record, before, line, length);
    }

    /// The record and where all of it stood.
    #[must_use]
    pub fn finish(mut self) -> (Record, Source) {
        self.flush();
        self.end_replies();
        self.record.finish(0);
        self.source.place(self.record.transcript());
        (self.record, self.source)
    }

    fn flush(&mut self) {
        if !self.write.is_empty() {
            self.record
                .client_bytes(&std::mem::take(&mut self.write), 0);
        }
    }

    fn end_replies(&mut self) {
        if let Some(reply) = self.replies.finish() {
            self.record.reply(reply, 0);
        }
    }

    fn close(&mut self, blame: Blame) {
        if matches!(self.record.session().phase, Phase::Idle | Phase::Closed) {
            return self.remark(closing(blame).to_owned());
        }
        self.end_replies();
        self.record.closed(blame, 0);
    }

    fn remark(&mut self, text: String) {
        self.record.note(Note::Comment(text), 0);
    }

    fn open(&mut self) {
        self.record.connected(0);
        if self.tls_from_the_start {
            self.record.tls_from_the_start();
        }
    }

    fn open_for_the_client(&mut self) {
        match self.record.session().phase {
            // The text begins after the greeting.
            Phase::Idle | Phase::Closed => {
                self.record.joined_late(Phase::Greeted);
                if self.tls_from_the_start {
                    self.record.tls_from_the_start();
                }
            }
            Phase::StartingTls if self.is_log => self.record.tls_established(None, 0),
            _ => {}
        }
    }

    fn open_for_the_server(&mut self, bytes: &[u8]) {
        let session = self.record.session();
        match session.phase {
            Phase::Idle | Phase::Closed => self.open(),
            // One session is over, the next one begins with its greeting.
            Phase::Closing if session.pending.is_empty() && bytes.starts_with(b"220") => {
                self.open()
            }
            Phase::Data
                if self.is_log && session.content_octets == 0 && session.pending.is_empty() =>
            {
                self.record.message_not_shown(0);
            }
            _ => {}
        }
    }
}
