//! A wall clock that a test sets, for one program: by libfaketime, which stands between the program and the system.

use std::env;
use std::fs;
use std::process::Command;

use tempfile::TempDir;

/// How to get what is missing.
const MISSING: &str =
    "faketime is missing. `cargo xtask test` installs it; by hand: apt-get install faketime";

/// Where the program is, when it is not on the path: `cargo xtask test` sets it.
const VARIABLE: &str = "EHLO_FAKETIME";

/// A clock for one program.
pub struct Clock {
    home: TempDir,
    library: String,
}

impl Clock {
    /// A clock that goes right so far.
    pub fn new() -> Self {
        let home = tempfile::Builder::new()
            .prefix("ehlo-clock-")
            .tempdir()
            .expect("a temporary directory");
        let clock = Self {
            home,
            library: library(),
        };
        clock.set_to("+0");
        clock
    }

    /// Sets the clock to this much beside the right time: `+1h`, `-1h`. The program sees it at once.
    pub fn set_to(&self, offset: &str) {
        // In one step, so that the program never reads half of it.
        let new = self.home.path().join("new");
        fs::write(&new, offset).expect("a file can be written");
        fs::rename(new, self.file()).expect("a file can be renamed");
    }

    /// What to start the program with, so that this is its clock. The monotonic one stays the system's, as it does where
    /// somebody sets the time of a machine.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        let file = self.file().display().to_string();
        vec![
            ("LD_PRELOAD", self.library.clone()),
            ("FAKETIME_TIMESTAMP_FILE", file),
            ("FAKETIME_NO_CACHE", "1".to_owned()),
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1".to_owned()),
            ("DONT_FAKE_MONOTONIC", "1".to_owned()),
        ]
    }

    fn file(&self) -> std::path::PathBuf {
        self.home.path().join("offset")
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::new()
    }
}

/// What the program `faketime` has others load: it knows where its library is.
fn library() -> String {
    let program = env::var_os(VARIABLE).unwrap_or_else(|| "faketime".into());
    let output = Command::new(program)
        .args(["-m", "-f", "+0", "printenv", "LD_PRELOAD"])
        .output()
        .unwrap_or_else(|error| panic!("{MISSING} ({error})"));
    let library = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    assert!(
        output.status.success() && !library.is_empty(),
        "faketime names no library: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    library
}
