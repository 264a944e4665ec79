//! A session as it goes on record: folded, checked and written down, one event at a time.
//!
//! The page's client and the reader of pasted text both write through here, so that both get the same findings.

use std::collections::VecDeque;

use crate::check::{self, ContentCheck};
use crate::diagnostic::{Diagnostic, ExpectedReply, Profile, Severity};
use crate::line::{Cutter, Ending, Line};
use crate::phase::{Phase, Step};
use crate::reply::Reply;
use crate::rules::{Packing, Stage};
use crate::secret::{Echoes, is_mask};
use crate::session::{MAX_CONTENT, Mode, Session};
use crate::tls::TlsVersion;
use crate::transcript::{Blame, Entry, Hidden, Note, Speech, Transcript};

/// A session and its transcript.
#[derive(Clone, Debug)]
pub struct Record {
    session: Session,
    transcript: Transcript,
    profile: Profile,
    content_check: ContentCheck,
    /// Entries that wait for their replies, in step with the session's pending commands.
    waiting: VecDeque<usize>,
    client: Cutter,
    /// Whether the last line of message octets did not end with CR LF, so that a dot behind it is none of its own line.
    line_open: bool,
    /// The entry with the last octets of the message that is being written.
    last_content: Option<usize>,
    /// The secrets that were said, for what the server says back of them.
    echoes: Echoes,
}

impl Record {
    /// An empty record.
    #[must_use]
    pub fn new(mode: Mode, profile: Profile) -> Self {
        Self::checked_by(mode, profile, check::content)
    }

    /// The same, its messages checked in this way.
    #[must_use]
    pub fn checked_by(mode: Mode, profile: Profile, content_check: ContentCheck) -> Self {
        Self {
            content_check,
            session: Session::new(mode),
            transcript: Transcript::default(),
            profile,
            waiting: VecDeque::new(),
            client: Cutter::new(MAX_CONTENT),
            line_open: false,
            last_content: None,
            echoes: Echoes::default(),
        }
    }

    /// The secrets that were said, for what the server says back of them.
    #[must_use]
    pub const fn echoes(&self) -> &Echoes {
        &self.echoes
    }

    /// What is known of the session.
    #[must_use]
    pub const fn session(&self) -> &Session {
        &self.session
    }

    /// What was said.
    #[must_use]
    pub const fn transcript(&self) -> &Transcript {
        &self.transcript
    }

    /// By whose measure findings are graded.
    #[must_use]
    pub const fn profile(&self) -> Profile {
        self.profile
    }

    /// The connection is open. What is on record stays.
    pub fn connected(&mut self, at_ms: u64) {
        self.session.connected();
        self.waiting.clear();
        self.note(Note::Connected, at_ms);
    }

    /// The server listens on this port.
    pub fn on_port(&mut self, port: u16) {
        self.session.port = Some(port);
    }

    /// TLS was on from the first octet, though the mode does not say so.
    pub fn tls_from_the_start(&mut self) {
        self.session.tls = true;
    }

    /// TLS was on from the first octet, as its handshake has just shown.
    pub fn tls_from_the_start_with(&mut self, version: Option<TlsVersion>, at_ms: u64) {
        let diagnostics = check::handshake(&self.session, version, self.profile);
        self.session.tls = true;
        self.session.tls_version = version;
        let note = Note::TlsEstablished(version);
        self.push(Speech::Note(note), diagnostics, None, at_ms);
    }

    /// The record begins in the middle of a session, as pasted text may.
    pub fn joined_late(&mut self, phase: Phase) {
        self.session.connected();
        self.waiting.clear();
        self.session.phase = phase;
        self.session.joined_late = true;
    }

    /// The client wrote bytes: command lines, message, chunks, as they come. What does not end waits for its end.
    pub fn client_bytes(&mut self, bytes: &[u8], at_ms: u64) {
        self.client.push(bytes);
        let mut content = Vec::new();
        loop {
            if self.session.chunk_left > 0 {
                let chunk = self.take_chunk();
                if chunk.is_empty() {
                    break;
                }
                self.content(chunk, at_ms);
                continue;
            }
            let Some(line) = self.client.next() else {
                break;
            };
            if !self.session.expects_content() {
                self.command(line, at_ms);
            } else if line.bytes == b"." && line.ending == Ending::CrLf && !self.line_open {
                self.flush(&mut content, at_ms);
                self.end_of_data(at_ms);
            } else {
                self.line_open = line.ending != Ending::CrLf;
                content.extend_from_slice(&line.bytes);
                content.extend_from_slice(line.ending.bytes());
            }
        }
        self.flush(&mut content, at_ms);
    }

