//! A child process together with everything it starts.

use std::io::{BufRead, BufReader, ErrorKind, Read};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use rustix::process::{
    Pid, Signal, WaitId, WaitIdOptions, kill_process, kill_process_group, waitid,
};

use crate::wait::until;

/// How long a process may take to stop when asked, before it is ended without being asked.
const STOPPING: Duration = Duration::from_secs(10);

/// A process group of its own, so that ending it leaves nothing behind. Ends when dropped.
pub struct Group {
    child: Child,
    status: Option<ExitStatus>,
}

impl Group {
    /// Starts the command as leader of a new group; where the program is missing, panics with `missing`.
    pub fn start(command: &mut Command, missing: &str) -> Self {
        match command.process_group(0).spawn() {
            Ok(child) => Self {
                child,
                status: None,
            },
            Err(error) if error.kind() == ErrorKind::NotFound => panic!("{missing}"),
            Err(error) => panic!("cannot start {command:?}: {error}"),
        }
    }

    /// The leader, for its pipes.
    pub const fn leader(&mut self) -> &mut Child {
        &mut self.child
    }

    /// The status of the leader if it has ended. It is not reaped yet, so that its number stays its own.
    pub fn has_ended(&self) -> bool {
        self.status.is_some()
            || matches!(
                waitid(
                    WaitId::Pid(self.pid()),
                    WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT
                ),
                Ok(Some(_))
            )
    }

    /// Ends everything at once, as a crash would.
    pub fn kill(&mut self) -> ExitStatus {
        if let Some(status) = self.status {
            return status;
        }
        // An error means that nobody is left in the group.
        let _ = kill_process_group(self.pid(), Signal::KILL);
        let status = self.child.wait().expect("the leader can be waited for");
        self.status = Some(status);
        status
    }

    /// Asks the leader to stop, waits for it, and ends whatever of the group is left.
    pub fn stop(&mut self) -> ExitStatus {
        if self.status.is_none() && !self.has_ended() {
            let _ = kill_process(self.pid(), Signal::TERM);
            until(STOPPING, || self.has_ended().then_some(()));
        }
        self.kill()
    }

    /// The leader's number, which is the group's too.
    fn pid(&self) -> Pid {
        Pid::from_child(&self.child)
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.kill();
    }
}

/// What a process wrote so far, gathered in the background.
#[derive(Clone, Default)]
pub struct Output(Arc<Mutex<String>>);

impl Output {
    /// Gathers everything from the pipe until it closes.
    pub fn of(pipe: impl Read + Send + 'static) -> Self {
        let output = Self::default();
        let gathered = output.clone();
        thread::spawn(move || {
            let mut pipe = BufReader::new(pipe);
            let mut line = Vec::new();
            while matches!(pipe.read_until(b'\n', &mut line), Ok(read) if read > 0) {
                gathered
                    .0
                    .lock()
                    .expect("no writer panics")
                    .push_str(&String::from_utf8_lossy(&line));
                line.clear();
            }
        });
        output
    }

    /// The text so far.
    pub fn text(&self) -> String {
        self.0.lock().expect("no writer panics").clone()
    }

    /// Waits for a whole line that `pick` takes something from.
    pub fn wait_for<T>(&self, limit: Duration, pick: impl Fn(&str) -> Option<T>) -> Option<T> {
        until(limit, || {
            self.text()
                .split_inclusive('\n')
                .filter(|line| line.ends_with('\n'))
                .find_map(&pick)
        })
    }
}
