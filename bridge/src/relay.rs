//! Moves the bytes of one session, both ways, in one task.
//!
//! Each way reads only when what it read before has been taken, so a slow side slows the other and nothing piles up: at
//! most one frame waits each way, and before the greeting what [`Limits::held_bytes`] allows. The two ways do not wait
//! for each other. All times are kept here, with one timer that is set anew only when it has rung or must ring sooner.

mod times;

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll};

use ehlo_protocol::tunnel::{Ending, Refusal};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep};

use crate::clock::Clock;
use crate::guard::{Guard, Passed};
use crate::limits::Limits;
use crate::link::End;
use crate::websocket::{Heard, Kind, Scratch, Socket};
use times::Times;

/// Bytes moved so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// From the page to the server.
    pub from_page: u64,
    /// From the server to the page.
    pub from_server: u64,
}

/// One session under way.
pub struct Relay<'a, P, S> {
    page: &'a mut Socket<P>,
    server: S,
    guard: Guard,
    limits: &'a Limits,
    tally: &'a mut Tally,
    to_server: ToServer,
    to_page: ToPage,
    times: Times,
    /// Nothing was moved yet.
    fresh: bool,
    timer: Pin<Box<Sleep>>,
}

/// The way from the page to the server.
#[derive(Default)]
struct ToServer {
    /// What the guard has yet to see.
    held: Vec<u8>,
    /// What may be written now, and how much of it is written.
    cleared: Vec<u8>,
    written: usize,
    /// The page has said its last.
    ended: bool,
    /// The server takes no more; what it still says decides how the session ends.
    broken: bool,
    stalled: Option<Instant>,
}

/// The way from the server to the page.
#[derive(Default)]
struct ToPage {
    ended: Option<Ending>,
    stalled: Option<Instant>,
}