    fn flush(&mut self, content: &mut Vec<u8>, at_ms: u64) {
        if !content.is_empty() {
            self.content(std::mem::take(content), at_ms);
        }
    }

    /// As much of the chunk that is due as has come.
    fn take_chunk(&mut self) -> Vec<u8> {
        let mut chunk = self.client.take_rest();
        let left = usize::try_from(self.session.chunk_left).unwrap_or(usize::MAX);
        if chunk.len() > left {
            let rest = chunk.split_off(left);
            self.client.push(&rest);
        }
        chunk
    }

    /// Nothing more is known: what the client wrote last has no end and gets none. The session may have gone on, but a
    /// message that was begun and not ended was not sent.
    pub fn finish(&mut self, at_ms: u64) {
        self.client_ended(at_ms);
        if self.last_content.is_some() {
            self.content_cut_off();
        }
    }

    /// What the client wrote last has no end and gets none.
    fn client_ended(&mut self, at_ms: u64) {
        let Some(line) = self.client.finish() else {
            return;
        };
        if self.session.expects_content() {
            self.content(line.bytes, at_ms);
        } else {
            self.command(line, at_ms);
        }
    }

    /// The client wrote a line.
    fn command(&mut self, line: Line, at_ms: u64) {
        let mut line = line;
        let mut diagnostics = check::line(&self.session, &line, self.profile);
        let hidden = self.session.secret_part(&line.bytes);
        if let Some(secret) = hidden {
            for word in self.session.secret_words(&line.bytes, secret) {
                self.echoes.remember(word);
            }
        }
        self.session.client_line(&line.bytes);
        if expected_reply(&diagnostics).is_some() {
            self.session.last_is_faulty();
        }
        self.line_open = false;
        let hidden = hidden.map(|span| Hidden::take(&mut line.bytes, span));
        if let Some(hidden) = &hidden {
            if is_mask(hidden.secret.reveal()) {
                diagnostics.retain(|found| !hidden.touches(found.span));
            }
            mask(&mut diagnostics, hidden);
        }
        let number = self.push(Speech::Command(line), diagnostics, hidden, at_ms);
        self.wait_for_reply(number);
        if self.session.at_end_of_chunk() {
            self.end_of_chunk(number);
        }
    }

    fn content(&mut self, bytes: Vec<u8>, at_ms: u64) {
        let in_chunk = self.session.chunk_left > 0;
        self.session.client_content(&bytes);
        let number = self.push(Speech::Content(bytes), Vec::new(), None, at_ms);
        self.last_content = Some(number);
        if in_chunk && self.session.chunk_left == 0 {
            self.end_of_chunk(number);
        }
    }

    fn end_of_data(&mut self, at_ms: u64) {
        let diagnostics = self.check_content(Stage::Ended);
        self.session.end_of_data();
        self.last_content = None;
        let number = self.push(Speech::EndOfData, diagnostics, None, at_ms);
        self.wait_for_reply(number);
    }

    /// An entry waits for its reply, if the session does: it waits for no more than so many.
    fn wait_for_reply(&mut self, number: usize) {
        if self.waiting.len() < self.session.pending.len() {
            self.waiting.push_back(number);
        }
    }

    /// The last octet of a chunk is written, with this entry. What is found goes to the last octets of the message, if
    /// there are any.
    fn end_of_chunk(&mut self, number: usize) {
        let diagnostics = check::chunk(&self.session, self.content_check, self.profile);
        let content = if self.session.last_chunk {
            self.last_content.take()
        } else {
            self.last_content
        };
        self.transcript
            .amend(content.unwrap_or(number), diagnostics);
    }

