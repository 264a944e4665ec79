//! Counters for whoever looks after the bridge, in the text format of Prometheus.
//!
//! Fixed sets of labels and fixed buckets, so a writer of our own is a page of code, and no request can make more of them.

mod histogram;

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use ehlo_protocol::tunnel::Refusal;

use crate::link::End;
use crate::relay::Tally;
use histogram::Histogram;

/// The counters of one bridge.
#[derive(Default)]
pub struct Metrics {
    sessions: AtomicU64,
    /// By the place of the refusal in [`Refusal::ALL`].
    refusals: [AtomicU64; Refusal::ALL.len()],
    ended_by_server: AtomicU64,
    ended_by_page: AtomicU64,
    from_page: AtomicU64,
    from_server: AtomicU64,
    http_refused: AtomicU64,
    panics: AtomicU64,
    open: Histogram,
    dial: Histogram,
    session: Histogram,
}

impl Metrics {
    /// A session begins.
    pub fn began(&self) {
        self.sessions.fetch_add(1, Relaxed);
    }

    /// The page has said where to, so long after its WebSocket stood.
    pub fn opened(&self, time: Duration) {
        self.open.add(time);
    }

    /// A connection to a server stands, so long after it was asked for.
    pub fn dialled(&self, time: Duration) {
        self.dial.add(time);
    }

    /// A session has ended.
    pub fn ended(&self, end: End, tally: Tally, time: Duration) {
        match end {
            End::Refused(refusal) => self.refused(refusal),
            End::Server(_) => {
                self.ended_by_server.fetch_add(1, Relaxed);
            }
            End::Page | End::PageGone | End::PageStalled => {
                self.ended_by_page.fetch_add(1, Relaxed);
            }
        }
        self.from_page.fetch_add(tally.from_page, Relaxed);
        self.from_server.fetch_add(tally.from_server, Relaxed);
        self.session.add(time);
    }

    /// Something was refused.
    pub fn refused(&self, refusal: Refusal) {
        let place = Refusal::ALL.iter().position(|one| *one == refusal);
        if let Some(count) = place.and_then(|place| self.refusals.get(place)) {
            count.fetch_add(1, Relaxed);
        }
    }

    /// An HTTP connection was turned away, as all places were taken.
    pub fn turned_away(&self) {
        self.http_refused.fetch_add(1, Relaxed);
    }

    /// A session ended by a fault of this program.
    pub fn panicked(&self) {
        self.panics.fetch_add(1, Relaxed);
    }

    /// All of it. `open` are the sessions that are open now.
    #[must_use]
    pub fn write(&self, open: usize) -> String {
        let mut out = String::new();
        let plain = [
            ("ehlo_sessions_open", "gauge", open as u64),
            (
                "ehlo_sessions_total",
                "counter",
                self.sessions.load(Relaxed),
            ),
            (
                "ehlo_http_connections_refused_total",
                "counter",
                self.http_refused.load(Relaxed),
            ),
            ("ehlo_panics_total", "counter", self.panics.load(Relaxed)),
        ];
        for (name, kind, value) in plain {
            let _ = writeln!(out, "# TYPE {name} {kind}\n{name} {value}");
        }
        let _ = writeln!(out, "# TYPE ehlo_bytes_total counter");
        for (from, bytes) in [("page", &self.from_page), ("server", &self.from_server)] {
            let _ = writeln!(
                out,
                "ehlo_bytes_total{{from=\"{from}\"}} {}",
                bytes.load(Relaxed)
            );
        }
        let _ = writeln!(out, "# TYPE ehlo_session_ends_total counter");
        for (by, count) in [
            ("page", &self.ended_by_page),
            ("server", &self.ended_by_server),
        ] {
            let count = count.load(Relaxed);
            let _ = writeln!(out, "ehlo_session_ends_total{{by=\"{by}\"}} {count}");
        }
        let refusals = || Refusal::ALL.iter().zip(&self.refusals);
        let families = [
            ("ehlo_refusals_total", false),
            ("ehlo_limits_hit_total", true),
        ];
        for (name, limits_only) in families {
            let _ = writeln!(out, "# TYPE {name} counter");
            for (refusal, count) in refusals() {
                if !limits_only || LIMITS.contains(refusal) {
                    let (code, count) = (refusal.name(), count.load(Relaxed));
                    let _ = writeln!(out, "{name}{{code=\"{code}\"}} {count}");
                }
            }
        }
        self.open.write(&mut out, "ehlo_open_seconds");
        self.dial.write(&mut out, "ehlo_dial_seconds");
        self.session.write(&mut out, "ehlo_session_seconds");
        out
    }
}

/// Refusals that say that a limit was reached.
const LIMITS: &[Refusal] = &[
    Refusal::TooManySessions,
    Refusal::RateLimited,
    Refusal::ConnectTimeout,
    Refusal::GreetingTimeout,
    Refusal::LineTooLong,
    Refusal::ReplyTooLong,
    Refusal::TooManyRecipients,
    Refusal::IdleTimeout,
    Refusal::Stalled,
    Refusal::SessionTimeout,
    Refusal::ByteLimit,
];

#[cfg(test)]
mod tests {
    use super::*;
    use ehlo_protocol::tunnel::Ending;

    #[test]
    fn what_happened_is_counted_and_written() {
        let metrics = Metrics::default();
        let tally = Tally {
            from_page: 10,
            from_server: 20,
        };
        metrics.began();
        metrics.dialled(Duration::from_millis(30));
        metrics.ended(End::Server(Ending::Eof), tally, Duration::from_secs(2));
        metrics.ended(Refusal::ByteLimit.into(), tally, Duration::from_secs(400));
        let text = metrics.write(7);
        for line in [
            "ehlo_sessions_open 7",
            "ehlo_sessions_total 1",
            "ehlo_bytes_total{from=\"page\"} 20",
            "ehlo_bytes_total{from=\"server\"} 40",
            "ehlo_session_ends_total{by=\"server\"} 1",
            "ehlo_refusals_total{code=\"byte-limit\"} 1",
            "ehlo_refusals_total{code=\"not-smtp\"} 0",
            "ehlo_limits_hit_total{code=\"byte-limit\"} 1",
            "ehlo_dial_seconds_bucket{le=\"0.025\"} 0",
            "ehlo_dial_seconds_bucket{le=\"0.05\"} 1",
            "ehlo_session_seconds_bucket{le=\"300\"} 1",
            "ehlo_session_seconds_bucket{le=\"+Inf\"} 2",
            "ehlo_session_seconds_sum 402",
            "ehlo_session_seconds_count 2",
        ] {
            assert!(text.lines().any(|found| found == line), "{line}\n{text}");
        }
        assert!(!text.contains("ehlo_limits_hit_total{code=\"not-smtp\"}"));
    }
}
