//! Peers that stall, each in its own way, and who comes meanwhile.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::Field;
use crate::client::{Connection, Session, Target, Upload};
use crate::figure::Figure;
use crate::samples::Samples;

/// How a peer stalls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stall {
    /// Connects and says nothing.
    Silent,
    /// Says half of a request.
    Head,
    /// Upgrades and says nothing.
    Upgraded,
    /// Takes nothing of what the server pours.
    Reading,
    /// Sends to a server that takes nothing.
    Server,
    /// Waits for a server that never greets.
    Greeting,
}

impl Stall {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::Silent,
        Self::Head,
        Self::Upgraded,
        Self::Reading,
        Self::Server,
        Self::Greeting,
    ];

    /// What is said of 500 of them.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Silent => "say nothing",
            Self::Head => "say half a request",
            Self::Upgraded => "never open",
            Self::Reading => "take nothing",
            Self::Server => "have servers that take nothing",
            Self::Greeting => "have servers that never greet",
        }
    }
}

/// How many stall.
const STALLED: usize = 500;
/// Who comes meanwhile.
const NEWCOMERS: usize = 300;
/// How long it takes to see that nothing more is taken.
const PATIENCE: Duration = Duration::from_millis(200);
/// What is sent or poured at most: more than any buffer on the way has room for.
const FLOOD: u64 = 64 << 20;
/// Room of a client for one read.
const ROOM: usize = 512;

/// Newcomers, under every kind of stall.
pub(super) async fn all(field: &Field) -> Result<Vec<(Figure, f64)>> {
    let mut figures = Vec::new();
    for stall in Stall::ALL {
        let late = newcomers(field, stall)
            .await
            .with_context(|| format!("500 {}", stall.name()))?;
        figures.push((Figure::Newcomer(stall), late));
        // The bridge gets over it.
        sleep(Duration::from_secs(1)).await;
    }
    Ok(figures)
}

/// Milliseconds until the greeting, 99th percentile.
async fn newcomers(field: &Field, stall: Stall) -> Result<f64> {
    let mut starting = JoinSet::new();
    let mut stalled = Vec::new();
    for _ in 0..STALLED {
        let field = field.clone();
        starting.spawn_local(async move { Stalled::start(stall, &field).await });
        if starting.len() >= 32
            && let Some(started) = starting.join_next().await
        {
            stalled.push(started??);
        }
    }
    while let Some(started) = starting.join_next().await {
        stalled.push(started??);
    }
    let mut samples = Samples::default();
    for _ in 0..NEWCOMERS {
        let came = Instant::now();
        let session = Session::open(&field.target, ROOM).await?;
        samples.push(came.elapsed());
        session.close().await;
    }
    drop(stalled);
    Ok(samples.microseconds(0.99) / 1000.0)
}

/// One peer that stalls. It stops when dropped.
#[derive(Debug)]
pub(super) enum Stalled {
    /// A connection without a WebSocket.
    Plain(#[expect(dead_code, reason = "held open")] TcpStream),
    /// A WebSocket without a session.
    Upgraded(#[expect(dead_code, reason = "held open")] Box<Connection>),
    /// A session.
    Session(#[expect(dead_code, reason = "held open")] Box<Session>),
}

impl Stalled {
    pub(super) async fn start(stall: Stall, field: &Field) -> Result<Self> {
        let plain = async || TcpStream::connect(field.target.address).await;
        Ok(match stall {
            Stall::Silent => Self::Plain(plain().await?),
            Stall::Head => {
                let mut stream = plain().await?;
                stream.write_all(b"GET / HTTP/1.1\r\nHost: ").await?;
                Self::Plain(stream)
            }
            Stall::Upgraded => {
                let mut target: Target = field.target.clone();
                if let Some(upgrade) = &mut target.upgrade {
                    upgrade.open = None;
                }
                Self::Upgraded(Box::new(Connection::open(&target, ROOM).await?))
            }
            Stall::Greeting => Self::Upgraded(Box::new(Connection::open(&field.mute, ROOM).await?)),
            Stall::Reading | Stall::Server => {
                let mut session = Session::open(&field.target, ROOM).await?;
                Self::stall(stall, &mut session).await?;
                Self::Session(Box::new(session))
            }
        })
    }

    /// Lets a session stall: its client takes nothing, or its server.
    pub(super) async fn stall(stall: Stall, session: &mut Session) -> Result<()> {
        session.start_tls().await?;
        if stall == Stall::Reading {
            session.order(&format!("pour {FLOOD}")).await?;
            return Ok(());
        }
        session.order("stall").await?;
        let upload = Upload::records(16 * 1024, session.connection().framed());
        for _ in 0..upload.times(FLOOD) {
            let sent = session.connection().send_raw(upload.block());
            if let Ok(sent) = timeout(PATIENCE, sent).await {
                sent?;
            } else {
                break;
            }
        }
        Ok(())
    }
}
