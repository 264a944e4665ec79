//! A command in the spelling of the standards.

use super::{Arguments, Command, Envelope};
use crate::phase::Step;
use crate::span::Span;
use crate::verb::Verb;

impl Command<'_> {
    /// The command as the standards write it: verb and keywords in capitals, one space between two words, none around the
    /// colon, none at the end. Paths, values and texts stay octet for octet, and so does what has no such spelling.
    #[must_use]
    pub fn canonical(&self) -> Vec<u8> {
        let mut line = match self.verb {
            Verb::Other => self.of(self.verb_span).to_vec(),
            verb => verb.name().as_bytes().to_vec(),
        };
        match &self.arguments {
            Arguments::None => {}
            Arguments::Words => self.write_word(self.rest, &mut line),
            Arguments::Envelope(envelope) => self.write_envelope(envelope, &mut line),
            Arguments::Hello { name, extra } => {
                self.write_word(*name, &mut line);
                extra
                    .iter()
                    .for_each(|extra| self.write_word(*extra, &mut line));
            }
            Arguments::Chunk {
                size, marker, last, ..
            } => {
                self.write_word(*size, &mut line);
                match marker {
                    Some(_) if *last => line.extend_from_slice(b" LAST"),
                    Some(marker) => self.write_word(*marker, &mut line),
                    None => {}
                }
            }
            Arguments::Auth { mechanism, initial } => {
                line.push(b' ');
                line.extend(self.of(*mechanism).to_ascii_uppercase());
                if let Some(initial) = initial {
                    self.write_word(*initial, &mut line);
                }
            }
        }
        line
    }

    fn write_word(&self, word: Span, line: &mut Vec<u8>) {
        line.push(b' ');
        line.extend_from_slice(self.of(word));
    }

    fn write_envelope(&self, envelope: &Envelope, line: &mut Vec<u8>) {
        line.push(b' ');
        match envelope.keyword {
            Some(keyword) => line.extend(self.of(keyword).to_ascii_uppercase()),
            None if self.step() == Step::Recipient => line.extend_from_slice(b"TO"),
            None => line.extend_from_slice(b"FROM"),
        }
        line.push(b':');
        if let Some(path) = envelope.path {
            let name = path.display_name.unwrap_or(path.span);
            line.extend_from_slice(self.of(name.to(path.span)));
        }
        if let Some(junk) = envelope.junk {
            line.extend_from_slice(self.of(junk));
        }
        for parameter in &envelope.parameters {
            line.push(b' ');
            line.extend(self.of(parameter.keyword).to_ascii_uppercase());
            if let Some(value) = parameter.value {
                line.push(b'=');
                line.extend_from_slice(self.of(value));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn commands_are_written_as_the_standards_do() {
        for (line, expected) in [
            ("ehlo  Client.example.org ", "EHLO Client.example.org"),
            (
                "mail\tfrom : <Ann@example.org>  size=10 Body=8BITMIME",
                "MAIL FROM:<Ann@example.org> SIZE=10 BODY=8BITMIME",
            ),
            ("rcpt <bob@example.com>", "RCPT TO:<bob@example.com>"),
            (
                "RCPT TO \"Bob\"  <b@example.com>",
                "RCPT TO:\"Bob\"  <b@example.com>",
            ),
            ("bdat 10 last", "BDAT 10 LAST"),
            ("auth plain  AGE=", "AUTH PLAIN AGE="),
            ("noop  a  b", "NOOP a  b"),
            ("  quit", "QUIT"),
            ("hello me", "hello me"),
            ("", ""),
        ] {
            let written = Command::read(line.as_bytes()).canonical();
            assert_eq!(String::from_utf8_lossy(&written), expected, "{line}");
        }
    }
}
