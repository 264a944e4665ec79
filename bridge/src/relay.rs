//! Moves the bytes of one session, both ways, in one task.
//!
//! Each way reads only when what it read before has been taken, so a slow side slows the other and nothing piles up: at
//! most one frame waits each way, and before the greeting what [`Limits::held_bytes`] allows. The two ways do not wait
//! for each other. All times are kept here, with one timer that is set anew only when it has rung or must ring sooner.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::extract::ws::Message;
use bytes::{Buf, Bytes};
use ehlo_protocol::tunnel::{Ending, Refusal};
use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep_until};

use crate::guard::Guard;
use crate::limits::Limits;
use crate::link::{self, End, Heard, Link};

/// Bytes moved so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// From the page to the server.
    pub from_page: u64,
    /// From the server to the page.
    pub from_server: u64,
}

/// One session under way.
pub struct Relay<'a, L, S> {
    link: &'a mut L,
    server: S,
    guard: Guard,
    limits: &'a Limits,
    tally: &'a mut Tally,
    to_server: ToServer,
    to_page: ToPage,
    started: Instant,
    active: Instant,
    /// When the page was heard last, and when it was asked last whether it is there.
    heard: Instant,
    asked: Instant,
    /// Since when the server owes its first word.
    awaiting: Option<Instant>,
    timer: Pin<Box<Sleep>>,
}

/// The way from the page to the server.
#[derive(Default)]
struct ToServer {
    /// What the guard has yet to see.
    queue: VecDeque<Bytes>,
    /// What may be written now.
    cleared: Bytes,
    queued: usize,
    /// The page has said its last.
    ended: bool,
    /// The server takes no more; what it still says decides how the session ends.
    broken: bool,
    stalled: Option<Instant>,
}

/// The way from the server to the page.
#[derive(Default)]
struct ToPage {
    flushing: bool,
    ended: Option<Ending>,
    stalled: Option<Instant>,
}

impl<'a, L: Link, S: AsyncRead + AsyncWrite + Unpin> Relay<'a, L, S> {
    /// A relay between `link` and `server`.
    pub fn new(
        link: &'a mut L,
        server: S,
        guard: Guard,
        limits: &'a Limits,
        tally: &'a mut Tally,
    ) -> Self {
        let now = Instant::now();
        Self {
            link,
            server,
            guard,
            limits,
            tally,
            to_server: ToServer::default(),
            to_page: ToPage::default(),
            started: now,
            active: now,
            heard: now,
            asked: now,
            awaiting: None,
            timer: Box::pin(sleep_until(now)),
        }
    }

