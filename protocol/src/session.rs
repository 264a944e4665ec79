//! What is known about a session at one moment: the phase and all that was learnt on the way.
//!
//! A session is a fold over what was said. It never looks back, so checking the next line costs the same after a
//! thousand lines as after one. Client, server, rules and guard all fold the same way.

use std::collections::VecDeque;

use crate::command::{Arguments, Command};
use crate::extension::Capabilities;
use crate::phase::{Event, Outcome, Phase, Step};
use crate::reply::Reply;
use crate::tls::TlsVersion;
use crate::transcript::Hidden;
use crate::verb::Verb;

pub use self::ahead::Ahead;
pub use self::mode::Mode;
pub use self::transaction::{Hello, MAX_RECIPIENTS, Pending, Transaction};

mod ahead;
mod learn;
mod mode;
mod secrets;
mod transaction;

/// Most commands that can wait for their replies; RFC 2920 names no figure, the TCP window is the natural one.
pub const MAX_PENDING: usize = 1000;

/// Most content octets a session keeps for the message rules; more is counted and not kept.
pub const MAX_CONTENT: usize = 10 * 1024 * 1024;

/// A session at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Session {
    /// Which protocol is spoken.
    pub mode: Mode,
    /// The port of the server, where it is known.
    pub port: Option<u16>,
    /// Where the session stands, by the replies that have come.
    pub phase: Phase,
    /// Whether TLS is on.
    pub tls: bool,
    /// The version of TLS, where it is on and known.
    pub tls_version: Option<TlsVersion>,
    /// Whether TLS began with STARTTLS, not with the first octet.
    pub started_tls: bool,
    /// How the client introduced itself, since the last TLS handshake.
    pub hello: Option<Hello>,
    /// Whether the server refused an EHLO, so that HELO is all there is.
    pub ehlo_refused: bool,
    /// What the server announced in answer to the last EHLO or LHLO.
    pub capabilities: Option<Capabilities>,
    /// What it had announced in clear, kept to compare; never to be used (RFC 3207 §4.2).
    pub capabilities_before_tls: Option<Capabilities>,
    /// Whether AUTH succeeded.
    pub authenticated: bool,
    /// How many responses the client has given in the AUTH exchange in progress, the initial one included.
    pub responses: usize,
    /// The mechanism of the AUTH exchange in progress, or of the one that succeeded.
    pub mechanism: Option<Vec<u8>>,
    /// The open transaction.
    pub transaction: Option<Transaction>,
    /// MAIL commands that got a reply in this session, refused ones included (RFC 9422 §4.1).
    pub mails: usize,
    /// Whether the server took a whole mail in this session.
    pub mail_taken: bool,
    /// Domains of all recipients of this session (RFC 9422 §4.3), in lower case, bounded by [`MAX_PENDING`].
    pub recipient_domains: Vec<Vec<u8>>,
    /// Commands that wait for their replies, oldest first.
    pub pending: VecDeque<Pending>,
    /// The message so far, as on the wire, in the data phase.
    pub content: Vec<u8>,
    /// Octets of the message so far, kept or not.
    pub content_octets: u64,
    /// Octets of the last BDAT that are still to come.
    pub chunk_left: u64,
    /// Whether the last BDAT is the last chunk of its message.
    pub last_chunk: bool,
    /// Whether the last thing that the client wrote was the last octet of a chunk.
    pub behind_chunk: bool,
    /// Where in the message the last chunk begins.
    pub chunk_start: u64,
    /// Whether the last transaction ended with BDAT LAST, and no other was opened.
    pub ended_by_chunk: bool,
    /// DATA or AUTH, where it was refused last and no known command came since: what follows may be what was to come
    /// after it.
    pub refused: Option<Step>,
    /// Whether the roles were swapped by ATRN or TURN: the server speaks as a client from there on.
    pub reversed: bool,
    /// Whether the client has said QUIT.
    pub quit: bool,
    /// Whether the transcript began before its start: nothing is known of what came before.
    pub joined_late: bool,
    /// The last reply, for what depends on it.
    pub last_code: Option<u16>,
    /// What the last reply answered.
    pub last_step: Option<Step>,
}

