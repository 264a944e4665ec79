//! A command line, cut into its parts (RFC 5321 §4.1).
//!
//! Reading never fails and nothing is copied: a [`Command`] is a view of the line, and every part knows where it stands.
//! What is wrong with it is for the rules to say.

use std::fmt;

use crate::address::Path;
use crate::phase::Step;
use crate::secret::{MASK, Secret};
use crate::span::Span;
use crate::verb::Verb;

mod canonical;
mod envelope;

pub use envelope::{Envelope, Parameter};

/// A command line without its ending.
#[derive(Clone, PartialEq, Eq)]
pub struct Command<'line> {
    /// The line, octet for octet.
    pub line: &'line [u8],
    /// The verb, or [`Verb::Other`].
    pub verb: Verb,
    /// Where the verb stands.
    pub verb_span: Span,
    /// Everything after the verb and the white space behind it, up to trailing white space.
    pub rest: Span,
    /// The arguments as this verb takes them.
    pub arguments: Arguments,
}

/// The arguments of a command, by the kind of its verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arguments {
    /// Nothing follows the verb.
    None,
    /// Words, with no structure that the verb gives them.
    Words,
    /// What follows MAIL and RCPT.
    Envelope(Envelope),
    /// What follows EHLO, HELO and LHLO.
    Hello {
        /// The first word: a domain or an address literal.
        name: Span,
        /// Words after it.
        extra: Option<Span>,
    },
    /// What follows BDAT (RFC 3030 §2).
    Chunk {
        /// The first word.
        size: Span,
        /// Its value, where it is a number.
        octets: Option<u64>,
        /// The second word, `LAST` or not.
        marker: Option<Span>,
        /// Whether the second word is `LAST`.
        last: bool,
    },
    /// What follows AUTH (RFC 4954 §4).
    Auth {
        /// The mechanism.
        mechanism: Span,
        /// The initial response, a secret.
        initial: Option<Span>,
    },
}

impl<'line> Command<'line> {
    /// Reads a line. The ending is not part of it.
    #[must_use]
    pub fn read(line: &'line [u8]) -> Self {
        let start = line
            .iter()
            .position(|byte| !is_blank(*byte))
            .unwrap_or(line.len());
        let verb_end = end_of_word(line, start);
        let verb_span = Span::new(start, verb_end);
        let verb = Verb::recognise(verb_span.of(line));
        let rest_start = skip_blanks(line, verb_end);
        let rest_end = line.len()
            - line
                .iter()
                .rev()
                .take_while(|byte| is_blank(**byte))
                .count();
        let rest = Span::new(rest_start, rest_end.max(rest_start));
        let arguments = if rest.is_empty() {
            Arguments::None
        } else {
            read_arguments(line, verb, rest)
        };
        Self {
            line,
            verb,
            verb_span,
            rest,
            arguments,
        }
    }

    /// The octets of a part.
    #[must_use]
    pub fn of(&self, span: Span) -> &'line [u8] {
        self.line.get(span.range()).unwrap_or_default()
    }

    /// A part as text, for a person.
    #[must_use]
    pub fn text(&self, span: Span) -> String {
        String::from_utf8_lossy(self.of(span)).into_owned()
    }

    /// The whole line as a span.
    #[must_use]
    pub fn span(&self) -> Span {
        Span::new(0, self.line.len())
    }

    /// The envelope part, for MAIL and RCPT.
    #[must_use]
    pub const fn envelope(&self) -> Option<&Envelope> {
        match &self.arguments {
            Arguments::Envelope(envelope) => Some(envelope),
            _ => None,
        }
    }

    /// What stands for a path behind MAIL and RCPT.
    #[must_use]
    pub fn path(&self) -> Option<Path> {
        self.envelope()?.path
    }

    /// The value of a parameter of MAIL or RCPT, compared without regard to case; empty where it has none.
    #[must_use]
    pub fn parameter(&self, keyword: &str) -> Option<&'line [u8]> {
        let found = self.envelope()?.parameters.iter().find(|parameter| {
            self.of(parameter.keyword)
                .eq_ignore_ascii_case(keyword.as_bytes())
        })?;
        Some(found.value.map_or(&[][..], |value| self.of(value)))
    }

    /// The initial response that AUTH carries.
    #[must_use]
    pub fn initial_response(&self) -> Option<Secret> {
        match self.arguments {
            Arguments::Auth { initial, .. } => initial.map(|span| Secret::new(self.of(span))),
            _ => None,
        }
    }

    /// The step this command is in a session.
    #[must_use]
    pub const fn step(&self) -> Step {
        match self.verb {
            Verb::Ehlo | Verb::Helo | Verb::Lhlo => Step::Hello,
            Verb::Mail | Verb::Send | Verb::Soml | Verb::Saml => Step::Mail,
            Verb::Rcpt => Step::Recipient,
            Verb::Data => Step::Data,
            Verb::Bdat => match self.arguments {
                Arguments::Chunk { last: true, .. } => Step::LastChunk,
                _ => Step::Chunk,
            },
            Verb::Rset => Step::Reset,
            Verb::StartTls => Step::StartTls,
            Verb::Auth => Step::Auth,
            Verb::Etrn | Verb::Atrn => Step::Turn,
            Verb::Xclient => Step::Restart,
            Verb::Quit => Step::Quit,
            _ => Step::Aside,
        }
    }
}

