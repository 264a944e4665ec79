//! The real program `ehlo`, as a person starts it.

use std::env;
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};
use std::thread;

use ehlo_protocol::tunnel::Policy;

use crate::child::{Group, Output};
use crate::http;
use crate::wait::PATIENCE;

/// Where the program is, when it is not beside the tests: `cargo xtask test` sets it.
pub const VARIABLE: &str = "EHLO_PROGRAM";

/// A running `ehlo serve`. Ends when dropped.
pub struct Program {
    group: Group,
    output: Output,
    log: Output,
    address: String,
}

impl Program {
    /// Starts the bridge and its sandbox on free ports, with more arguments, and reads the address it prints.
    pub fn start(arguments: &[&str]) -> Self {
        Self::start_in(&[], arguments)
    }

    /// The same with variables of the environment.
    pub fn start_in(environment: &[(&str, &str)], arguments: &[&str]) -> Self {
        let path = path();
        let mut command = Command::new(&path);
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--sandbox-port", "0"])
            .args(arguments)
            .envs(environment.iter().copied());
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut group = Group::start(&mut command, &missing(&path));
        let output = Output::of(
            group
                .leader()
                .stdout
                .take()
                .expect("standard output is piped"),
        );
        let log = Output::of(
            group
                .leader()
                .stderr
                .take()
                .expect("standard error is piped"),
        );
        let address = output.wait_for(PATIENCE, |line| {
            line.split_whitespace()
                .find(|word| word.starts_with("http://"))
                .map(str::to_owned)
        });
        let address = address.unwrap_or_else(|| {
            panic!(
                "`ehlo serve` printed no address.\nIt wrote:\n{}\nIts log:\n{}",
                output.text(),
                log.text()
            )
        });
        Self {
            group,
            output,
            log,
            address,
        }
    }

    /// What to open in a browser, with the token in the fragment.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The address without path and fragment.
    pub fn origin(&self) -> &str {
        let rest = self.address.find("//").map_or(0, |at| at + 2);
        let end = self.address[rest..]
            .find(['/', '#'])
            .map_or(self.address.len(), |at| rest + at);
        &self.address[..end]
    }

    /// The port the page and the tunnel are on.
    pub fn port(&self) -> u16 {
        let port = self
            .origin()
            .rsplit(':')
            .next()
            .and_then(|port| port.parse().ok());
        port.unwrap_or_else(|| panic!("no port in {}", self.address))
    }

    /// The token of this run.
    pub fn token(&self) -> &str {
        self.address
            .split_once("token=")
            .map(|(_, token)| token)
            .unwrap_or_default()
    }

    /// What `/limits` says.
    pub fn policy(&self) -> Policy {
        let response = http::get(self.port(), "/limits");
        serde_json::from_slice(&response.body)
            .unwrap_or_else(|error| panic!("/limits: {error}: {}", response.text()))
    }

    /// The port of the sandbox.
    pub fn sandbox_port(&self) -> u16 {
        self.policy().sandbox.expect("the sandbox runs").port
    }

    /// What the program wrote on standard output.
    pub fn output(&self) -> String {
        self.output.text()
    }

    /// What the program logged on standard error.
    pub fn log(&self) -> String {
        self.log.text()
    }

    /// Ends the program at once, as a crash would.
    pub fn kill(&mut self) {
        self.group.kill();
    }

    /// Asks the program to stop and gives its exit status.
    pub fn terminate(&mut self) -> ExitStatus {
        self.group.stop()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("--- log of ehlo\n{}{}", self.output(), self.log());
        }
    }
}

/// The program: as the variable says, or beside the tests in the target directory.
pub fn path() -> PathBuf {
    env::var_os(VARIABLE).map_or_else(
        || {
            let tests = env::current_exe().expect("a test knows where it is");
            tests
                .ancestors()
                .nth(2)
                .expect("tests lie in <target>/<profile>/deps")
                .join("ehlo")
        },
        PathBuf::from,
    )
}

/// What to do when it is not there.
fn missing(path: &std::path::Path) -> String {
    format!(
        "There is no program at {}. `cargo xtask test` builds it and the page; by hand: `trunk build` and then \
         `cargo build --package ehlo-bridge`, or name it in {VARIABLE}",
        path.display()
    )
}
