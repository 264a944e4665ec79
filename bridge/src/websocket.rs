//! The WebSocket of a tunnel (RFC 6455), from the bytes of its connection up.
//!
//! ```text
//!   connection --octets--> Reader --octets and messages--> session
//!                          (Envelope: heads; Payload: masks off)
//!   connection <--frames-- Socket <-------------------------- session
//! ```
//!
//! Tungstenite makes the handshake and reads and writes the heads of frames. What lies between is written here, because
//! a tunnel wants it otherwise than a library that deals in messages (docs/speed.md): octets pass as they come, one read
//! may hold many frames and becomes one write, and whoever is idle holds no buffer.

mod envelope;
mod handshake;
mod payload;
mod reader;
mod scratch;
mod violation;

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

pub use envelope::{Envelope, Kind};
pub use handshake::accept;
pub use payload::Payload;
pub use reader::{Reader, Said};
pub use scratch::Scratch;
pub use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
pub use violation::Violation;

/// The bridge's end of a WebSocket.
#[derive(Debug)]
pub struct Socket<S> {
    stream: S,
    reader: Reader,
    /// What has come and is still to be read.
    unread: Vec<u8>,
    /// What stood behind octets that came in the same read.
    next: Option<Result<Said, Violation>>,
    /// Frames, or what is left of them, that wait to be written.
    waiting: Vec<u8>,
    /// Octets of them that are written.
    written: usize,
    /// Octets of answers to pings among them.
    answers: usize,
    /// What was written may still lie in a buffer of the stream.
    unflushed: bool,
    /// The close frame that came, with its code.
    closed: Option<Option<CloseCode>>,
    violation: Option<Violation>,
}

/// What the page said, as far as one read tells.
#[derive(Debug, PartialEq, Eq)]
pub enum Heard<'a> {
    /// A text.
    Text(String),
    /// Octets of binary messages, as they follow on each other.
    Octets(&'a [u8]),
    /// Nothing for the session.
    Nothing,
    /// The page closes.
    Closed,
}

