//! What the limits of time of one session count from.

use ehlo_protocol::tunnel::Refusal;
use tokio::time::Instant;

use crate::limits::Limits;
use crate::link::End;

/// Moments of one session.
pub(super) struct Times {
    started: Instant,
    /// The time of this turn: clocks are read once a turn, as a command takes no longer than a few of their readings.
    pub(super) now: Instant,
    /// When octets moved last.
    pub(super) active: Instant,
    /// When the page was heard last, and when it was asked last whether it is there.
    pub(super) heard: Instant,
    pub(super) asked: Instant,
    /// Since when the server owes its first word.
    awaiting: Option<Instant>,
}

impl Times {
    /// A session begins.
    pub(super) const fn beginning(now: Instant) -> Self {
        Self {
            started: now,
            now,
            active: now,
            heard: now,
            asked: now,
            awaiting: None,
        }
    }

    /// When the session ends if nothing moves until then, and how; `awaits_server` for its first word, and each side may
    /// have taken nothing since some moment.
    pub(super) fn next_deadline(
        &mut self,
        limits: &Limits,
        awaits_server: bool,
        server_stalled: Option<Instant>,
        page_stalled: Option<Instant>,
    ) -> (Instant, End) {
        self.awaiting = awaits_server.then(|| self.awaiting.unwrap_or(self.now));
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
            (server_stalled, limits.write_time(), Refusal::Stalled.into()),
            (page_stalled, limits.write_time(), End::PageStalled),
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
