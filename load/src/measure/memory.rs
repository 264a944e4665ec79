//! What sessions weigh.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use anyhow::{Context, Result};
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::stalls::{Stall, Stalled};
use super::{Field, process};
use crate::client::{Session, Upload};
use crate::figure::Figure;

/// Sessions that are opened beside each other.
const ABREAST: usize = 16;
/// Time in which things come to rest.
const REST: Duration = Duration::from_secs(2);
/// Room of a client for one read.
const ROOM: usize = 512;
/// The same of one that takes much.
const LARGE_ROOM: usize = 64 * 1024;
/// What a session carries each way before it is weighed as used.
const USE: u64 = 64 * 1024;
/// What is taken by who takes nothing then: enough for the bridge to read as much at a time as it ever does.
const MUCH: u64 = 12 << 20;
/// Sessions that stall while growth is measured: one alone is less than the noise.
const STALLED: usize = 16;

/// 1,000 that said EHLO and wait.
pub(super) async fn idle(field: &Field) -> Result<Vec<(Figure, f64)>> {
    let (each, _) = weigh(field, 1000, false).await?;
    Ok(vec![(Figure::IdleOf1000, each)])
}

/// 5,000.
pub(super) async fn crowd(field: &Field) -> Result<Vec<(Figure, f64)>> {
    let (each, left) = weigh(field, 5000, false).await?;
    Ok(vec![
        (Figure::IdleOf5000, each),
        (Figure::Left, left / 1024.0),
    ])
}

/// 1,000 that sent and got something.
pub(super) async fn used(field: &Field) -> Result<Vec<(Figure, f64)>> {
    let (each, _) = weigh(field, 1000, true).await?;
    Ok(vec![(Figure::Used, each)])
}

/// Sessions of which one side takes nothing, or nothing more.
pub(super) async fn growth(field: &Field) -> Result<Vec<(Figure, f64)>> {
    let mut figures = Vec::new();
    for (stall, taken, figure) in [
        (Stall::Reading, 0, Figure::StalledDown),
        (Stall::Reading, MUCH, Figure::StalledLate),
        (Stall::Server, 0, Figure::StalledUp),
    ] {
        // One before, so that what is made once is there.
        drop(Stalled::start(stall, field).await?);
        let mut sessions = Vec::new();
        for _ in 0..STALLED {
            sessions.push(Session::open(&field.target, LARGE_ROOM).await?);
        }
        sleep(REST).await;
        let before = weight(field)?;
        let mut stalled = Vec::new();
        for mut session in sessions {
            Stalled::stall(stall, &mut session).await?;
            session.skip(taken).await?;
            stalled.push(session);
        }
        sleep(REST).await;
        figures.push((figure, (weight(field)? - before) / STALLED as f64));
        drop(stalled);
        sleep(REST).await;
    }
    Ok(figures)
}

/// KiB of each of `count` sessions, and KiB in all when they have gone.
async fn weigh(field: &Field, count: usize, used: bool) -> Result<(f64, f64)> {
    // One before, so that what is made once is there.
    prepare(&mut Session::open(&field.target, ROOM).await?, used).await?;
    sleep(REST).await;
    let before = weight(field)?;
    let held = Rc::new(RefCell::new(Vec::with_capacity(count)));
    let mut tasks = JoinSet::new();
    for share in 0..ABREAST {
        let held = held.clone();
        let target = field.target.clone();
        let own = count / ABREAST + usize::from(share < count % ABREAST);
        tasks.spawn_local(async move {
            for _ in 0..own {
                let mut session = Session::open(&target, ROOM).await?;
                prepare(&mut session, used).await?;
                held.borrow_mut().push(session);
            }
            std::io::Result::Ok(())
        });
    }
    while let Some(done) = tasks.join_next().await {
        done?.with_context(|| format!("with {} sessions open", held.borrow().len()))?;
    }
    sleep(REST).await;
    let full = weight(field)?;
    let mut sessions = held.take();
    if !used {
        // Only those who live are weighed.
        for session in &mut sessions {
            session.noop().await.context("a session that was lost")?;
        }
    }
    for session in sessions {
        session.close().await;
    }
    sleep(REST).await;
    Ok(((full - before) / count as f64, weight(field)?))
}

async fn prepare(session: &mut Session, used: bool) -> std::io::Result<()> {
    session.noop().await?;
    if used {
        session.start_tls().await?;
        let upload = Upload::of_size(USE, session.connection().framed());
        session.upload(&upload, USE).await?;
        session.download(USE).await?;
    }
    Ok(())
}

fn weight(field: &Field) -> Result<f64> {
    let bridge = field.bridge.context("nothing to weigh")?;
    Ok(process::memory(bridge))
}
