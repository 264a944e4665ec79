//! The text of a behaviour, line by line.

use super::{Action, Behaviour, Fault, MAX_DELAY_MS, Problem, ProblemKind, Times};
use crate::auth::MAX_ITERATIONS;
use crate::diagnostic::Profile;
use crate::notation;
use crate::phase::Step;
use crate::server::User;
use crate::session::Mode;

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
pub(super) struct Reader {
    behaviour: Behaviour,
    announced: bool,
    open: Option<(usize, Fault)>,
    problems: Vec<Problem>,
}

impl Reader {
    pub(super) fn problem(&mut self, line: usize, kind: ProblemKind, words: &str) {
        self.problems.push(Problem {
            line,
            kind,
            words: words.to_owned(),
        });
    }

    pub(super) fn line(&mut self, number: usize, line: &str) {
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
                        ..User::default()
                    });
                    true
                }
                None => false,
            },
            "token" | "refuse" => {
                let about = value.split_once(' ').and_then(|(name, rest)| {
                    let user = settings.users.iter_mut().find(|user| user.name == name)?;
                    Some((user, rest.trim()))
                });
                match about {
                    Some((user, token)) if word == "token" => token.clone_into(&mut user.token),
                    Some((user, reply)) if is_refusal(reply) => {
                        user.refusal = Some(reply.to_owned())
                    }
                    _ => return Some(false),
                }
                true
            }
            "certificate" => text(&mut settings.certificate),
            "iterations" => value
                .parse()
                .ok()
                .filter(|count| (1..=MAX_ITERATIONS).contains(count))
                .map(|count| settings.iterations = count)
                .is_some(),
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

    pub(super) fn finish(mut self) -> (Behaviour, Vec<Problem>) {
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

/// Whether a reply line refuses.
fn is_refusal(line: &str) -> bool {
    is_reply(line) && line.starts_with(['4', '5'])
}

/// Whether a reply line begins with a code that a reply may have; for others there is `raw`.
fn is_reply(line: &str) -> bool {
    let bytes = line.as_bytes();
    let code = bytes
        .get(..3)
        .is_some_and(|code| code.iter().all(u8::is_ascii_digit));
    code && matches!(bytes.get(3), None | Some(b' '))
}