impl Session {
    /// A session before its connection.
    #[must_use]
    pub fn new(mode: Mode) -> Self {
        Self {
            mode,
            ..Self::default()
        }
    }

    /// The connection is open; on 465 TLS is on from the first octet.
    pub fn connected(&mut self) {
        *self = Self {
            port: self.port,
            ..Self::new(self.mode)
        };
        self.phase = self.phase.next(Event::Connected);
        self.tls = self.mode == Mode::Submissions;
    }

    /// The phase once all pending commands have succeeded: where a pipelined line will be read.
    #[must_use]
    pub fn ahead(&self) -> Phase {
        self.look_ahead().phase
    }

    /// The session once all pending commands have succeeded, as far as the next line depends on it.
    #[must_use]
    pub fn look_ahead(&self) -> Ahead<'_> {
        Ahead::of(self)
    }

    /// The open transaction once all pending commands have succeeded.
    #[must_use]
    pub fn transaction_ahead(&self) -> Option<Transaction> {
        let mut transaction = self.transaction.clone();
        for pending in &self.pending {
            match pending.step {
                Step::Mail => {
                    transaction = Some(Transaction::new(pending.line.clone()));
                }
                Step::Recipient => {
                    if let Some(transaction) = &mut transaction {
                        transaction.name(pending.line.clone(), true);
                    }
                }
                _ => {}
            }
        }
        transaction
    }

    /// Whether the next octets of the client are message, not commands.
    #[must_use]
    pub fn expects_content(&self) -> bool {
        self.chunk_left > 0
            || self.phase == Phase::Data
                && !self
                    .pending
                    .iter()
                    .any(|pending| pending.step == Step::EndOfData)
    }

    /// Whether STARTTLS was said and TLS is not on yet: whatever the client wrote now would be in clear, and a server that
    /// kept it would take it as said under TLS (RFC 3207 §4).
    #[must_use]
    pub fn awaits_tls(&self) -> bool {
        self.phase == Phase::StartingTls
            || self
                .pending
                .iter()
                .any(|pending| pending.step == Step::StartTls)
    }

    /// Whether a capability was announced. Nothing where no EHLO was answered yet.
    #[must_use]
    pub fn announces(&self, keyword: &str) -> Option<bool> {
        self.capabilities
            .as_ref()
            .map(|capabilities| capabilities.has(keyword))
    }

    /// The client wrote a command line, or a response of the AUTH exchange, without its ending.
    pub fn client_line(&mut self, line: &[u8]) {
        self.behind_chunk = false;
        let command = Command::read(line);
        let step = if self.phase == Phase::Authenticating {
            Step::AuthResponse
        } else {
            command.step()
        };
        if step == Step::Quit {
            self.quit = true;
        }
        if command.verb != Verb::Other && step != Step::AuthResponse {
            self.refused = None;
        }
        if let Arguments::Chunk {
            octets: Some(octets),
            last,
            ..
        } = command.arguments
        {
            self.begin_chunk(octets, last);
        }
        let mut kept = line.to_vec();
        if let Some(secret) = self.secret_part(line) {
            let _ = Hidden::take(&mut kept, secret);
        }
        self.wait_for(step, kept);
    }

    /// The line that was said last breaks a rule, and a strict server refuses it: a refusal is no fault of the server's.
    pub fn last_is_faulty(&mut self) {
        if let Some(last) = self.pending.back_mut() {
            last.faulty = true;
        }
    }

    /// Whether the chunk of the BDAT that was said last is whole already: it was announced with no octets.
    #[must_use]
    pub fn at_end_of_chunk(&self) -> bool {
        let Some(last) = self.pending.back() else {
            return false;
        };
        matches!(last.step, Step::Chunk | Step::LastChunk)
            && self.chunk_left == 0
            && matches!(
                Command::read(&last.line).arguments,
                Arguments::Chunk {
                    octets: Some(0),
                    ..
                }
            )
    }

    fn begin_chunk(&mut self, octets: u64, last: bool) {
        if self.last_chunk {
            // The message before is whole, though its reply may still be on the way.
            self.forget_content();
        }
        self.chunk_start = self.content_octets;
        self.chunk_left = octets;
        self.last_chunk = last;
    }

    /// The client wrote message octets, as on the wire.
    pub fn client_content(&mut self, bytes: &[u8]) {
        let room = MAX_CONTENT.saturating_sub(self.content.len());
        self.content
            .extend_from_slice(bytes.get(..room.min(bytes.len())).unwrap_or_default());
        self.content_octets += bytes.len() as u64;
        self.behind_chunk = self.chunk_left > 0 && self.chunk_left == bytes.len() as u64;
        self.chunk_left = self.chunk_left.saturating_sub(bytes.len() as u64);
    }

    /// The client wrote the line with the single dot.
    pub fn end_of_data(&mut self) {
        self.wait_for(Step::EndOfData, Vec::new());
    }

    /// How many recipients of the open transaction were accepted.
    #[must_use]
    pub fn accepted_recipients(&self) -> usize {
        self.transaction.as_ref().map_or(0, Transaction::accepted)
    }

    fn wait_for(&mut self, step: Step, line: Vec<u8>) {
        if self.pending.len() < MAX_PENDING {
            let per_recipient = matches!(step, Step::EndOfData | Step::LastChunk);
            let replies = if self.mode == Mode::Lmtp && per_recipient {
                self.accepted_recipients()
            } else {
                1
            };
            // Nothing answers a message without recipients, but nobody should wait for that for ever.
            self.pending.push_back(Pending {
                step,
                line,
                replies: replies.max(1),
                faulty: false,
            });
        }
    }

    /// The server sent a reply. Gives the command it answers; the greeting and a 421 answer none. A command that gets
    /// more than one stays pending until the last.
    pub fn reply(&mut self, reply: &Reply) -> Option<Pending> {
        let code = reply.code();
        self.last_code = code;
        if self.phase == Phase::Connected {
            self.last_step = Some(Step::Greeting);
            self.advance(Step::Greeting, code);
            return None;
        }
        if code == Some(421) && self.pending.is_empty() {
            self.advance(Step::Aside, code);
            return None;
        }
        let front = self.pending.front_mut()?;
        self.last_step = Some(front.step);
        if front.replies > 1 && code != Some(421) {
            let answered = front.clone();
            front.replies -= 1;
            return Some(answered);
        }
        let pending = self.pending.pop_front()?;
        let succeeded = code.is_some_and(|code| (200..300).contains(&code));
        if pending.step == Step::Quit && !succeeded && code != Some(421) {
            // The server did not take it, and goes on.
            self.quit = self.pending.iter().any(|later| later.step == Step::Quit);
        }
        self.learn(&pending, reply, succeeded);
        let is_chunk = matches!(pending.step, Step::Chunk | Step::LastChunk);
        if is_chunk && matches!(code, Some(500 | 502)) {
            // To a server that does not know BDAT no chunk has begun.
            self.no_chunk_follows();
        } else {
            self.advance(pending.step, code);
        }
        if pending.step == Step::Data && self.phase == Phase::Data {
            self.take_early_content();
        }
        Some(pending)
    }

    /// What was written behind DATA without waiting is message, now that the server has said 354.
    fn take_early_content(&mut self) {
        while let Some(early) = self.pending.pop_front() {
            if early.line == b"." {
                let later = std::mem::take(&mut self.pending);
                self.end_of_data();
                self.pending.extend(later);
                return;
            }
            self.client_content(&early.line);
            self.client_content(b"\r\n");
        }
    }

    /// The TLS handshake is done: all that was learnt in clear is forgotten (RFC 3207 §4.2).
    pub fn tls_established(&mut self) {
        self.phase = self.phase.next(Event::TlsEstablished);
        self.tls = true;
        self.started_tls = true;
        self.hello = None;
        self.capabilities_before_tls = self.capabilities.take();
        self.authenticated = false;
        self.end_transaction();
    }

    /// The connection is gone.
    pub fn closed(&mut self) {
        self.phase = self.phase.next(Event::Closed);
        self.pending.clear();
    }

    fn advance(&mut self, step: Step, code: Option<u16>) {
        let Some(code) = code else { return };
        self.phase = self.phase.next(Event::Replied(step, Outcome::of(code)));
    }
}