    /// The message that is being written has no end and gets none. Gives what is found where no octet of it was written.
    fn content_cut_off(&mut self) -> Vec<Diagnostic> {
        if !self.session.expects_content() || self.session.chunk_left > 0 {
            return Vec::new();
        }
        let diagnostics = self.check_content(Stage::CutOff);
        match self.last_content.take() {
            Some(number) => {
                self.transcript.amend(number, diagnostics);
                Vec::new()
            }
            None => diagnostics,
        }
    }

    fn check_content(&self, stage: Stage) -> Vec<Diagnostic> {
        (self.content_check)(
            &self.session,
            &self.session.content,
            Packing::Stuffed,
            stage,
            self.profile,
        )
    }

    /// The server replied.
    pub fn reply(&mut self, reply: Reply, at_ms: u64) {
        let mut reply = reply;
        self.echoes.mask_lines(&mut reply.lines);
        let diagnostics = check::reply(&self.session, &reply, self.profile);
        let greeting = (self.session.phase == Phase::Connected).then_some(Step::Greeting);
        let answered = self.session.reply(&reply);
        let step = greeting.or_else(|| answered.as_ref().map(|pending| pending.step));
        let answers = match answered {
            Some(pending) if pending.replies > 1 && reply.code() != Some(421) => {
                self.waiting.front().copied()
            }
            Some(_) => self.waiting.pop_front(),
            None => None,
        };
        // Lines written behind DATA without waiting turned out to be message: nothing answers them.
        while self.waiting.len() > self.session.pending.len() {
            self.waiting.pop_front();
        }
        let speech = Speech::Reply {
            reply,
            answers,
            step,
        };
        self.push(speech, diagnostics, None, at_ms);
    }

    /// The TLS handshake is done.
    pub fn tls_established(&mut self, version: Option<TlsVersion>, at_ms: u64) {
        let diagnostics = check::handshake(&self.session, version, self.profile);
        self.session.tls_established();
        self.session.tls_version = version;
        let note = Note::TlsEstablished(version);
        self.push(Speech::Note(note), diagnostics, None, at_ms);
    }

    /// The client sent a message that is not on record, as in the logs of programs that leave it out. Nothing is said of
    /// what nobody can see.
    pub fn message_not_shown(&mut self, at_ms: u64) {
        self.session.end_of_data();
        let note = Speech::Note(Note::Comment("# message: not shown".to_owned()));
        let number = self.push(note, Vec::new(), None, at_ms);
        self.waiting.push_back(number);
    }

    /// The connection is gone.
    pub fn closed(&mut self, blame: Blame, at_ms: u64) {
        self.client_ended(at_ms);
        let mut diagnostics = check::close(&self.session, blame, self.profile);
        diagnostics.extend(self.content_cut_off());
        self.session.closed();
        self.waiting.clear();
        self.push(Speech::Note(Note::Closed(blame)), diagnostics, None, at_ms);
    }

    /// Something to keep that is not speech.
    pub fn note(&mut self, note: Note, at_ms: u64) {
        self.push(Speech::Note(note), Vec::new(), None, at_ms);
    }

    fn push(
        &mut self,
        speech: Speech,
        diagnostics: Vec<Diagnostic>,
        secret: Option<Hidden>,
        at_ms: u64,
    ) -> usize {
        let expected = expected_reply(&diagnostics);
        self.transcript.push(Entry {
            number: 0,
            at_ms,
            speech,
            diagnostics,
            expected,
            secret,
        })
    }
}

/// Makes findings about a line findings about the masked line; a fix that would write into the secret is left to the
/// live check.
fn mask(diagnostics: &mut [Diagnostic], hidden: &Hidden) {
    for found in diagnostics {
        found.fix = found.fix.take().filter(|fix| !hidden.touches(fix.span));
        if let Some(fix) = &mut found.fix {
            fix.span = hidden.masked_span(fix.span);
        }
        found.span = hidden.masked_span(found.span);
        found.related = found.related.map(|span| hidden.masked_span(span));
    }
}

/// The reply that a strict server gives to a line with these findings: that of the first error which has one.
#[must_use]
pub fn expected_reply(diagnostics: &[Diagnostic]) -> Option<ExpectedReply> {
    diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .find_map(|diagnostic| diagnostic.expected)
}
