//! How long a NOOP takes.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use tokio::task::JoinSet;

use super::{Field, Meter};
use crate::client::Session;
use crate::figure::Figure;
use crate::samples::Samples;

/// What goes before, so that nothing is done for the first time.
const WARMING: Duration = Duration::from_millis(400);

/// Room of a client for one read: replies are short.
const ROOM: usize = 4096;

/// One session.
pub(super) async fn one(field: &Field) -> Result<Vec<(Figure, f64)>> {
    let (mut samples, _, cost, foreign) = noops(field, 1).await?;
    Ok(vec![
        (Figure::PingMedian, samples.microseconds(0.5)),
        (Figure::PingUsual, samples.microseconds(0.95)),
        (Figure::PingLate, samples.microseconds(0.99)),
        (Figure::PingCost, cost),
        (Figure::Foreign, foreign),
    ])
}

/// A hundred sessions.
pub(super) async fn hundred(field: &Field) -> Result<Vec<(Figure, f64)>> {
    let (_, rate, _, foreign) = noops(field, 100).await?;
    Ok(vec![(Figure::Requests, rate), (Figure::Foreign, foreign)])
}

/// Times of NOOPs, how many there were a second, microseconds of the bridge for each, cores at other work.
async fn noops(field: &Field, sessions: usize) -> Result<(Samples, f64, f64, f64)> {
    let counting = Rc::new(Cell::new(false));
    let over = Rc::new(Cell::new(false));
    let samples = Rc::new(RefCell::new(Samples::default()));
    let mut tasks = JoinSet::new();
    for _ in 0..sessions {
        let mut session = Session::open(&field.target, ROOM).await?;
        let (counting, over, samples) = (counting.clone(), over.clone(), samples.clone());
        tasks.spawn_local(async move {
            while !over.get() {
                let asked = Instant::now();
                session.noop().await?;
                if counting.get() {
                    samples.borrow_mut().push(asked.elapsed());
                }
            }
            session.close().await;
            std::io::Result::Ok(())
        });
    }
    tokio::time::sleep(WARMING).await;
    let meter = Meter::start(field);
    counting.set(true);
    tokio::time::sleep(field.time).await;
    counting.set(false);
    let (seconds, bridge, foreign) = meter.stop(field);
    over.set(true);
    while let Some(done) = tasks.join_next().await {
        done??;
    }
    let samples = samples.take();
    let count = samples.count();
    ensure!(count > 0, "no NOOP was answered");
    Ok((
        samples,
        count as f64 / seconds,
        bridge * 1e6 / count as f64,
        foreign,
    ))
}