/// Why there is nothing more to hear or to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The page broke a rule.
    Violation(Violation),
    /// The connection is gone.
    Lost,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Socket<S> {
    /// A WebSocket after its handshake. `unread` is what came behind it; messages have so many octets at most.
    pub const fn new(stream: S, unread: Vec<u8>, most_in_message: usize) -> Self {
        Self {
            stream,
            reader: Reader::new(most_in_message),
            unread,
            next: None,
            waiting: Vec::new(),
            written: 0,
            answers: 0,
            unflushed: false,
            closed: None,
            violation: None,
        }
    }

    /// Messages of octets that have come to their end so far.
    #[must_use]
    pub const fn messages(&self) -> u64 {
        self.reader.messages()
    }

    /// Whether frames wait to be written.
    #[must_use]
    pub const fn is_sending(&self) -> bool {
        !self.waiting.is_empty() || self.unflushed
    }

    /// Whether the page has closed the WebSocket.
    #[must_use]
    pub const fn is_closed(&self) -> bool {
        self.closed.is_some()
    }

    /// What the page did wrong, if anything.
    #[must_use]
    pub const fn violation(&self) -> Option<Violation> {
        self.violation
    }

    /// Reads once, at most `most` octets. Pings are answered with the next [`Self::poll_flush`]. What comes behind a
    /// violation is read and means nothing.
    ///
    /// # Errors
    /// Where there is nothing more to hear.
    pub fn poll_hear<'a>(
        &mut self,
        context: &mut Context<'_>,
        scratch: &'a mut Scratch,
        most: usize,
    ) -> Poll<Result<Heard<'a>, Fault>> {
        if let Some(next) = self.next.take() {
            return Poll::Ready(self.tell(next));
        }
        if self.closed.is_some() {
            return Poll::Ready(Ok(Heard::Closed));
        }
        // Whoever does not take the answers to its pings is not heard. (Who does not take octets is: the two ways do not
        // wait for each other.)
        if self.answers > MOST_ANSWERS {
            ready!(self.poll_flush(context))?;
        }
        let place = scratch.place(most);
        let count = if self.unread.is_empty() {
            let mut buffer = ReadBuf::new(place);
            match ready!(Pin::new(&mut self.stream).poll_read(context, &mut buffer)) {
                Ok(()) if !buffer.filled().is_empty() => buffer.filled().len(),
                Ok(()) | Err(_) => return Poll::Ready(Err(Fault::Lost)),
            }
        } else {
            let count = self.unread.len().min(place.len());
            let unread = self.unread.drain(..count);
            place
                .iter_mut()
                .zip(unread)
                .for_each(|(place, octet)| *place = octet);
            if self.unread.is_empty() {
                self.unread = Vec::new();
            }
            count
        };
        if self.violation.is_some() {
            return Poll::Ready(Ok(Heard::Nothing));
        }
        let (mut raw, payload) = scratch.masked(count);
        loop {
            let said = match self.reader.read(&mut raw, payload) {
                Ok(None) => break,
                Ok(Some(Said::Ping(octets))) => {
                    self.answers += octets.len() + 1;
                    self.queue(Kind::Pong, &octets);
                    continue;
                }
                Ok(Some(Said::Pong)) => continue,
                Ok(Some(said)) => Ok(said),
                Err(violation) => Err(violation),
            };
            if matches!(said, Ok(Said::Text(_))) && !raw.is_empty() {
                self.unread = [raw, &self.unread].concat();
            }
            if payload.octets().is_empty() {
                return Poll::Ready(self.tell(said));
            }
            self.next = Some(said);
            break;
        }
        Poll::Ready(Ok(match scratch.clear() {
            [] => Heard::Nothing,
            octets => Heard::Octets(octets),
        }))
    }

    fn tell(&mut self, said: Result<Said, Violation>) -> Result<Heard<'static>, Fault> {
        match said {
            Ok(Said::Text(text)) => Ok(Heard::Text(text)),
            Ok(Said::Close(code)) => {
                self.closed = Some(code);
                Ok(Heard::Closed)
            }
            Ok(Said::Ping(_) | Said::Pong) => Ok(Heard::Nothing),
            Err(violation) => {
                self.violation = Some(violation);
                Err(Fault::Violation(violation))
            }
        }
    }

    /// Sends octets that were read into `scratch`, as one frame behind what waits: what the connection does not take
    /// now waits too.
    ///
    /// # Errors
    /// Where the connection is gone.
    pub(crate) fn send(
        &mut self,
        context: &mut Context<'_>,
        scratch: &mut Scratch,
        start: usize,
        end: usize,
    ) -> Result<(), Fault> {
        let frame = scratch.frame(start, end);
        let written = if self.waiting.is_empty() {
            match Pin::new(&mut self.stream).poll_write(context, frame) {
                Poll::Ready(Ok(written)) => written,
                Poll::Ready(Err(_)) => return Err(Fault::Lost),
                Poll::Pending => 0,
            }
        } else {
            0
        };
        self.unflushed = true;
        let (_, rest) = frame.split_at(written.min(frame.len()));
        self.waiting.extend_from_slice(rest);
        Ok(())
    }

    /// Puts a whole message behind what waits.
    pub fn queue(&mut self, kind: Kind, octets: &[u8]) {
        let mut head = [0; Envelope::LONGEST_FROM_BRIDGE];
        let start = Envelope::write(kind, octets.len(), &mut head);
        let (_, head) = head.split_at(start);
        self.waiting.extend_from_slice(head);
        self.waiting.extend_from_slice(octets);
    }

    /// Puts a close frame behind what waits: the code that the page gave where it closed first, else this one.
    pub fn queue_close(&mut self, code: CloseCode, reason: &str) {
        match self.closed {
            None => {
                let mut octets = u16::from(code).to_be_bytes().to_vec();
                octets.extend_from_slice(reason.as_bytes());
                self.queue(Kind::Close, &octets);
            }
            Some(None) => self.queue(Kind::Close, &[]),
            Some(Some(code)) => self.queue(Kind::Close, &u16::from(code).to_be_bytes()),
        }
    }

    /// Writes what waits.
    ///
    /// # Errors
    /// Where the connection is gone.
    pub fn poll_flush(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Fault>> {
        while let Some(rest @ [_, ..]) = self.waiting.get(self.written..) {
            match ready!(Pin::new(&mut self.stream).poll_write(context, rest)) {
                Ok(written @ 1..) => self.written += written,
                Ok(0) | Err(_) => return Poll::Ready(Err(Fault::Lost)),
            }
            self.unflushed = true;
        }
        // Nothing is kept for the next time: most sessions are idle most of the time.
        self.waiting = Vec::new();
        self.written = 0;
        self.answers = 0;
        let flushed = ready!(Pin::new(&mut self.stream).poll_flush(context));
        self.unflushed = false;
        Poll::Ready(flushed.map_err(|_: io::Error| Fault::Lost))
    }

    /// Says nothing more, and leaves the other direction open.
    ///
    /// # Errors
    /// Where the connection is gone.
    pub fn poll_shutdown(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Fault>> {
        let end = ready!(Pin::new(&mut self.stream).poll_shutdown(context));
        Poll::Ready(end.map_err(|_| Fault::Lost))
    }
}

/// Octets of answers to pings that may wait while the page is still heard.
const MOST_ANSWERS: usize = 4096;
