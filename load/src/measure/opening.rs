//! How many sessions can come and go.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use anyhow::{Result, ensure};
use tokio::task::JoinSet;

use super::{Field, Meter};
use crate::client::Session;
use crate::figure::Figure;

/// Sessions that are opened beside each other.
const ABREAST: usize = 16;

/// Each takes a port that the system holds back for a minute after it.
const MOST: usize = 8000;

/// Room of a client for one read.
const ROOM: usize = 1024;

/// Connect, upgrade, open, greeting, close.
pub(super) async fn opening(field: &Field) -> Result<Vec<(Figure, f64)>> {
    Session::open(&field.target, ROOM).await?.close().await;
    let left = Rc::new(Cell::new(MOST));
    let done = Rc::new(Cell::new(0));
    let fault = Rc::new(RefCell::new(None));
    let meter = Meter::start(field);
    let mut tasks = JoinSet::new();
    for _ in 0..ABREAST {
        let (left, done, fault) = (left.clone(), done.clone(), fault.clone());
        let (target, time) = (field.target.clone(), field.time);
        tasks.spawn_local(async move {
            while meter.started.elapsed() < time && left.get() > 0 {
                left.set(left.get() - 1);
                match Session::open(&target, ROOM).await {
                    Ok(session) => {
                        done.set(done.get() + 1);
                        session.close().await;
                    }
                    Err(error) => {
                        fault.borrow_mut().get_or_insert(error);
                        return;
                    }
                }
            }
        });
    }
    while tasks.join_next().await.is_some() {}
    let (seconds, bridge, foreign) = meter.stop(field);
    if let Some(fault) = fault.take() {
        return Err(fault.into());
    }
    ensure!(done.get() > 0, "no session was opened");
    let count = f64::from(done.get());
    Ok(vec![
        (Figure::Opening, count / seconds),
        (Figure::OpeningCost, bridge * 1e6 / count),
        (Figure::Foreign, foreign),
    ])
}
