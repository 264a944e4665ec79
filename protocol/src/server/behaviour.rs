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

use crate::diagnostic::Profile;
use crate::notation;
use crate::phase::Step;
use crate::session::Mode;

use super::settings::{Settings, User};

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

/// The steps by the words that a behaviour has for them.
const STEPS: &[(&str, Step)] = &[
    ("connect", Step::Greeting),
    ("hello", Step::Hello),
    ("starttls", Step::StartTls),
    ("auth", Step::Auth),
    ("response", Step::AuthResponse),
    ("mail", Step::Mail),
    ("recipient", Step::Recipient),
    ("data", Step::Data),
    ("message", Step::EndOfData),
    ("chunk", Step::Chunk),
    ("last-chunk", Step::LastChunk),
    ("reset", Step::Reset),
    ("other", Step::Aside),
    ("quit", Step::Quit),
];

#[derive(Default)]
struct Reader {
    behaviour: Behaviour,
    announced: bool,
    open: Option<(usize, Fault)>,
    problems: Vec<Problem>,
}

impl Reader {
    fn problem(&mut self, line: usize, kind: ProblemKind, words: &str) {
        self.problems.push(Problem {
            line,
            kind,
            words: words.to_owned(),
        });
    }

    fn line(&mut self, number: usize, line: &str) {
        let words = line.trim();
        if words.is_empty() || words.starts_with('#') {
            return;
        }
        if line.starts_with([' ', '\t']) {
            self.action(number, words);
            return;
        }
        self.close_fault();
        let (word, rest) = words.split_once(' ').unwrap_or((words, ""));
        let rest = rest.trim();
        if word == "at" {
            match read_fault(rest) {
                Some(fault) => self.open = Some((number, fault)),
                None => self.problem(number, ProblemKind::BadValue, words),
            }
            return;
        }
        match self.setting(word, rest) {
            Some(true) => {}
            Some(false) => self.problem(number, ProblemKind::BadValue, words),
            None => self.problem(number, ProblemKind::UnknownWord, word),
        }
    }

    /// Sets one thing up: whether the value was good; nothing for an unknown word.
    fn setting(&mut self, word: &str, value: &str) -> Option<bool> {
        let settings = &mut self.behaviour.settings;
        let text = |slot: &mut String| {
            value.clone_into(slot);
            !value.is_empty()
        };
        Some(match word {
            "host" => text(&mut settings.host),
            "greeting" => text(&mut settings.greeting),
            "mode" => read_mode(value).map(|mode| settings.mode = mode).is_some(),
            "profile" => read_profile(value)
                .map(|profile| settings.profile = profile)
                .is_some(),
            "size" => value
                .parse()
                .map(|size| settings.max_message = size)
                .is_ok(),
            "recipients" => value
                .parse()
                .map(|most| settings.max_recipients = most)
                .is_ok(),
            "announce" => {
                if !self.announced {
                    settings.capabilities.clear();
                    self.announced = true;
                }
                settings
                    .capabilities
                    .extend((!value.is_empty() && value != "nothing").then(|| value.to_owned()));
                !value.is_empty()
            }
            "user" => match value.split_once(' ') {
                Some((name, password)) => {
                    settings.users.push(User {
                        name: name.to_owned(),
                        password: password.trim().to_owned(),
                    });
                    true
                }
                None => false,
            },
            "require" => match value {
                "auth" => {
                    settings.requires_auth = true;
                    true
                }
                "tls" => {
                    settings.requires_tls = true;
                    true
                }
                _ => false,
            },
            "auth-in-clear" => {
                settings.auth_in_clear = true;
                value.is_empty()
            }
            "helo-only" => {
                settings.helo_only = true;
                value.is_empty()
            }
            _ => return None,
        })
    }

    fn action(&mut self, number: usize, words: &str) {
        let Some((_, fault)) = &mut self.open else {
            self.problem(number, ProblemKind::ActionWithoutStep, words);
            return;
        };
        let (word, rest) = words.split_once(' ').unwrap_or((words, ""));
        let rest = rest.trim();
        let action = match word {
            "delay" => read_delay(rest).map(Action::Delay),
            "reply" if is_reply(rest) => {
                if let Some(Action::Reply(lines)) = fault.actions.last_mut() {
                    lines.push(rest.to_owned());
                    return;
                }
                Some(Action::Reply(vec![rest.to_owned()]))
            }
            "raw" => notation::unquote(rest).map(Action::Raw),
            "usual" if rest.is_empty() => Some(Action::Usual),
            "close" if rest.is_empty() => Some(Action::Close),
            "silence" if rest.is_empty() => Some(Action::Raw(Vec::new())),
            _ => None,
        };
        match action {
            Some(action) => fault.actions.push(action),
            None => self.problem(number, ProblemKind::BadValue, words),
        }
    }

    fn close_fault(&mut self) {
        let Some((number, fault)) = self.open.take() else {
            return;
        };
        if fault.actions.is_empty() {
            self.problem(number, ProblemKind::StepWithoutAction, "");
        } else {
            self.behaviour.faults.push(fault);
        }
    }

    fn finish(mut self) -> (Behaviour, Vec<Problem>) {
        self.close_fault();
        self.problems.sort_by_key(|problem| problem.line);
        (self.behaviour, self.problems)
    }
}

fn read_fault(words: &str) -> Option<Fault> {
    let (words, like) = match words.split_once(" like ") {
        Some((words, pattern)) => (words, Some(pattern.trim().to_owned())),
        None => (words, None),
    };
    let mut words = words.split_whitespace();
    let word = words.next()?;
    let at = STEPS
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, step)| *step)?;
    let times = match (words.next(), words.next()) {
        (None, None) => Times::Always,
        (Some(kind), Some(count)) => {
            let count = count.parse().ok().filter(|count| *count > 0)?;
            match kind {
                "first" => Times::First(count),
                "only" => Times::Only(count),
                "from" => Times::From(count),
                _ => return None,
            }
        }
        _ => return None,
    };
    words.next().is_none().then_some(Fault {
        at,
        times,
        like,
        actions: Vec::new(),
    })
}

fn read_mode(value: &str) -> Option<Mode> {
    [Mode::Smtp, Mode::Submission, Mode::Submissions, Mode::Lmtp]
        .into_iter()
        .find(|mode| mode.name() == value)
}

fn read_profile(value: &str) -> Option<Profile> {
    match value {
        "strict" => Some(Profile::Strict),
        "practice" => Some(Profile::Practice),
        _ => None,
    }
}

fn read_delay(value: &str) -> Option<u64> {
    let milliseconds = match value.strip_suffix("ms") {
        Some(number) => number.parse().ok()?,
        None => value
            .strip_suffix('s')?
            .parse::<u64>()
            .ok()?
            .checked_mul(1000)?,
    };
    (milliseconds <= MAX_DELAY_MS).then_some(milliseconds)
}

/// Whether a reply line begins with a code that a reply may have; for others there is `raw`.
fn is_reply(line: &str) -> bool {
    let bytes = line.as_bytes();
    let code = bytes
        .get(..3)
        .is_some_and(|code| code.iter().all(u8::is_ascii_digit));
    code && matches!(bytes.get(3), None | Some(b' '))
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

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
