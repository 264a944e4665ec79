//! The clock of the sessions. Each has a deadline, far away, and nearly none is ever reached: a thread of its own waits
//! for them all, so that those who move octets wait for octets alone. A wait with a deadline costs them half a
//! microsecond, twice a command (docs/speed.md).

use std::future::pending;
use std::io;
use std::pin::Pin;
use std::thread;

use tokio::runtime::{Builder, Handle};
use tokio::time::{Instant, Sleep, sleep_until};

/// Where deadlines are kept: by the runtime of whoever asks, unless it is a clock of its own.
#[derive(Clone, Debug, Default)]
pub struct Clock(Option<Handle>);

impl Clock {
    /// A clock of its own. Its thread lives as long as the program.
    ///
    /// # Errors
    /// Where the system gives no thread.
    pub fn start() -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_time().build()?;
        let handle = runtime.handle().clone();
        thread::Builder::new()
            .name("ehlo-clock".to_owned())
            .spawn(move || runtime.block_on(pending::<()>()))?;
        Ok(Self(Some(handle)))
    }

    /// A timer that rings at this moment, and may be set to another.
    #[must_use]
    pub fn timer(&self, at: Instant) -> Pin<Box<Sleep>> {
        let _here = self.0.as_ref().map(Handle::enter);
        Box::pin(sleep_until(at))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_clock_of_its_own_wakes_a_runtime_that_has_none() {
        let runtime = Builder::new_current_thread().build().unwrap();
        let clock = Clock::start().unwrap();
        let started = Instant::now();
        runtime.block_on(async {
            let mut timer = clock.timer(started + Duration::from_secs(3600));
            timer.as_mut().reset(started + Duration::from_millis(20));
            timer.await;
        });
        assert!(started.elapsed() >= Duration::from_millis(20));
    }

    #[tokio::test(start_paused = true)]
    async fn the_clock_of_the_runtime_is_the_one_that_tests_turn() {
        let started = Instant::now();
        Clock::default()
            .timer(started + Duration::from_secs(3600))
            .await;
        assert_eq!(started.elapsed().as_secs(), 3600);
    }
}
