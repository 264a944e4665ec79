//! The benchmark: peers in turn, several rounds, each with a server and a process of its own.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};
use tokio::time::timeout;

use crate::figure::Figure;
use crate::measure::{self, Kind};
use crate::peer::{self, Peer};
use crate::pinned::Pinned;
use crate::report::Report;
use crate::{one_thread, process};

/// How long one measurement of a peer may take before it counts as stuck.
const STUCK: Duration = Duration::from_secs(120);

/// What is measured, and how.
#[derive(Clone, Debug)]
pub struct Bench {
    /// Our programs, with the names that they get.
    pub ehlo: Vec<(String, PathBuf)>,
    /// Where the programs of other peers are.
    pub peers: Option<PathBuf>,
    /// Names of rows that cannot be had here: the report says so.
    pub missing: Vec<String>,
    /// What is measured.
    pub kinds: Vec<Kind>,
    /// How many times.
    pub rounds: usize,
    /// How long one measurement lasts.
    pub time: Duration,
    /// How long a quiet machine is waited for before each.
    pub patience: Duration,
}

/// The figures of each peer, one for each round.
pub type Figures = BTreeMap<(String, Figure), Vec<(usize, f64)>>;

impl Bench {
    /// Runs it.
    ///
    /// # Errors
    /// Where this machine cannot measure. A peer that fails is told in the report.
    pub fn run(&self) -> Result<Report> {
        process::ensure_readable()?;
        let (peers, missing) = self.rows();
        let mut report = Report {
            machine: process::machine(),
            load_before: process::load(),
            rounds: self.rounds,
            time: self.time,
            ours: self.ehlo.iter().map(|(name, _)| name.clone()).collect(),
            versions: peers
                .iter()
                .filter_map(|peer| Some((peer.name.clone(), peer::version(peer)?)))
                .collect(),
            peers: peers.iter().map(|peer| peer.name.clone()).collect(),
            missing,
            ..Report::default()
        };
        for round in 0..self.rounds {
            let mut order: Vec<&Peer> = peers.iter().collect();
            // Nobody is always first.
            order.rotate_left(round % peers.len().max(1));
            for peer in order {
                self.measure(round, peer, &mut report)?;
                eprintln!(
                    "round {} of {}: {}, load {}",
                    round + 1,
                    self.rounds,
                    peer.name,
                    process::load()
                );
            }
        }
        report.load_after = process::load();
        Ok(report)
    }

    fn rows(&self) -> (Vec<Peer>, Vec<String>) {
        let row = |name: &str, kind| Peer {
            name: name.to_owned(),
            kind,
        };
        let mut rows = vec![
            row("direct TCP", peer::Kind::Direct),
            row("relay of threads", peer::Kind::Threads),
            row("plain TCP relay", peer::Kind::Relay),
            row("bare tunnel", peer::Kind::Tunnel),
        ];
        for (name, program) in &self.ehlo {
            rows.push(row(name, peer::Kind::Ehlo(program.clone())));
        }
        let mut missing = self.missing.clone();
        if let Some(folder) = &self.peers {
            let (more, none) = Peer::installed(folder);
            rows.extend(more);
            missing.extend(none.into_iter().map(str::to_owned));
        }
        (rows, missing)
    }

    fn measure(&self, round: usize, peer: &Peer, report: &mut Report) -> Result<()> {
        for kind in &self.kinds {
            if kind.once() && round > 0 || !applies(*kind, peer) {
                continue;
            }
            let pinned = kind.pinned().then(Pinned::to_one_core).transpose()?;
            let result = self.measure_kind(*kind, peer);
            drop(pinned);
            match result {
                Ok(figures) => {
                    for (figure, value) in figures {
                        report
                            .figures
                            .entry((peer.name.clone(), figure))
                            .or_default()
                            .push((round, value));
                    }
                }
                Err(error) => {
                    let fault = format!("{}, {kind:?}, round {}: {error:#}", peer.name, round + 1);
                    eprintln!("FAILED: {fault}");
                    report.faults.push(fault);
                }
            }
        }
        Ok(())
    }

    /// One measurement, with a process of its own: what one leaves behind is nothing to the next.
    fn measure_kind(&self, kind: Kind, peer: &Peer) -> Result<Vec<(Figure, f64)>> {
        let started = peer.start(self.time)?;
        let work = async {
            measure::wait_for_quiet(&started.field, self.patience).await;
            timeout(STUCK, kind.run(&started.field))
                .await
                .context("stuck")?
        };
        one_thread::run(work)
    }
}

/// Nothing can be weighed where there is no process, thousands of sessions are too many for a process or threads each, only
/// ours promises anything about stalls, and what is a limit of one thing is measured for that.
fn applies(kind: Kind, peer: &Peer) -> bool {
    match peer.kind {
        peer::Kind::Threads => return matches!(kind, Kind::Latency | Kind::Throughput),
        peer::Kind::Tunnel => return matches!(kind, Kind::Latency | Kind::Opening),
        _ => {}
    }
    match kind {
        Kind::Growth => peer.kind != peer::Kind::Direct,
        Kind::Idle | Kind::Crowd | Kind::Used => {
            !matches!(peer.kind, peer::Kind::Direct | peer::Kind::Websockify(_))
        }
        Kind::Stalls => matches!(peer.kind, peer::Kind::Ehlo(_)),
        Kind::Latency | Kind::Requests | Kind::Throughput | Kind::Opening => true,
    }
}
