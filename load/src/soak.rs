//! The soak: a mixed load for a long time against `ehlo serve` with its limits on, and what must be true after it.

mod crowd;
mod log;
mod rubbish;
mod tally;

use std::path::PathBuf;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use tokio::task::spawn_local;
use tokio::time::sleep;

use crate::client::Target;
use crate::measure::at_port;
use crate::peer::{self, Sink};
use crate::{metrics, one_thread, process};
use tally::Tally;

/// What is changed of the limits: room for the crowd, and times that run out within the shortest soak.
const LIMITS: [&str; 8] = [
    "sessions=400",
    "sessions-per-address=400",
    "new-sessions-per-minute=1000000",
    "failed-dials=1000000",
    "request-time=3",
    "open-time=3",
    "greeting-time=5",
    "write-time=6",
];

/// The load before the first weighing: what is made once is made then.
const WARMING: Duration = Duration::from_secs(20);

/// Time in which the bridge comes to rest.
const REST: Duration = Duration::from_secs(8);

/// What memory may have grown by at the end: an allocator keeps some of what it once had, and this much is no leak that
/// matters. A leak of 1 KiB a session would be several times as much within three minutes.
const GROWTH: f64 = 8.0 * 1024.0;

/// Descriptors that may be open at the end beyond those at the start: connections that are just being taken down.
const DESCRIPTORS: usize = 4;

/// How often the size is looked at under load.
const GLANCE: Duration = Duration::from_secs(1);

/// Time in which the bridge has to be gone when it is asked.
const STOPPING: Duration = Duration::from_secs(10);

/// A soak.
#[derive(Clone, Debug)]
pub struct Soak {
    /// Our program.
    pub ehlo: PathBuf,
    /// How long the load lasts.
    pub time: Duration,
}

/// Size of the bridge at one moment.
#[derive(Clone, Copy, Debug)]
struct Size {
    memory: f64,
    descriptors: usize,
}

impl Size {
    fn of(process: u32) -> Self {
        Self {
            memory: process::memory(process),
            descriptors: process::descriptors(process),
        }
    }
}

impl Soak {
    /// Runs it, prints its figures, and fails where one is not as it has to be.
    ///
    /// # Errors
    /// Where something is not as it has to be.
    pub fn run(&self) -> Result<()> {
        process::ensure_readable()?;
        one_thread::run(self.hold())
    }

    async fn hold(&self) -> Result<()> {
        let sink = Sink::start()?;
        let servers = [sink.address, sink.mute];
        let (mut bridge, target) = peer::ehlo(&self.ehlo, &servers, &LIMITS, Stdio::piped())?;
        let log = bridge.errors().context("the bridge has no log")?;
        let reading = thread::spawn(move || log::read(log));
        let mute = at_port(&target, sink.address, sink.mute);
        let load = process::load();

        let mut tally = Tally::default();
        crowd::load(&target, &mute, WARMING, &mut tally).await;
        sleep(REST).await;
        let before = Size::of(bridge.id());
        let worked = process::processor_time(bridge.id());
        let watching = spawn_local(largest(bridge.id(), self.time));
        crowd::load(&target, &mute, self.time, &mut tally).await;
        let full = watching.await?;
        let worked = process::processor_time(bridge.id()) - worked;
        sleep(REST).await;
        let after = Size::of(bridge.id());
        let open = metrics::open_sessions(&target).await?;

        let asked = Instant::now();
        let code = bridge.stop()?;
        let stopped = asked.elapsed();
        let findings = reading.join().ok().context("the log was not read")?;

        println!(
            "Soak of {:.0} s on {}; load average {load} before, {} after.\n",
            self.time.as_secs_f64(),
            process::machine(),
            process::load()
        );
        tally.print();
        findings.print();
        println!(
            "| memory, MiB | {:.1} at rest before, {:.1} at most under load, {:.1} at rest after |\n\
             | descriptors | {} before, {} at most under load, {} after |\n\
             | processor time of the bridge | {worked:.1} s |\n\
             | stopped in | {:.2} s, exit code {code:?} |",
            before.memory / 1024.0,
            full.memory / 1024.0,
            after.memory / 1024.0,
            before.descriptors,
            full.descriptors,
            after.descriptors,
            stopped.as_secs_f64(),
        );

        tally.judge()?;
        findings.judge()?;
        ensure!(open == 0, "{open} sessions are left");
        ensure!(
            after.memory <= before.memory + GROWTH,
            "the bridge grew by {:.0} KiB",
            after.memory - before.memory
        );
        ensure!(
            after.descriptors <= before.descriptors + DESCRIPTORS,
            "{} descriptors are left open",
            after.descriptors - before.descriptors
        );
        ensure!(
            code == Some(0) && stopped < STOPPING,
            "asked to stop, it ended with {code:?} after {stopped:?}"
        );
        println!("\nThe soak found nothing wrong.");
        Ok(())
    }
}

/// The largest size within some time.
async fn largest(process: u32, time: Duration) -> Size {
    let started = Instant::now();
    let mut largest = Size::of(process);
    while started.elapsed() < time {
        sleep(GLANCE).await;
        let size = Size::of(process);
        largest.memory = largest.memory.max(size.memory);
        largest.descriptors = largest.descriptors.max(size.descriptors);
    }
    largest
}

/// The same bridge with another first frame.
fn opening(target: &Target, open: Option<String>) -> Target {
    let mut target = target.clone();
    if let Some(upgrade) = &mut target.upgrade {
        upgrade.open = open;
    }
    target
}