/// A line that holds a secret shows no more than its verb; a response of the AUTH exchange is not known as one here, so
/// no line is shown whose verb is unknown.
impl fmt::Debug for Command<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hidden = matches!(self.verb, Verb::Auth | Verb::Other);
        let line = if hidden {
            MASK.into()
        } else {
            String::from_utf8_lossy(self.line)
        };
        out.debug_struct("Command")
            .field("line", &line)
            .field("verb", &self.verb)
            .field("rest", &self.rest)
            .field("arguments", &self.arguments)
            .finish_non_exhaustive()
    }
}

const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

fn end_of_word(line: &[u8], start: usize) -> usize {
    line.iter()
        .skip(start)
        .position(|byte| is_blank(*byte))
        .map_or(line.len(), |found| start + found)
}

fn skip_blanks(line: &[u8], start: usize) -> usize {
    line.iter()
        .skip(start)
        .position(|byte| !is_blank(*byte))
        .map_or(line.len(), |found| start + found)
}

fn read_arguments(line: &[u8], verb: Verb, rest: Span) -> Arguments {
    let Span { start, end } = rest;
    let (start, end) = (start as usize, end as usize);
    let line = line.get(..end).unwrap_or(line);
    let word_end = end_of_word(line, start);
    let word = Span::new(start, word_end);
    let next = skip_blanks(line, word_end);
    match verb {
        Verb::Mail | Verb::Rcpt | Verb::Send | Verb::Soml | Verb::Saml => {
            Arguments::Envelope(Envelope::read(line, start))
        }
        Verb::Ehlo | Verb::Helo | Verb::Lhlo => Arguments::Hello {
            name: word,
            extra: (next < end).then(|| Span::new(next, end)),
        },
        Verb::Bdat => {
            let marker = (next < end).then(|| Span::new(next, end));
            let last = marker.is_some_and(|marker| marker.of(line).eq_ignore_ascii_case(b"LAST"));
            Arguments::Chunk {
                size: word,
                octets: decimal(word.of(line)),
                marker,
                last,
            }
        }
        Verb::Auth => Arguments::Auth {
            mechanism: word,
            initial: (next < end).then(|| Span::new(next, end)),
        },
        _ => Arguments::Words,
    }
}

fn decimal(digits: &[u8]) -> Option<u64> {
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(digits).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn verbs_are_found_in_any_case_and_unknown_ones_kept() {
        for (line, verb, rest) in [
            ("EHLO me.example", Verb::Ehlo, "me.example"),
            ("ehlo me.example  ", Verb::Ehlo, "me.example"),
            ("  QUIT", Verb::Quit, ""),
            ("HELLO me", Verb::Other, "me"),
            ("", Verb::Other, ""),
            ("Subject: hi", Verb::Other, "hi"),
        ] {
            let command = Command::read(line.as_bytes());
            assert_eq!(
                (command.verb, command.text(command.rest)),
                (verb, rest.to_owned()),
                "{line}"
            );
        }
    }

    #[test]
    fn chunks_and_sign_in_are_read() {
        let command = Command::read(b"BDAT 10 last");
        assert!(matches!(
            command.arguments,
            Arguments::Chunk {
                octets: Some(10),
                last: true,
                ..
            }
        ));
        assert_eq!(command.step(), Step::LastChunk);
        let command = Command::read(b"AUTH PLAIN AGE=");
        let Arguments::Auth {
            mechanism,
            initial: Some(initial),
        } = command.arguments
        else {
            panic!("{command:?}")
        };
        assert_eq!(
            (command.of(mechanism), command.of(initial)),
            (&b"PLAIN"[..], &b"AGE="[..])
        );
    }
}
