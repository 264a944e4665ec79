//! What is being done, and how long it took.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// The steps done so far.
pub(crate) struct Progress {
    started: Instant,
    done: Vec<(String, Duration)>,
}

impl Progress {
    /// Begins counting.
    pub(crate) fn start() -> Self {
        Self {
            started: Instant::now(),
            done: Vec::new(),
        }
    }

    /// Does `work` under a heading, then prints the time it took. A failure carries the heading.
    pub(crate) fn step<T>(&mut self, title: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        self.long_step(title, "", work)
    }

    /// The same, with a line that says beforehand what it is for and how long it may take.
    pub(crate) fn long_step<T>(
        &mut self,
        title: &str,
        note: &str,
        work: impl FnOnce() -> Result<T>,
    ) -> Result<T> {
        let number = self.done.len() + 1;
        println!("\n== {number}. {title}");
        if !note.is_empty() {
            println!("   {note}");
        }
        let started = Instant::now();
        let result = work().with_context(|| format!("step {number}, {title}"))?;
        let took = started.elapsed();
        println!("   done in {}", duration(took));
        self.done.push((title.to_owned(), took));
        Ok(result)
    }

    /// Prints the steps with their times, and the sum.
    pub(crate) fn summary(&self) {
        println!();
        for (title, took) in &self.done {
            println!("{:>12}  {title}", duration(*took));
        }
        println!("{:>12}  in all", duration(self.started.elapsed()));
    }
}

/// A span of time in the two units that matter.
pub(crate) fn duration(span: Duration) -> String {
    let seconds = span.as_secs();
    match (seconds / 60, seconds % 60) {
        (0, 0..10) => format!("{:.1} s", span.as_secs_f64()),
        (0, seconds) => format!("{seconds} s"),
        (minutes, seconds) => format!("{minutes} min {seconds} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        for (milliseconds, text) in [
            (0, "0.0 s"),
            (1_250, "1.2 s"),
            (12_900, "12 s"),
            (192_000, "3 min 12 s"),
        ] {
            assert_eq!(duration(Duration::from_millis(milliseconds)), text);
        }
    }

    #[test]
    fn a_failure_names_its_step_and_the_next_number_is_kept() {
        let mut progress = Progress::start();
        progress.step("first", || Ok(())).unwrap();
        let error = progress
            .step("second", || -> Result<()> { anyhow::bail!("broken") })
            .unwrap_err();
        assert_eq!(format!("{error:#}"), "step 2, second: broken");
    }
}
