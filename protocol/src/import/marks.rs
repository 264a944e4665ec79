//! What programs log with a mark in front of what they send, and another in front of what they hear.
//!
//! Such a program is the client mostly; Exim logs its own server with the same marks. Who it is, the first reply tells.
//! The lines of a reply that has several may follow without a mark, indented.

use super::told::{Told, contains, is_reply, numbered};
use crate::transcript::Blame;
use crate::verb::Verb;

/// How a program marks what it logs.
pub(super) struct Marks {
    /// In front of what it sends.
    sent: &'static [&'static str],
    /// In front of what it hears; empty where this stands without a mark.
    heard: &'static [&'static str],
    /// What a line begins with that tells of the end.
    ends: &'static str,
    /// What it logs in the place of a message.
    messages: &'static [&'static str],
}

/// Exim, with `-v` or `-d`. `SMTP|>` and `SMTP+>` are lines that it keeps back for a group.
pub(super) const EXIM: Marks = Marks {
    sent: &["SMTP>> ", "SMTP|> ", "SMTP+> "],
    heard: &["SMTP<< "],
    ends: "SMTP(close)>>",
    messages: &["writing message and terminating", "(writing message)"],
};

/// Sendmail, with `-v`, and in the bounces that it writes: there a reply has a mark, too.
pub(super) const SENDMAIL: Marks = Marks {
    sent: &[">>> "],
    heard: &["<<< "],
    ends: "",
    messages: &["."],
};

/// msmtp, with `--debug`.
pub(super) const MSMTP: Marks = Marks {
    sent: &["--> "],
    heard: &["<-- "],
    ends: "",
    messages: &[],
};

/// What Postfix writes to its postmaster of a session that went wrong.
pub(super) const POSTFIX_NOTICE: Marks = Marks {
    sent: &["Out: "],
    heard: &["In:  ", "In: "],
    ends: "Session aborted",
    messages: &[],
};

/// Who speaks in a line, and where it begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Speech {
    Sent(usize),
    Heard(usize),
}

impl Marks {
    pub(super) fn shows_in(&self, line: &[u8]) -> bool {
        self.speech(line).is_some_and(|speech| {
            let (Speech::Sent(start) | Speech::Heard(start)) = speech;
            let text = line.get(start..).unwrap_or_default();
            let word = text.split(|octet| *octet == b' ').next();
            is_reply(text) || word.is_some_and(|word| Verb::recognise(word) != Verb::Other)
        })
    }

    pub(super) fn read(&self, lines: &[&[u8]]) -> Told {
        let is_server = self.is_server(lines);
        let replies_are_marked = lines
            .iter()
            .any(|line| matches!(self.speech(line), Some(Speech::Heard(_))));
        let mut told = Told::default();
        // Whether what was told last is a reply that goes on.
        let mut goes_on = false;
        for (number, line) in numbered(lines) {
            let speech = self.speech(line);
            let (start, by_server) = match speech {
                Some(Speech::Sent(start)) => (start, is_server),
                Some(Speech::Heard(start)) => (start, !is_server),
                None => {
                    let start = line.len() - line.trim_ascii_start().len();
                    let follows = goes_on || !replies_are_marked;
                    if !follows || !is_reply(line.get(start..).unwrap_or_default()) {
                        told.comment(number, line);
                        if !self.ends.is_empty()
                            && line.trim_ascii().starts_with(self.ends.as_bytes())
                        {
                            told.closed(number, Blame::Client);
                        }
                        continue;
                    }
                    (start, true)
                }
            };
            let text = line.get(start..).unwrap_or_default();
            goes_on = by_server && text.get(3) == Some(&b'-');
            if by_server {
                told.server(number, line, start);
            } else if self.stands_for_message(text) {
                told.comment(number, line);
                told.message_not_shown(number);
            } else {
                told.client(number, line, start);
            }
        }
        told
    }

    /// Whether the program is the server: what it sends is the first reply.
    fn is_server(&self, lines: &[&[u8]]) -> bool {
        let reply = |line: &&[u8]| match self.speech(line)? {
            Speech::Sent(start) => is_reply(line.get(start..)?).then_some(true),
            Speech::Heard(start) => is_reply(line.get(start..)?).then_some(false),
        };
        lines.iter().find_map(reply).unwrap_or_default()
    }

    fn speech(&self, line: &[u8]) -> Option<Speech> {
        let sent = self.sent.iter().find_map(|mark| behind(line, mark));
        let heard = || self.heard.iter().find_map(|mark| behind(line, mark));
        sent.map(Speech::Sent)
            .or_else(|| heard().map(Speech::Heard))
    }

    fn stands_for_message(&self, text: &[u8]) -> bool {
        self.messages.iter().any(|said| match *said {
            "." => text == b".",
            said => contains(text, said),
        })
    }
}

/// The column behind a mark; in front of it stand spaces, or the time and the process.
fn behind(line: &[u8], mark: &str) -> Option<usize> {
    let place = memchr::memmem::find(line, mark.as_bytes())?;
    let is_stamp = |octet: &u8| octet.is_ascii_digit() || b" \t:.-".contains(octet);
    line.get(..place)?
        .iter()
        .all(is_stamp)
        .then_some(place + mark.len())
}
