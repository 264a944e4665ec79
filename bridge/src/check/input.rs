//! What is checked: a file, or what comes on standard input.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use crate::catalogue::text_with;
use crate::prose::visible;

/// Largest text that is read: the log of a busy day. Each line of it becomes an entry in memory.
const MAX_OCTETS: u64 = 64 * 1024 * 1024;

/// One text to check.
pub(super) struct Input {
    /// The name as it is shown.
    pub(super) name: String,
    pub(super) octets: Vec<u8>,
}

impl Input {
    /// Reads a file, or standard input for `-`. Where it cannot be read, gives the sentence that says why.
    pub(super) fn read(path: &Path) -> Result<Self, String> {
        let is_standard_input = path == Path::new("-");
        let name = if is_standard_input {
            "<stdin>".to_owned()
        } else {
            visible(&path.display().to_string())
        };
        let mut octets = Vec::new();
        let read = if is_standard_input {
            io::stdin()
                .lock()
                .take(MAX_OCTETS + 1)
                .read_to_end(&mut octets)
        } else {
            File::open(path).and_then(|file| file.take(MAX_OCTETS + 1).read_to_end(&mut octets))
        };
        let input = Self { name, octets };
        match read {
            Err(error) => Err(input.unreadable(&error)),
            Ok(_) if input.octets.len() as u64 > MAX_OCTETS => {
                let most = MAX_OCTETS / 1024 / 1024;
                let file = ("file", input.name.as_str().into());
                Err(text_with(
                    "program-check-too-large",
                    &[file, ("most", most.into())],
                ))
            }
            Ok(_) if is_utf16(&input.octets) => Err(input.says("program-check-utf16")),
            Ok(_) => Ok(input),
        }
    }

    /// The sentence about a text in which no line of a session was found.
    pub(super) fn without_a_session(&self) -> String {
        self.says("program-check-no-session")
    }

    fn says(&self, name: &str) -> String {
        text_with(name, &[("file", self.name.as_str().into())])
    }

    fn unreadable(&self, error: &io::Error) -> String {
        match error.kind() {
            ErrorKind::NotFound => self.says("program-check-not-found"),
            ErrorKind::PermissionDenied => self.says("program-check-not-allowed"),
            ErrorKind::IsADirectory => self.says("program-check-folder"),
            _ => {
                let reason = ("reason", error.to_string().into());
                let file = ("file", self.name.as_str().into());
                text_with("program-check-unreadable", &[file, reason])
            }
        }
    }
}

/// Whether a text begins with the mark of UTF-16, as files do that PowerShell writes.
fn is_utf16(octets: &[u8]) -> bool {
    matches!(octets, [0xff, 0xfe, ..] | [0xfe, 0xff, ..])
}
