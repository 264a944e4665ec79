//! Waiting for something to become true, without guessing how long it takes.

use std::thread;
use std::time::{Duration, Instant};

/// How long anything on this machine may take: far more than it needs, as the machine may be busy with other things.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Between two looks. Short against what a person notices, long against the cost of a look.
const INTERVAL: Duration = Duration::from_millis(25);

/// Looks until `probe` gives a value, or nothing if it never did within `limit`.
pub fn until<T>(limit: Duration, mut probe: impl FnMut() -> Option<T>) -> Option<T> {
    let end = Instant::now() + limit;
    loop {
        if let Some(value) = probe() {
            return Some(value);
        }
        if Instant::now() >= end {
            return None;
        }
        thread::sleep(INTERVAL);
    }
}
