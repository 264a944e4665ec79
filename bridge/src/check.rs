//! `ehlo check`: reads transcripts and pasted sessions, and says what is wrong with them, as a compiler does.

use std::io::{self, Write};

use anstream::{AutoStream, ColorChoice};
use ehlo_protocol::diagnostic::Severity;
use ehlo_protocol::import;

use self::finding::Finding;
use self::input::Input;
use self::refusal::Refusal;
use crate::arguments::Check;

mod finding;
mod input;
mod json;
mod line;
mod refusal;
mod report;

/// What a run found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Nothing, or nothing grave.
    Clean,
    /// Errors.
    Errors,
    /// Something could not be read.
    Unreadable,
}

impl Outcome {
    /// The exit code of the program: 0, 1 or 2.
    #[must_use]
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Errors => 1,
            Self::Unreadable => 2,
        }
    }
}

/// Checks the files and prints what was found to standard output; what cannot be read is said on standard error.
///
/// # Errors
/// Where the findings cannot be written.
pub fn check(arguments: &Check) -> anyhow::Result<Outcome> {
    let out = io::stdout();
    let is_coloured = AutoStream::choice(&out) != ColorChoice::Never;
    let mut outcome = Outcome::Clean;
    let mut report = report::Report::new(is_coloured);
    let mut document = json::Document::default();
    for path in &arguments.files {
        let input = match Input::read(path) {
            Ok(input) => input,
            Err(sentence) => {
                outcome = Outcome::Unreadable;
                writeln!(io::stderr(), "ehlo: {sentence}")?;
                continue;
            }
        };
        let import = import::read(&input.octets, arguments.profile.into());
        if import.told_by.is_none() {
            outcome = Outcome::Unreadable;
            writeln!(io::stderr(), "ehlo: {}", input.without_a_session())?;
            continue;
        }
        let findings = Finding::all(&import);
        let refusals = Refusal::all(&import);
        if findings
            .iter()
            .any(|finding| finding.diagnostic.severity == Severity::Error)
        {
            outcome = outcome.max(Outcome::Errors);
        }
        if arguments.json {
            let file = (arguments.files.len() > 1).then_some(input.name.as_str());
            document.add(&findings, &refusals, file);
        } else {
            report.add(&input, &import, &findings, &refusals);
        }
    }
    let text = if arguments.json {
        serde_json::to_string(&document)? + "\n"
    } else {
        report.finish()
    };
    let written = out.lock().write_all(text.as_bytes());
    match written {
        // Whoever reads the findings may have seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(outcome),
        Err(error) => Err(error.into()),
        Ok(()) => Ok(outcome),
    }
}