impl<'a, P, S> Relay<'a, P, S>
where
    P: AsyncRead + AsyncWrite + Unpin,
    S: AsyncRead + AsyncWrite + Unpin,
{
    /// A relay between `page` and `server`, whose deadlines `clock` keeps. It comes in a box: a future that holds it would
    /// hold it several times.
    #[must_use]
    pub fn new(
        page: &'a mut Socket<P>,
        server: S,
        guard: Guard,
        limits: &'a Limits,
        clock: &Clock,
        tally: &'a mut Tally,
    ) -> Box<Self> {
        let now = Instant::now();
        Box::new(Self {
            page,
            server,
            guard,
            limits,
            tally,
            to_server: ToServer::default(),
            to_page: ToPage::default(),
            times: Times::beginning(now),
            fresh: true,
            // The first turn sets it sooner. One that has rung already would be a turn for nothing.
            timer: clock.timer(now + limits.session_time()),
        })
    }

    /// Moves bytes until the session ends. `early` is what the page said before the connection stood.
    pub async fn run(mut self: Box<Self>, early: Vec<u8>) -> End {
        if let Err(end) = self.count_from_page(early.len()) {
            return end;
        }
        self.to_server.held = early;
        poll_fn(|context| {
            let most = self.page_read().max(self.server_read());
            Scratch::lend(most, |scratch| self.poll(context, scratch))
        })
        .await
    }

    fn poll(&mut self, context: &mut Context<'_>, scratch: &mut Scratch) -> Poll<End> {
        self.times.now = Instant::now();
        // What waits to be written then is the word that the connection stands: a greeting that has come already goes in
        // the same write.
        if std::mem::take(&mut self.fresh)
            && let Err(end) = self.read_from_server(context, scratch)
        {
            return Poll::Ready(end);
        }
        loop {
            match self.step(context, scratch) {
                Ok(true) => {}
                Ok(false) => {
                    let now = self.times.now;
                    let (next, end) = self.next_deadline();
                    if next <= now {
                        return Poll::Ready(end);
                    }
                    let Some(due) = self.ask_page(now) else {
                        continue;
                    };
                    let next = next.min(due);
                    if next < self.timer.deadline() || self.timer.is_elapsed() {
                        self.timer.as_mut().reset(next);
                    }
                    if self.timer.as_mut().poll(context).is_pending() {
                        return Poll::Pending;
                    }
                    self.times.now = Instant::now();
                }
                Err(end) => return Poll::Ready(end),
            }
        }
    }

    /// The most that one read takes from the page.
    const fn page_read(&self) -> usize {
        self.limits.read_of(self.tally.from_page)
    }

    /// The most that one read takes from the server.
    const fn server_read(&self) -> usize {
        self.limits.read_of(self.tally.from_server)
    }

    fn next_deadline(&mut self) -> (Instant, End) {
        self.times.next_deadline(
            self.limits,
            self.guard.awaits_server(),
            self.to_server.stalled,
            self.to_page.stalled,
        )
    }

    /// Asks a page that was silent for long whether it is there. Gives when that is due, or nothing where it was done.
    fn ask_page(&mut self, now: Instant) -> Option<Instant> {
        let due = self.times.heard.max(self.times.asked) + self.limits.ping_time();
        if due > now {
            return Some(due);
        }
        self.times.asked = now;
        // Whoever does not take what waits for it has a limit of its own.
        if self.page.is_sending() {
            return Some(now + self.limits.ping_time());
        }
        self.page.queue(Kind::Ping, &[]);
        None
    }

    /// Moves what can be moved. Says whether anything was.
    fn step(&mut self, context: &mut Context<'_>, scratch: &mut Scratch) -> Result<bool, End> {
        let written = self.write_to_server(context)?;
        let heard = self.hear_page(context, scratch)?;
        let read = self.hear_server(context, scratch)?;
        // What the page said last is on its way before its end counts.
        let way = &mut self.to_server;
        let under_way = !way.cleared.is_empty();
        if way.ended && !under_way && (way.held.is_empty() || self.guard.holds_page()) {
            way.cleared = self.guard.page_ended();
            if way.cleared.is_empty() {
                return Err(End::Page);
            }
            return Ok(true);
        }
        Ok(heard || written || read)
    }

    fn hear_page(&mut self, context: &mut Context<'_>, scratch: &mut Scratch) -> Result<bool, End> {
        let way = &self.to_server;
        let room = if self.guard.holds_page() {
            self.limits.held_bytes().saturating_sub(way.held.len())
        } else if way.held.is_empty() {
            self.page_read()
        } else {
            0
        };
        if way.ended || way.broken || !way.cleared.is_empty() || room == 0 {
            // Who is not listened to may be silent.
            self.times.heard = self.times.now;
            return Ok(false);
        }
        let most = room.min(self.page_read());
        let Poll::Ready(heard) = self.page.poll_hear(context, scratch, most) else {
            return Ok(false);
        };
        self.times.heard = self.times.now;
        match heard? {
            Heard::Octets(octets) => {
                self.count_from_page(octets.len())?;
                if self.to_server.held.is_empty() {
                    let rest = self.clear(context, octets)?;
                    self.to_server.held = rest.to_vec();
                } else {
                    self.to_server.held.extend_from_slice(octets);
                }
            }
            Heard::Nothing => {}
            Heard::Text(_) => return Err(Refusal::BadRequest.into()),
            Heard::Closed => self.to_server.ended = true,
        }
        Ok(true)
    }

    fn count_from_page(&mut self, octets: usize) -> Result<(), End> {
        let total = self.tally.from_page + octets as u64;
        if total > self.limits.bytes_from_page() as u64 {
            return Err(Refusal::ByteLimit.into());
        }
        self.tally.from_page = total;
        self.times.active = self.times.now;
        Ok(())
    }

    /// Writes what of `octets` may pass, and gives what must wait. Nothing else may be under way.
    fn clear<'b>(&mut self, context: &mut Context<'_>, octets: &'b [u8]) -> Result<&'b [u8], End> {
        let Passed { kept, now, rest } = self.guard.from_page(octets)?;
        if kept.is_empty() && !now.is_empty() {
            let written = self.write(context, now);
            let unwritten = now.split_at(written.min(now.len())).1;
            self.to_server.cleared.extend_from_slice(unwritten);
        } else {
            self.to_server.cleared = kept;
            self.to_server.cleared.extend_from_slice(now);
        }
        Ok(rest)
    }

    fn write_to_server(&mut self, context: &mut Context<'_>) -> Result<bool, End> {
        let way = &mut self.to_server;
        if way.cleared.is_empty() {
            if way.held.is_empty() || self.guard.holds_page() {
                return Ok(false);
            }
            let held = std::mem::take(&mut way.held);
            let rest = self.clear(context, &held)?;
            let passed = rest.len() < held.len();
            self.to_server.held = rest.to_vec();
            return Ok(passed);
        }
        let cleared = std::mem::take(&mut way.cleared);
        let from = way.written;
        let written = self.write(context, cleared.get(from..).unwrap_or_default());
        let way = &mut self.to_server;
        if !way.broken && from + written < cleared.len() {
            way.written = from + written;
            way.cleared = cleared;
        } else {
            way.written = 0;
        }
        Ok(written > 0 || self.to_server.broken)
    }

    /// Writes to the server and says how much it took.
    fn write(&mut self, context: &mut Context<'_>, octets: &[u8]) -> usize {
        let way = &mut self.to_server;
        match Pin::new(&mut self.server).poll_write(context, octets) {
            Poll::Ready(Ok(written @ 1..)) => {
                way.stalled = None;
                self.times.active = self.times.now;
                written
            }
            Poll::Ready(_) => {
                // Its last words, such as a 421, may still be on the way: the reading side ends the session.
                *way = ToServer {
                    broken: true,
                    stalled: Some(self.times.now),
                    ..ToServer::default()
                };
                octets.len()
            }
            Poll::Pending => {
                way.stalled.get_or_insert(self.times.now);
                0
            }
        }
    }

    fn hear_server(
        &mut self,
        context: &mut Context<'_>,
        scratch: &mut Scratch,
    ) -> Result<bool, End> {
        if self.page.is_sending() {
            match self.page.poll_flush(context) {
                Poll::Ready(result) => {
                    result?;
                    self.to_page.stalled = None;
                }
                Poll::Pending => {
                    self.to_page.stalled.get_or_insert(self.times.now);
                    return Ok(false);
                }
            }
        }
        if let Some(ending) = self.to_page.ended {
            return Err(End::Server(ending));
        }
        self.read_from_server(context, scratch)
    }

    /// Reads once, and sends what may pass or puts it behind what waits.
    fn read_from_server(
        &mut self,
        context: &mut Context<'_>,
        scratch: &mut Scratch,
    ) -> Result<bool, End> {
        let mut buffer = ReadBuf::new(scratch.place(self.server_read()));
        let Poll::Ready(read) = Pin::new(&mut self.server).poll_read(context, &mut buffer) else {
            return Ok(false);
        };
        match (read, buffer.filled().len()) {
            (Ok(()), count @ 1..) => self.take_from_server(context, scratch, count)?,
            (Ok(()), 0) if !self.to_server.broken => self.end_of_server(Ending::Eof),
            (Ok(()), 0) | (Err(_), _) => self.end_of_server(Ending::Reset),
        }
        Ok(true)
    }

    fn take_from_server(
        &mut self,
        context: &mut Context<'_>,
        scratch: &mut Scratch,
        count: usize,
    ) -> Result<(), End> {
        let total = self.tally.from_server + count as u64;
        if total > self.limits.bytes_from_server() as u64 {
            return Err(Refusal::ByteLimit.into());
        }
        // What passes of a read is its end; what stands before it was kept or goes with what was.
        let Passed { kept, now, .. } = self.guard.from_server(scratch.came(count))?;
        let passed = now.len();
        self.tally.from_server = total;
        self.times.active = self.times.now;
        if !kept.is_empty() {
            self.page.queue(Kind::Binary, &kept);
        }
        if passed > 0 {
            self.page.send(context, scratch, count - passed, count)?;
        }
        Ok(())
    }

    fn end_of_server(&mut self, ending: Ending) {
        self.to_page.ended = Some(ending);
        let rest = self.guard.server_ended();
        if !rest.is_empty() {
            self.page.queue(Kind::Binary, &rest);
        }
    }
}
