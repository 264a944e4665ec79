//! A process that was started for a measurement, and ends with it.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::thread;

use anyhow::{Context, Result};
use rustix::process::{Pid, Signal, kill_process};

use crate::process;

/// A process and all that it starts. Ends when dropped.
#[derive(Debug)]
pub struct Running {
    child: Child,
}

impl Running {
    /// Starts it. Nobody hears what it says.
    ///
    /// # Errors
    /// Where it cannot be started.
    pub fn start(command: &mut Command) -> Result<Self> {
        let child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .with_context(|| format!("{command:?} cannot be started"))?;
        Ok(Self { child })
    }

    /// Starts it and waits for the first line that it writes.
    ///
    /// # Errors
    /// Where it cannot be started, or ends without a line.
    pub fn start_hearing(command: &mut Command) -> Result<(Self, String)> {
        let child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("{command:?} cannot be started"))?;
        let mut running = Self { child };
        let output = running.child.stdout.take().context("it has no output")?;
        let mut output = BufReader::new(output);
        let mut line = String::new();
        output.read_line(&mut line)?;
        anyhow::ensure!(!line.is_empty(), "{command:?} ended at once");
        // Read on, so that it never waits for its reader.
        thread::spawn(move || output.lines().map_while(Result::ok).count());
        Ok((running, line.trim_end().to_owned()))
    }

    /// Where it writes its errors, if that is a pipe and nobody has taken it.
    pub const fn errors(&mut self) -> Option<ChildStderr> {
        self.child.stderr.take()
    }

    /// Its number.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Whether it has ended.
    pub fn has_ended(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }

    /// Asks it to end, and waits. Gives its exit code, where it was not a signal that ended it.
    ///
    /// # Errors
    /// Where it cannot be asked.
    pub fn stop(mut self) -> Result<Option<i32>> {
        if let Some(process) = pid(self.child.id()) {
            kill_process(process, Signal::TERM).context("it cannot be asked to end")?;
        }
        Ok(self.child.wait()?.code())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if self.has_ended() {
            return;
        }
        // What has ended meanwhile needs no signal.
        for process in process::tree(self.child.id()).into_iter().filter_map(pid) {
            let _ = kill_process(process, Signal::KILL);
        }
        let _ = self.child.wait();
    }
}

fn pid(process: u32) -> Option<Pid> {
    Pid::from_raw(i32::try_from(process).ok()?)
}
