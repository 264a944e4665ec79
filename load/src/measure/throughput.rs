//! How much passes each way.

use std::time::Instant;

use anyhow::Result;

use super::{Field, Meter};
use crate::client::{Session, Upload};
use crate::figure::Figure;

/// Sent before anything is counted, to warm up and to see how fast it goes.
const TRIAL: u64 = 8 << 20;

/// A session may carry 1 GiB each way, by the largest limit that an operator can set.
const MOST: u64 = 960 << 20;

/// A message may have 100 MiB, and a session 1 GiB.
const MESSAGE: u64 = 96 << 20;
const MESSAGES: usize = 9;

const FRAME: usize = 16 * 1024;
const SMALL_FRAME: usize = 1400;
const GIBIBYTE: f64 = (1_u64 << 30) as f64;

/// Room of a client for one read.
const ROOM: usize = 256 * 1024;

pub(super) async fn all(field: &Field) -> Result<Vec<(Figure, f64)>> {
    let mut figures = Vec::new();
    let (rate, cost) = up(field, FRAME, &mut figures).await?;
    figures.extend([(Figure::Up, rate), (Figure::UpCost, cost)]);
    let (rate, _) = up(field, SMALL_FRAME, &mut figures).await?;
    figures.push((Figure::UpSmall, rate));
    let (rate, cost) = down(field, &mut figures).await?;
    figures.extend([(Figure::Down, rate), (Figure::DownCost, cost)]);
    let (rate, cost) = messages(field, &mut figures).await?;
    figures.extend([(Figure::Message, rate), (Figure::MessageCost, cost)]);
    Ok(figures)
}

/// Records up: MB/s, and seconds of the bridge for one GiB.
async fn up(field: &Field, frame: usize, figures: &mut Vec<(Figure, f64)>) -> Result<(f64, f64)> {
    let mut session = Session::open(&field.target, ROOM).await?;
    session.start_tls().await?;
    let upload = Upload::records(frame, session.connection().framed());
    let started = Instant::now();
    let tried = session.upload(&upload, TRIAL).await?;
    let octets = wanted(field, tried, started);
    let meter = Meter::start(field);
    let octets = session.upload(&upload, octets).await?;
    Ok(closing(field, meter, octets, session, figures).await)
}

/// Records down.
async fn down(field: &Field, figures: &mut Vec<(Figure, f64)>) -> Result<(f64, f64)> {
    let mut session = Session::open(&field.target, ROOM).await?;
    session.start_tls().await?;
    let started = Instant::now();
    let tried = session.download(TRIAL).await?;
    let octets = wanted(field, tried, started);
    let meter = Meter::start(field);
    let octets = session.download(octets).await?;
    Ok(closing(field, meter, octets, session, figures).await)
}

/// Messages in clear.
async fn messages(field: &Field, figures: &mut Vec<(Figure, f64)>) -> Result<(f64, f64)> {
    let mut session = Session::open(&field.target, ROOM).await?;
    let lines = Upload::lines(FRAME, session.connection().framed());
    session.message(&lines, TRIAL).await?;
    let meter = Meter::start(field);
    let mut octets = 0;
    for _ in 0..MESSAGES {
        octets += session.message(&lines, MESSAGE).await?;
        if meter.started.elapsed() >= field.time {
            break;
        }
    }
    Ok(closing(field, meter, octets, session, figures).await)
}

async fn closing(
    field: &Field,
    meter: Meter,
    octets: u64,
    session: Session,
    figures: &mut Vec<(Figure, f64)>,
) -> (f64, f64) {
    // The session is still open, so that a bridge with a process for each has not lost its time.
    let (seconds, bridge, foreign) = meter.stop(field);
    figures.push((Figure::Foreign, foreign));
    session.close().await;
    let octets = octets as f64;
    (octets / seconds / 1e6, bridge * GIBIBYTE / octets)
}

/// As much as takes the wanted time at the pace of the trial.
fn wanted(field: &Field, tried: u64, started: Instant) -> u64 {
    let pace = tried as f64 / started.elapsed().as_secs_f64();
    // Positive, and far below 2^52.
    let octets = (pace * field.time.as_secs_f64()) as u64;
    octets.clamp(TRIAL, MOST)
}
