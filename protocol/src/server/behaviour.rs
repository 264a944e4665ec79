//! What a simulated server does differently, as a small text.
//!
//! ```text
//! # Greylisting: the first attempt is put off.
//! host mx.example.com
//! announce PIPELINING
//! size 1000000
//! at recipient first 1
//!   delay 500ms
//!   reply 450 4.7.1 Greylisted, try again in a few minutes
//! at recipient like *@full.example.com
//!   reply 552 5.2.2 Mailbox is full
//! ```
//!
//! Lines that begin with a word set the server up; `at` and the lines indented below it say what happens instead of the
//! usual reply when that step comes. So a lesson or a link can carry a server.

use crate::notation;
use crate::phase::Step;

use super::settings::Settings;
use reader::Reader;

mod reader;

/// Most lines read of a behaviour, so that a link cannot carry a program that takes forever.
pub const MAX_BEHAVIOUR_LINES: usize = 200;

/// Longest delay, in milliseconds: the RFC's longest client timeout is 10 minutes (RFC 5321 §4.5.3.2.6).
pub const MAX_DELAY_MS: u64 = 600_000;

/// A server and what it does differently.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Behaviour {
    /// Who the server is and what it takes.
    pub settings: Settings,
    /// What it does instead of the usual, first match first.
    pub faults: Vec<Fault>,
}

/// What happens instead of the usual reply at one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// At which step.
    pub at: Step,
    /// At which occurrences of the step, counted from 1 in a session.
    pub times: Times,
    /// Only for lines that match, `*` standing for anything, without regard to case.
    pub like: Option<String>,
    /// What happens, in order.
    pub actions: Vec<Action>,
}

/// At which occurrences of a step a fault happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Times {
    /// At every one.
    Always,
    /// At the first so many.
    First(usize),
    /// At this one alone.
    Only(usize),
    /// At this one and all after it.
    From(usize),
}

impl Times {
    /// Whether the occurrence `count`, from 1, is meant.
    #[must_use]
    pub const fn includes(self, count: usize) -> bool {
        match self {
            Self::Always => true,
            Self::First(most) => count <= most,
            Self::Only(one) => count == one,
            Self::From(least) => count >= least,
        }
    }
}

/// One thing a server does at a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Waits so many milliseconds.
    Delay(u64),
    /// Says a reply, line by line; the code is that of each line.
    Reply(Vec<String>),
    /// Writes these bytes, whatever they are.
    Raw(Vec<u8>),
    /// Goes on as if nothing were different: after a delay, the usual reply.
    Usual,
    /// Closes the connection.
    Close,
}

/// A line of a behaviour that cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub kind: ProblemKind,
    /// The words it is about.
    pub words: String,
}

/// What is wrong with a line of a behaviour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// The line begins with no word that a behaviour knows.
    UnknownWord,
    /// A value that its word does not take.
    BadValue,
    /// An indented line without an `at` above it.
    ActionWithoutStep,
    /// An `at` without an indented line below it.
    StepWithoutAction,
    /// More lines than [`MAX_BEHAVIOUR_LINES`].
    TooLong,
}

impl ProblemKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::UnknownWord,
        Self::BadValue,
        Self::ActionWithoutStep,
        Self::StepWithoutAction,
        Self::TooLong,
    ];

    /// The name under which the catalogue has its sentence, behind `behaviour-`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::UnknownWord => "unknown-word",
            Self::BadValue => "bad-value",
            Self::ActionWithoutStep => "action-without-step",
            Self::StepWithoutAction => "step-without-action",
            Self::TooLong => "too-long",
        }
    }
}

impl Behaviour {
    /// Reads a text. Lines that cannot be followed are left out and told.
    #[must_use]
    pub fn read(text: &str) -> (Self, Vec<Problem>) {
        let mut reader = Reader::default();
        for (index, line) in text.lines().enumerate() {
            if index == MAX_BEHAVIOUR_LINES {
                reader.problem(index + 1, ProblemKind::TooLong, "");
                break;
            }
            reader.line(index + 1, line);
        }
        reader.finish()
    }

    /// What happens instead of the usual, if anything does.
    #[must_use]
    pub fn fault(&self, step: Step, count: usize, line: &[u8]) -> Option<&Fault> {
        self.faults.iter().find(|fault| {
            fault.at == step
                && fault.times.includes(count)
                && fault.like.as_ref().is_none_or(|pattern| {
                    notation::matches(
                        &pattern.to_ascii_lowercase().into_bytes(),
                        &line.to_ascii_lowercase(),
                    )
                })
        })
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::diagnostic::Profile;

    #[test]
    fn a_text_is_read_into_settings_and_faults() {
        let (behaviour, problems) = Behaviour::read(
            "# a comment\nhost mail.example.net\nannounce SIZE 5\nannounce DSN\nsize 5\nprofile practice\n\
             at recipient first 2 like *@full.example.com>*\n  delay 2s\n  reply 452 4.2.2 full\n  reply 452 4.2.2 really\n\
             at quit\n  close\n",
        );
        assert_eq!(problems, []);
        assert_eq!(behaviour.settings.host, "mail.example.net");
        assert_eq!(behaviour.settings.capabilities, ["SIZE 5", "DSN"]);
        assert_eq!(behaviour.settings.profile, Profile::Practice);
        let fault = behaviour
            .fault(Step::Recipient, 2, b"RCPT TO:<bob@FULL.example.com>")
            .expect("a fault");
        assert_eq!(
            fault.actions,
            [
                Action::Delay(2000),
                Action::Reply(vec![
                    "452 4.2.2 full".to_owned(),
                    "452 4.2.2 really".to_owned()
                ]),
            ]
        );
        assert_eq!(
            behaviour.fault(Step::Recipient, 3, b"RCPT TO:<bob@full.example.com>"),
            None
        );
        assert_eq!(
            behaviour.fault(Step::Recipient, 1, b"RCPT TO:<bob@example.com>"),
            None
        );
    }

    #[test]
    fn what_cannot_be_followed_is_told_with_its_line() {
        let text = "hos x\nmode telnet\n  reply 250 x\nat nowhere\nat mail\nat data\n  reply hello\n  delay 2 weeks\n  close\n";
        let (behaviour, problems) = Behaviour::read(text);
        let found: Vec<_> = problems
            .iter()
            .map(|problem| (problem.line, problem.kind))
            .collect();
        assert_eq!(
            found,
            [
                (1, ProblemKind::UnknownWord),
                (2, ProblemKind::BadValue),
                (3, ProblemKind::ActionWithoutStep),
                (4, ProblemKind::BadValue),
                (5, ProblemKind::StepWithoutAction),
                (7, ProblemKind::BadValue),
                (8, ProblemKind::BadValue),
            ]
        );
        assert_eq!(behaviour.faults.len(), 1);
    }

    #[test]
    fn a_text_without_end_is_not_read_to_its_end() {
        let (_, problems) = Behaviour::read(&"host x\n".repeat(10_000));
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].kind, ProblemKind::TooLong);
    }
}
