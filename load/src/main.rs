//! The program `ehlo-load`: load for bridges, and what is measured under it.

use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use ehlo_load::bench::Bench;
use ehlo_load::held::Held;
use ehlo_load::measure::Kind;
use ehlo_load::soak::Soak;
use ehlo_load::training::{Part, Training};
use ehlo_load::{relay, sink, tunnel};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Load for bridges, and what is measured under it.
#[derive(Debug, Parser)]
#[command(name = "ehlo-load", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Measures direct TCP, a plain relay, `ehlo serve` and its peers in turn, and prints tables in Markdown.
    Bench(Measuring),
    /// A mixed load for a long time, and what must be true after it.
    Soak {
        /// The program `ehlo`.
        #[arg(long)]
        ehlo: PathBuf,
        /// How long.
        #[arg(long, default_value_t = 60)]
        minutes: u64,
    },
    /// Many sessions, each with a NOOP a second or idle, of which none may be lost.
    Held {
        /// The program `ehlo`.
        #[arg(long)]
        ehlo: PathBuf,
        /// How many sessions.
        #[arg(long, default_value_t = 1000)]
        sessions: usize,
        /// How long.
        #[arg(long, default_value_t = 10)]
        minutes: u64,
        /// They say nothing.
        #[arg(long)]
        idle: bool,
    },
    /// A bit of everything, after which the program ends: for a build that counts what it does.
    Train {
        /// The program `ehlo`.
        #[arg(long)]
        ehlo: PathBuf,
        /// Which half of it.
        #[arg(long, value_enum)]
        part: Part,
        /// How much of that, in hundredths.
        #[arg(long, default_value_t = 100)]
        percent: u64,
    },
    /// The server of the benchmark: prints where it serves and where it never says a word.
    Sink,
    /// A tunnel that is nothing else: prints where it listens.
    Tunnel,
    /// A plain TCP relay to SERVER: prints where it listens.
    Relay {
        /// Where it leads.
        server: SocketAddr,
        /// Two threads a connection, each of which waits in its read.
        #[arg(long)]
        threads: bool,
    },
}

#[derive(Debug, clap::Args)]
struct Measuring {
    /// A program `ehlo` with the name of its row; several compare versions.
    #[arg(long, value_name = "NAME=PROGRAM", value_parser = named)]
    ehlo: Vec<(String, PathBuf)>,
    /// The folder with the programs of other peers, as `cargo xtask bench` installs them.
    #[arg(long, value_name = "FOLDER")]
    peers: Option<PathBuf>,
    /// The name of a row that cannot be had here, for the report to say so.
    #[arg(long, value_name = "NAME")]
    missing: Vec<String>,
    /// What to measure; everything where nothing is named.
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Kind>,
    /// How many rounds; memory and stalls are measured in the first alone.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Seconds of one measurement.
    #[arg(long, default_value_t = 1.0)]
    seconds: f64,
    /// Seconds for which a quiet machine is waited for before each measurement.
    #[arg(long, default_value_t = 5.0)]
    patience: f64,
    /// Fail where something could not be measured or a figure of ours is below the least.
    #[arg(long)]
    judge: bool,
}

fn named(text: &str) -> Result<(String, PathBuf), String> {
    let (name, program) = text.split_once('=').ok_or("not NAME=PROGRAM")?;
    Ok((name.to_owned(), PathBuf::from(program)))
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("ehlo-load: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode> {
    raise_descriptors()?;
    match command {
        Command::Bench(measuring) => return bench(measuring),
        Command::Soak { ehlo, minutes } => {
            let time = Duration::from_secs(minutes * 60);
            Soak { ehlo, time }.run()?;
        }
        Command::Held {
            ehlo,
            sessions,
            minutes,
            idle,
        } => Held {
            ehlo,
            sessions,
            time: Duration::from_secs(minutes * 60),
            idle,
        }
        .run()?,
        Command::Train {
            ehlo,
            part,
            percent,
        } => Training {
            ehlo,
            part,
            percent,
        }
        .run()?,
        Command::Sink => serve(async {
            let (server, mute) = (sink::listen()?, sink::listen()?);
            say(&format!("{} {}", server.local_addr()?, mute.local_addr()?))?;
            tokio::join!(sink::serve(server), sink::be_mute(mute));
            Ok(())
        })?,
        Command::Relay {
            server,
            threads: true,
        } => {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
            say(&listener.local_addr()?.to_string())?;
            relay::relay_by_threads(&listener, server);
        }
        Command::Tunnel => serve(async {
            let listener = sink::listen()?;
            say(&listener.local_addr()?.to_string())?;
            tunnel::serve(listener).await;
            Ok(())
        })?,
        Command::Relay { server, .. } => serve(async {
            let listener = sink::listen()?;
            say(&listener.local_addr()?.to_string())?;
            relay::relay(listener, server).await;
            Ok(())
        })?,
    }
    Ok(ExitCode::SUCCESS)
}

fn bench(measuring: Measuring) -> Result<ExitCode> {
    let seconds = |seconds: f64| Duration::try_from_secs_f64(seconds).context("no time");
    let kinds = if measuring.only.is_empty() {
        Kind::ALL.to_vec()
    } else {
        measuring.only
    };
    let bench = Bench {
        ehlo: measuring.ehlo,
        peers: measuring.peers,
        missing: measuring.missing,
        kinds,
        rounds: measuring.rounds.max(1),
        time: seconds(measuring.seconds)?,
        patience: seconds(measuring.patience)?,
    };
    let report = bench.run()?;
    say(&report.markdown())?;
    Ok(if measuring.judge && !report.is_enough() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// Serves until the process that started this one is gone.
fn serve(work: impl Future<Output = Result<()>>) -> Result<()> {
    #[cfg(target_os = "linux")]
    rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL))?;
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(work)
}

fn say(text: &str) -> Result<()> {
    let mut out = std::io::stdout();
    writeln!(out, "{text}")?;
    Ok(out.flush()?)
}

/// As many descriptors as the system gives: thousands of sessions need one each.
fn raise_descriptors() -> Result<()> {
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    let current = maximum;
    setrlimit(Resource::Nofile, Rlimit { current, maximum }).context("the number of descriptors")
}
