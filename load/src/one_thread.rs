//! Work on this thread alone: tasks share what they count without locks, and none waits for another thread to wake.

use anyhow::Result;
use tokio::runtime::Builder;
use tokio::task::LocalSet;

/// Does `work`, and what it spawns on this thread, to its end.
///
/// # Errors
/// Those of `work`, or where no runtime can be had.
pub fn run<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(LocalSet::new().run_until(work))
}
