//! What the bridge is shown while the compiler counts what it does, for a build that is made after those counts: sessions
//! that come and go, commands, octets both ways.

use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use crate::measure::{Field, Kind, at_port};
use crate::one_thread;
use crate::peer::{self, LIMITS, Sink};

/// One half of a training. Octets come in millions and each is counted, while a session comes and goes in steps that are
/// taken once: together, the one would make the other look like nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Part {
    /// Sessions that come and go, and commands.
    Sessions,
    /// Octets both ways.
    Octets,
}

impl Part {
    /// What is shown, and for how many milliseconds.
    const fn course(self) -> &'static [(Kind, u64)] {
        match self {
            Self::Sessions => &[
                (Kind::Opening, 5_000),
                (Kind::Latency, 1_000),
                (Kind::Requests, 1_000),
            ],
            Self::Octets => &[(Kind::Throughput, 300)],
        }
    }
}

/// A training.
#[derive(Clone, Debug)]
pub struct Training {
    /// Our program.
    pub ehlo: PathBuf,
    /// Which half.
    pub part: Part,
    /// How much of the course is run, in hundredths.
    pub percent: u64,
}

impl Training {
    /// Runs it. The program ends by itself at the end, and writes down then what was counted.
    ///
    /// # Errors
    /// Where the program does not do what a bridge does, or does not end well.
    pub fn run(&self) -> Result<()> {
        one_thread::run(self.hold())
    }

    async fn hold(&self) -> Result<()> {
        let sink = Sink::start()?;
        let servers = [sink.address, sink.mute];
        let (bridge, target) = peer::ehlo(&self.ehlo, &servers, &LIMITS, Stdio::null())?;
        let mut field = Field {
            mute: at_port(&target, sink.address, sink.mute),
            target,
            bridge: Some(bridge.id()),
            sink: sink.running.id(),
            time: Duration::ZERO,
        };
        for (kind, milliseconds) in self.part.course() {
            field.time = Duration::from_millis(milliseconds * self.percent / 100);
            let figures = kind.run(&field).await;
            for (figure, value) in figures.with_context(|| format!("{kind:?}"))? {
                let (title, digits) = figure.title();
                println!("{title}: {value:.digits$}");
            }
        }
        let code = bridge.stop()?;
        ensure!(code == Some(0), "the bridge ended with {code:?}");
        Ok(())
    }
}
