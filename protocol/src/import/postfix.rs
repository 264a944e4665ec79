//! What Postfix logs of peers it debugs (`debug_peer_list`, `-v`): `< host[address]: EHLO ...`, `> host[address]: 250 ...`.
//!
//! Its server hears `<` from the client, its client hears `<` from the server. Several sessions at a time log into one
//! file: here each is told as a whole, in the order in which they begin. The message is not logged.

use memchr::memmem;

use super::told::{Told, contains, numbered, tls_version};
use crate::session::Mode;
use crate::transcript::Blame;

/// The daemons that speak, and whether they are the server.
const DAEMONS: &[(&str, bool)] = &[("smtpd[", true), ("smtp[", false), ("lmtp[", false)];

pub(super) fn shows_in(line: &[u8]) -> bool {
    Speaker::of(line).is_some_and(|speaker| speaker.speech(line).is_some())
}

pub(super) fn read(lines: &[&[u8]]) -> Told {
    let mut sessions: Vec<(&[u8], Told)> = Vec::new();
    // Lines of other daemons stay behind what was told last.
    let mut current = 0;
    for (number, line) in numbered(lines) {
        let speaker = Speaker::of(line);
        if let Some(speaker) = &speaker {
            current = sessions
                .iter()
                .position(|(process, _)| *process == speaker.process)
                .unwrap_or(sessions.len());
        }
        if sessions.len() == current {
            let process = speaker.as_ref().map_or(&b""[..], |speaker| speaker.process);
            sessions.push((process, Told::default()));
        }
        let Some((_, told)) = sessions.get_mut(current) else {
            continue;
        };
        match &speaker {
            Some(speaker) => speaker.tell(line, number, told),
            None => told.comment(number, line),
        }
    }
    let mut whole = Told::default();
    for (_, told) in sessions {
        if whole.mode == Mode::Smtp {
            whole.mode = told.mode;
        }
        whole.said.extend(told.said);
    }
    whole
}

/// The process that logs a line.
struct Speaker<'a> {
    /// Its name and number: `smtpd[4711]`, one session at a time.
    process: &'a [u8],
    /// The column where its words begin.
    start: usize,
    is_server: bool,
    mode: Mode,
}

impl<'a> Speaker<'a> {
    fn of(line: &'a [u8]) -> Option<Self> {
        DAEMONS.iter().find_map(|(name, is_server)| {
            let place = memmem::find(line, name.as_bytes())?;
            if !matches!(
                place.checked_sub(1).and_then(|before| line.get(before)),
                Some(b'/' | b' ')
            ) {
                return None;
            }
            let end = place + memmem::find(line.get(place..)?, b"]: ")?;
            let digits = line.get(place + name.len()..end)?;
            if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
                return None;
            }
            let head = line.get(..place)?;
            let mode = if *name == "lmtp[" {
                Mode::Lmtp
            } else if head.ends_with(b"/smtps/") || head.ends_with(b"/submissions/") {
                Mode::Submissions
            } else if head.ends_with(b"/submission/") {
                Mode::Submission
            } else {
                Mode::Smtp
            };
            Some(Self {
                process: line.get(place..=end)?,
                start: end + 3,
                is_server: *is_server,
                mode,
            })
        })
    }

    /// Whether the peer speaks in the line, and the column where its words begin: behind `< host[address]: `, or
    /// `> host[address]:25: `.
    fn speech(&self, line: &[u8]) -> Option<(bool, usize)> {
        let words = line.get(self.start..)?;
        let from_peer = match words {
            [b'<', b' ', ..] => true,
            [b'>', b' ', ..] => false,
            _ => return None,
        };
        let address = memmem::find(words, b"]")? + 1;
        let mut end = address;
        if words.get(end) == Some(&b':') && words.get(end + 1).is_some_and(u8::is_ascii_digit) {
            end += 1;
            while words.get(end).is_some_and(u8::is_ascii_digit) {
                end += 1;
            }
        }
        if words.get(end) != Some(&b':') {
            return None;
        }
        end += 1;
        end += usize::from(words.get(end) == Some(&b' '));
        Some((from_peer, self.start + end))
    }

    fn tell(&self, line: &[u8], number: usize, told: &mut Told) {
        told.mode(number, self.mode);
        match self.speech(line) {
            Some((from_peer, start)) if from_peer == self.is_server => {
                told.client(number, line, start);
            }
            Some((_, start)) => told.server(number, line, start),
            None => {
                told.comment(number, line);
                let words = line.get(self.start..).unwrap_or_default();
                if contains(words, "TLS connection established") {
                    told.tls(number, tls_version(words));
                } else if words.starts_with(b"disconnect from ") {
                    told.closed(number, Blame::Server);
                } else if words.starts_with(b"lost connection after ") {
                    told.closed(number, Blame::Client);
                }
            }
        }
    }
}