    /// Moves bytes until the session ends. `early` is what the page said before the connection stood.
    pub async fn run(mut self, early: Vec<Bytes>) -> End {
        for bytes in early {
            if let Err(end) = self.take_from_page(bytes) {
                return end;
            }
        }
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<End> {
        loop {
            match self.step(context) {
                Ok(true) => {}
                Ok(false) => {
                    let now = Instant::now();
                    let (next, end) = self.next_deadline(now);
                    if next <= now {
                        return Poll::Ready(end);
                    }
                    let next = match self.ask_page(context, now) {
                        Ok(None) => continue,
                        Ok(Some(due)) => next.min(due),
                        Err(end) => return Poll::Ready(end),
                    };
                    if next < self.timer.deadline() || self.timer.is_elapsed() {
                        self.timer.as_mut().reset(next);
                    }
                    if self.timer.as_mut().poll(context).is_pending() {
                        return Poll::Pending;
                    }
                }
                Err(end) => return Poll::Ready(end),
            }
        }
    }

    /// Asks a page that was silent for long whether it is there. Gives when that is due, or nothing where it was done.
    fn ask_page(
        &mut self,
        context: &mut Context<'_>,
        now: Instant,
    ) -> Result<Option<Instant>, End> {
        let due = self.heard.max(self.asked) + self.limits.ping_time();
        if due > now {
            return Ok(Some(due));
        }
        // Whoever does not take what waits for it has a limit of its own.
        if self.to_page.flushing || self.link.poll_ready_unpin(context).is_pending() {
            self.asked = now;
            return Ok(Some(now + self.limits.ping_time()));
        }
        self.link
            .start_send_unpin(Message::Ping(Bytes::new()))
            .map_err(link::fault)?;
        self.to_page.flushing = true;
        self.asked = now;
        Ok(None)
    }

    /// Moves what can be moved. Says whether anything was.
    fn step(&mut self, context: &mut Context<'_>) -> Result<bool, End> {
        let heard = self.hear_page(context)?;
        let written = self.write_to_server(context)?;
        let read = self.read_from_server(context)?;
        // What the page said last is on its way before its end counts.
        let way = &mut self.to_server;
        if way.ended && way.cleared.is_empty() && (way.queue.is_empty() || self.guard.holds_page())
        {
            way.cleared = self.guard.page_ended();
            if way.cleared.is_empty() {
                return Err(End::Page);
            }
            way.queued += way.cleared.len();
            return Ok(true);
        }
        Ok(heard || written || read)
    }

    fn hear_page(&mut self, context: &mut Context<'_>) -> Result<bool, End> {
        let room = if self.guard.holds_page() {
            self.limits.held_bytes()
        } else {
            1
        };
        if self.to_server.ended || self.to_server.broken || self.to_server.queued >= room {
            // Who is not listened to may be silent.
            self.heard = Instant::now();
            return Ok(false);
        }
        let Poll::Ready(item) = self.link.poll_next_unpin(context) else {
            return Ok(false);
        };
        self.heard = Instant::now();
        match link::heard(item) {
            Ok(Heard::Bytes(bytes)) => self.take_from_page(bytes)?,
            Ok(Heard::Nothing) => {}
            Ok(Heard::Control(_)) => return Err(Refusal::BadRequest.into()),
            Err(End::Page) => self.to_server.ended = true,
            Err(end) => return Err(end),
        }
        Ok(true)
    }

    fn take_from_page(&mut self, bytes: Bytes) -> Result<(), End> {
        let total = self.tally.from_page + bytes.len() as u64;
        if total > self.limits.bytes_from_page() as u64 {
            return Err(Refusal::ByteLimit.into());
        }
        self.tally.from_page = total;
        self.active = Instant::now();
        if !bytes.is_empty() {
            self.to_server.queued += bytes.len();
            self.to_server.queue.push_back(bytes);
        }
        Ok(())
    }

    fn write_to_server(&mut self, context: &mut Context<'_>) -> Result<bool, End> {
        let way = &mut self.to_server;
        while way.cleared.is_empty() {
            let Some(front) = way.queue.front_mut() else {
                return Ok(false);
            };
            let before = front.len();
            way.cleared = self.guard.from_page(front)?;
            // What the guard keeps of a line under way is bounded by it, and no longer counts here.
            way.queued = way.queued + way.cleared.len() + front.len() - before;
            if front.is_empty() {
                way.queue.pop_front();
            } else if way.cleared.is_empty() {
                return Ok(false);
            }
        }
        Ok(
            match Pin::new(&mut self.server).poll_write(context, &way.cleared) {
                Poll::Ready(Ok(written)) if written > 0 => {
                    way.cleared.advance(written);
                    way.queued -= written;
                    way.stalled = None;
                    self.active = Instant::now();
                    true
                }
                Poll::Ready(_) => {
                    // Its last words, such as a 421, may still be on the way: the reading side ends the session.
                    *way = ToServer {
                        broken: true,
                        stalled: Some(Instant::now()),
                        ..ToServer::default()
                    };
                    true
                }
                Poll::Pending => {
                    way.stalled.get_or_insert_with(Instant::now);
                    false
                }
            },
        )
    }

    fn read_from_server(&mut self, context: &mut Context<'_>) -> Result<bool, End> {
        if self.to_page.flushing {
            match self.link.poll_flush_unpin(context) {
                Poll::Ready(result) => {
                    result.map_err(link::fault)?;
                    self.to_page.flushing = false;
                    self.to_page.stalled = None;
                }
                Poll::Pending => {
                    self.to_page.stalled.get_or_insert_with(Instant::now);
                    return Ok(false);
                }
            }
        }
        if let Some(ending) = self.to_page.ended {
            return Err(End::Server(ending));
        }
        let Poll::Ready(ready) = self.link.poll_ready_unpin(context) else {
            return Ok(false);
        };
        ready.map_err(link::fault)?;
        let Poll::Ready(read) = self.poll_read(context) else {
            return Ok(false);
        };
        let bytes = match read {
            Ok(bytes) if !bytes.is_empty() => self.take_from_server(bytes)?,
            Ok(_) if !self.to_server.broken => self.end_of_server(Ending::Eof),
            Ok(_) | Err(_) => self.end_of_server(Ending::Reset),
        };
        if !bytes.is_empty() {
            self.link
                .start_send_unpin(Message::Binary(bytes))
                .map_err(link::fault)?;
            self.to_page.flushing = true;
        }
        Ok(true)
    }

    fn poll_read(&mut self, context: &mut Context<'_>) -> Poll<std::io::Result<Bytes>> {
        let server = Pin::new(&mut self.server);
        SCRATCH.with_borrow_mut(|scratch| {
            scratch.resize(self.limits.read_buffer(), 0);
            let mut buffer = ReadBuf::new(scratch);
            match server.poll_read(context, &mut buffer) {
                Poll::Ready(Ok(())) => Poll::Ready(Ok(Bytes::copy_from_slice(buffer.filled()))),
                Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
                Poll::Pending => Poll::Pending,
            }
        })
    }

    fn take_from_server(&mut self, bytes: Bytes) -> Result<Bytes, End> {
        let total = self.tally.from_server + bytes.len() as u64;
        if total > self.limits.bytes_from_server() as u64 {
            return Err(Refusal::ByteLimit.into());
        }
        let passed = self.guard.from_server(bytes)?;
        self.tally.from_server = total;
        self.active = Instant::now();
        Ok(passed)
    }

    fn end_of_server(&mut self, ending: Ending) -> Bytes {
        self.to_page.ended = Some(ending);
        self.guard.server_ended()
    }

    /// When the session ends if nothing moves until then, and how.
    fn next_deadline(&mut self, now: Instant) -> (Instant, End) {
        let limits = self.limits;
        self.awaiting = self
            .guard
            .awaits_server()
            .then(|| self.awaiting.unwrap_or(now));
        let mut next = (
            self.started + limits.session_time(),
            Refusal::SessionTimeout.into(),
        );
        let others = [
            (
                Some(self.active),
                limits.idle_time(),
                Refusal::IdleTimeout.into(),
            ),
            (
                self.awaiting,
                limits.greeting_time(),
                Refusal::GreetingTimeout.into(),
            ),
            (
                self.to_server.stalled,
                limits.write_time(),
                Refusal::Stalled.into(),
            ),
            (self.to_page.stalled, limits.write_time(), End::PageStalled),
            (Some(self.heard), 2 * limits.ping_time(), End::PageGone),
        ];
        for (since, time, end) in others {
            if let Some(since) = since
                && since + time < next.0
            {
                next = (since + time, end);
            }
        }
        next
    }
}

thread_local! {
    /// Where every session of a thread reads into, so that an idle session holds no buffer. What it held is only ever
    /// overwritten or copied out by its own read.
    static SCRATCH: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}
