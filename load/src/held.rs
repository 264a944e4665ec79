//! Many sessions, held for long: none may be lost.

use std::cell::RefCell;
use std::io;
use std::path::PathBuf;
use std::process::Stdio;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, sleep_until, timeout};

use crate::client::{Session, Target};
use crate::peer::{self, LIMITS, Sink};
use crate::samples::Samples;
use crate::{metrics, one_thread, process};

/// Between two words of a session that is not idle.
const PACE: Duration = Duration::from_secs(1);
/// Whoever has no answer for so long is lost.
const PATIENCE: Duration = Duration::from_secs(20);
/// Time in which things come to rest.
const REST: Duration = Duration::from_secs(3);
/// How long an idle session may be, so that it lives as long as it is held.
const IDLE: &str = "idle-time=3600";
/// Sessions that are opened beside each other.
const ABREAST: usize = 16;
/// Room of a client for one read.
const ROOM: usize = 512;

/// Many sessions.
#[derive(Clone, Debug)]
pub struct Held {
    /// Our program.
    pub ehlo: PathBuf,
    /// How many.
    pub sessions: usize,
    /// For how long.
    pub time: Duration,
    /// Whether they say nothing; else each says NOOP once a second.
    pub idle: bool,
}

impl Held {
    /// Holds them, prints the figures, and fails where a session was lost.
    ///
    /// # Errors
    /// Where a session was lost.
    pub fn run(&self) -> Result<()> {
        process::ensure_readable()?;
        one_thread::run(self.hold())
    }

    async fn hold(&self) -> Result<()> {
        let sink = Sink::start()?;
        let limits: Vec<&str> = LIMITS.into_iter().chain([IDLE]).collect();
        let (bridge, target) = peer::ehlo(
            &self.ehlo,
            &[sink.address, sink.mute],
            &limits,
            Stdio::null(),
        )?;
        Session::open(&target, ROOM).await?.close().await;
        sleep(REST).await;
        let before = process::memory(bridge.id());
        let sessions = self.open(&target).await?;
        sleep(REST).await;
        let opened = process::memory(bridge.id());
        let worked = process::processor_time(bridge.id());
        let load = process::load();

        let (samples, lost) = self.talk(sessions).await?;
        let held = process::memory(bridge.id());
        let worked = process::processor_time(bridge.id()) - worked;
        sleep(REST).await;
        let left = process::memory(bridge.id());
        let open = metrics::open_sessions(&target).await?;

        let each = |memory: f64| (memory - before) / self.sessions as f64;
        let mut samples = samples;
        let [median, late, last] =
            [0.5, 0.99, 1.0].map(|share| samples.microseconds(share) / 1000.0);
        println!(
            "{} sessions, {}, held for {:.0} s on {}; load average {load} before, {} after.\n\n\
             | | |\n|---|---|\n\
             | sessions lost | {} |\n\
             | NOOP, {} of them | p50 {median:.2} ms, p99 {late:.2} ms, last {last:.1} ms |\n\
             | KiB a session | {:.1} when opened, {:.1} at the end |\n\
             | MiB in all | {:.1} before, {:.1} at the end, {:.1} when all have gone |\n\
             | processor time of the bridge | {worked:.1} s |",
            self.sessions,
            if self.idle {
                "idle"
            } else {
                "a NOOP a second each"
            },
            self.time.as_secs_f64(),
            process::machine(),
            process::load(),
            lost.len(),
            samples.count(),
            each(opened),
            each(held),
            before / 1024.0,
            held / 1024.0,
            left / 1024.0,
        );
        ensure!(
            lost.is_empty(),
            "{} sessions were lost, such as: {}",
            lost.len(),
            lost.first().map_or("", String::as_str)
        );
        ensure!(open == 0, "{open} sessions are left");
        Ok(())
    }

    async fn open(&self, target: &Target) -> Result<Vec<Session>> {
        let held = Rc::new(RefCell::new(Vec::with_capacity(self.sessions)));
        let mut tasks = JoinSet::new();
        for share in 0..ABREAST {
            let (held, target) = (held.clone(), target.clone());
            let own = self.sessions / ABREAST + usize::from(share < self.sessions % ABREAST);
            tasks.spawn_local(async move {
                for _ in 0..own {
                    let session = Session::open(&target, ROOM).await?;
                    held.borrow_mut().push(session);
                }
                io::Result::Ok(())
            });
        }
        while let Some(done) = tasks.join_next().await {
            done?.with_context(|| format!("with {} sessions open", held.borrow().len()))?;
        }
        Ok(held.take())
    }

    /// Times of NOOPs, and what befell sessions that were lost.
    async fn talk(&self, sessions: Vec<Session>) -> Result<(Samples, Vec<String>)> {
        let samples = Rc::new(RefCell::new(Samples::default()));
        let (over, end) = watch::channel(false);
        let begun = tokio::time::Instant::now();
        let mut tasks = JoinSet::new();
        let count = sessions.len();
        for (number, mut session) in sessions.into_iter().enumerate() {
            let (samples, mut end) = (samples.clone(), end.clone());
            // Spread over the second.
            let first = begun + PACE.mul_f64(number as f64 / count as f64);
            let idle = self.idle;
            tasks.spawn_local(async move {
                let mut next = first;
                while !*end.borrow() {
                    if idle {
                        // Reading, so that the bridge hears that somebody is there when it asks.
                        tokio::select! {
                            piece = session.connection().piece() => {
                                piece?;
                                return Err(io::Error::other("octets that nobody asked for"));
                            }
                            _ = end.wait_for(|over| *over) => {}
                        }
                    } else {
                        sleep_until(next).await;
                        next += PACE;
                    }
                    let asked = Instant::now();
                    timeout(PATIENCE, session.noop())
                        .await
                        .unwrap_or_else(|_| Err(io::Error::other("no answer")))?;
                    samples.borrow_mut().push(asked.elapsed());
                }
                session.close().await;
                Ok(())
            });
        }
        sleep(self.time).await;
        over.send_replace(true);
        let mut lost = Vec::new();
        while let Some(done) = tasks.join_next().await {
            if let Err(error) = done? {
                lost.push(error.to_string());
            }
        }
        Ok((samples.take(), lost))
    }
}
