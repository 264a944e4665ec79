//! What is measured of one peer, while it runs.

mod latency;
mod memory;
mod opening;
mod stalls;
mod throughput;

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::client::Target;
use crate::figure::Figure;
use crate::process;

pub use stalls::Stall;

/// One peer that runs, with its server.
#[derive(Clone, Debug)]
pub struct Field {
    /// Where clients connect.
    pub target: Target,
    /// Where clients connect who are to meet a server that never says a word.
    pub mute: Target,
    /// The process that is measured; none where clients connect to the server itself.
    pub bridge: Option<u32>,
    /// The server.
    pub sink: u32,
    /// How long one measurement lasts.
    pub time: Duration,
}

/// One kind of measurement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Kind {
    /// One session that says NOOP.
    Latency,
    /// A hundred sessions that say NOOP, on all cores.
    Requests,
    /// Octets both ways.
    Throughput,
    /// Sessions that come and go.
    Opening,
    /// 1,000 idle sessions.
    Idle,
    /// 5,000 idle sessions, and what is left when they have gone.
    Crowd,
    /// 1,000 sessions that were used.
    Used,
    /// Sessions of which one side takes nothing.
    Growth,
    /// New sessions while 500 stall.
    Stalls,
}

impl Kind {
    /// Every kind, in the order in which they run.
    pub const ALL: [Self; 9] = [
        Self::Latency,
        Self::Throughput,
        Self::Opening,
        Self::Requests,
        Self::Idle,
        Self::Crowd,
        Self::Used,
        Self::Growth,
        Self::Stalls,
    ];

    /// Whether everything stays on one core: then figures do not hang on where the system puts whom.
    #[must_use]
    pub const fn pinned(self) -> bool {
        !matches!(self, Self::Requests)
    }

    /// Whether it is about memory and patience: such figures hardly differ from round to round.
    #[must_use]
    pub const fn once(self) -> bool {
        matches!(
            self,
            Self::Idle | Self::Crowd | Self::Used | Self::Growth | Self::Stalls
        )
    }

    /// Measures.
    ///
    /// # Errors
    /// Where the peer does not do what a bridge does.
    pub async fn run(self, field: &Field) -> Result<Vec<(Figure, f64)>> {
        match self {
            Self::Latency => latency::one(field).await,
            Self::Requests => latency::hundred(field).await,
            Self::Throughput => throughput::all(field).await,
            Self::Opening => opening::opening(field).await,
            Self::Idle => memory::idle(field).await,
            Self::Crowd => memory::crowd(field).await,
            Self::Used => memory::used(field).await,
            Self::Growth => memory::growth(field).await,
            Self::Stalls => stalls::all(field).await,
        }
    }
}

/// What was used between two moments.
#[derive(Clone, Copy, Debug)]
struct Meter {
    started: Instant,
    bridge: f64,
    ours: f64,
    machine: f64,
}

impl Meter {
    fn start(field: &Field) -> Self {
        let bridge = field.bridge.map_or(0.0, process::processor_time);
        let others = process::processor_time(field.sink) + own_time();
        Self {
            bridge,
            ours: bridge + others,
            machine: process::machine_time(),
            started: Instant::now(),
        }
    }

    /// Seconds, seconds of the bridge's processor time, cores at work for others.
    fn stop(self, field: &Field) -> (f64, f64, f64) {
        let seconds = self.started.elapsed().as_secs_f64();
        let now = Self::start(field);
        let foreign = (now.machine - self.machine) - (now.ours - self.ours);
        (
            seconds,
            now.bridge - self.bridge,
            foreign.max(0.0) / seconds,
        )
    }
}

/// Processor time of this very process: its children are counted by themselves.
fn own_time() -> f64 {
    process::threads(std::process::id())
}

/// Waits until the machine has little else to do, and no longer than `most`.
pub async fn wait_for_quiet(field: &Field, most: Duration) {
    const QUIET: f64 = 0.15;
    let started = Instant::now();
    while started.elapsed() < most {
        let meter = Meter::start(field);
        tokio::time::sleep(Duration::from_millis(500)).await;
        if meter.stop(field).2 < QUIET {
            return;
        }
    }
}

/// A target at the same bridge, for another port of the server.
#[must_use]
pub fn at_port(target: &Target, server: SocketAddr, other: SocketAddr) -> Target {
    let mut target = target.clone();
    if let Some(open) = target
        .upgrade
        .as_mut()
        .and_then(|upgrade| upgrade.open.as_mut())
    {
        *open = open.replace(&server.port().to_string(), &other.port().to_string());
    }
    target
}
