//! What the crowd did and saw.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};

use crate::samples::Samples;

/// What the crowd did and saw.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Sessions of those who behave, each to its end.
    pub(super) sessions: u64,
    /// Messages delivered.
    pub(super) messages: u64,
    /// Octets under TLS, both ways.
    pub(super) octets: u64,
    /// Those who behave and were let down, and how.
    pub(super) lost: Vec<String>,
    /// How often somebody misbehaved, by how.
    pub(super) bad: BTreeMap<&'static str, u64>,
    /// Those who misbehaved and were not shown out.
    pub(super) spared: Vec<String>,
    /// Times of NOOPs.
    pub(super) noops: Samples,
}

impl Tally {
    pub(super) fn print(&mut self) {
        let [median, late, last] =
            [0.5, 0.99, 1.0].map(|share| self.noops.microseconds(share) / 1000.0);
        println!("| | |\n|---|---|");
        println!(
            "| sessions that behave | {}, {} lost |",
            self.sessions,
            self.lost.len()
        );
        println!("| messages | {} |", self.messages);
        println!("| MiB under TLS | {} |", self.octets >> 20);
        println!(
            "| NOOP, {} of them | p50 {median:.2} ms, p99 {late:.2} ms, last {last:.1} ms |",
            self.noops.count()
        );
        let bad: Vec<String> = self
            .bad
            .iter()
            .map(|(how, count)| format!("{count} {how}"))
            .collect();
        println!("| who misbehaved | {} |", bad.join(", "));
    }

    /// Whether all went well. How long a NOOP took is told and not judged: on a busy machine it says more of the others.
    pub(super) fn judge(&self) -> Result<()> {
        ensure!(
            self.lost.is_empty(),
            "{} sessions were lost, such as: {}",
            self.lost.len(),
            self.lost.first().map_or("", String::as_str)
        );
        ensure!(
            self.spared.is_empty(),
            "{} who misbehaved were not shown out, such as: {}",
            self.spared.len(),
            self.spared.first().map_or("", String::as_str)
        );
        ensure!(
            self.sessions > 0 && self.messages > 0 && self.octets > 0 && self.bad.len() > 5,
            "the load was none"
        );
        Ok(())
    }
}
