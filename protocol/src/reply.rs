//! Replies: one line or several, kept as they came (RFC 5321 §4.2).
//!
//! A [`Reply`] is whatever the server said until it ended: a well-formed reply, a line that is none, or the part that
//! had come when the connection went. Nothing received is lost.

use crate::enhanced::EnhancedCode;
use crate::line::{Cutter, Ending, Line};

/// Longest reply line kept, in octets. The RFC's maximum is 512 (§4.5.3.1.5); the widest deployed server limit is 4,096.
pub const MAX_REPLY_LINE: usize = 4096;

/// Most lines in one reply: the longest EHLO lists in use have some 30.
pub const MAX_REPLY_LINES: usize = 100;

/// One line of a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyLine {
    /// The line as it came.
    pub line: Line,
}

impl ReplyLine {
    /// The three digits, where the line begins with three digits.
    #[must_use]
    pub fn code(&self) -> Option<u16> {
        let digits = self.line.bytes.get(..3)?;
        if !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        Some(
            digits
                .iter()
                .fold(0, |code, digit| code * 10 + u16::from(digit - b'0')),
        )
    }

    /// The octet after the code: `-` where more lines follow, a space before text, nothing after a bare code.
    #[must_use]
    pub fn separator(&self) -> Option<u8> {
        self.line.bytes.get(3).copied()
    }

    /// Whether more lines of this reply follow.
    #[must_use]
    pub fn continues(&self) -> bool {
        self.code().is_some() && self.separator() == Some(b'-')
    }

    /// The octets after code and separator; the whole line where there is no code.
    #[must_use]
    pub fn text(&self) -> &[u8] {
        let start = if self.code().is_some() {
            self.line.bytes.len().min(4)
        } else {
            0
        };
        self.line.bytes.get(start..).unwrap_or_default()
    }

    /// Where [`Self::text`] begins in the line.
    #[must_use]
    pub fn text_start(&self) -> usize {
        self.line.bytes.len() - self.text().len()
    }
}

/// One reply, whole or cut off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Its lines, at least one.
    pub lines: Vec<ReplyLine>,
    /// Whether its last line came.
    pub complete: bool,
    /// How many lines were dropped beyond [`MAX_REPLY_LINES`].
    pub dropped_lines: usize,
}

impl Reply {
    /// A reply of one line, as a server writes it.
    #[must_use]
    pub fn single(line: impl Into<Vec<u8>>) -> Self {
        Self {
            lines: vec![ReplyLine {
                line: Line::new(line),
            }],
            complete: true,
            dropped_lines: 0,
        }
    }

    /// The code, where the first line has one.
    #[must_use]
    pub fn code(&self) -> Option<u16> {
        self.lines.first().and_then(ReplyLine::code)
    }

    /// The enhanced code of the first line, where it has one (RFC 2034 §4).
    #[must_use]
    pub fn enhanced(&self) -> Option<EnhancedCode> {
        self.code()?;
        EnhancedCode::read(self.lines.first()?.text())
            .ok()
            .map(|(code, _)| code)
    }

    /// The lines with the place where each begins in [`Self::bytes`].
    pub fn placed_lines(&self) -> impl Iterator<Item = (usize, &ReplyLine)> {
        self.lines.iter().scan(0, |next, line| {
            let start = *next;
            *next += line.line.bytes.len() + line.line.ending.bytes().len();
            Some((start, line))
        })
    }

    /// The octets as they came, endings included.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for line in &self.lines {
            bytes.extend_from_slice(&line.line.bytes);
            bytes.extend_from_slice(line.line.ending.bytes());
        }
        bytes
    }
}

/// Puts a stream together into replies.
#[derive(Clone, Debug)]
pub struct ReplyReader {
    cutter: Cutter,
    lines: Vec<ReplyLine>,
    dropped_lines: usize,
}

impl Default for ReplyReader {
    fn default() -> Self {
        Self {
            cutter: Cutter::new(MAX_REPLY_LINE),
            lines: Vec::new(),
            dropped_lines: 0,
        }
    }
}

impl ReplyReader {
    /// Takes in bytes as they came.
    pub fn push(&mut self, bytes: &[u8]) {
        self.cutter.push(bytes);
    }

    /// The next whole reply.
    #[allow(clippy::should_implement_trait)]
    pub fn next(&mut self) -> Option<Reply> {
        while let Some(line) = self.cutter.next() {
            let line = ReplyLine { line };
            let more = line.continues();
            self.keep(line);
            if !more {
                return Some(self.reply(true));
            }
        }
        None
    }

    /// The lines of a reply that has not ended yet.
    #[must_use]
    pub fn partial(&self) -> &[ReplyLine] {
        &self.lines
    }

    /// What is left when the connection has ended.
    pub fn finish(&mut self) -> Option<Reply> {
        if let Some(line) = self.cutter.finish() {
            self.keep(ReplyLine { line });
        }
        (!self.lines.is_empty()).then(|| self.reply(false))
    }

    /// Bytes that have come and are not part of a whole reply; gives them up. What follows a `220` to STARTTLS must not
    /// be read (RFC 3207 §4.2).
    pub fn take_rest(&mut self) -> Vec<u8> {
        let mut rest: Vec<u8> = Vec::new();
        for line in self.lines.drain(..) {
            rest.extend_from_slice(&line.line.bytes);
            rest.extend_from_slice(line.line.ending.bytes());
        }
        rest.extend(self.cutter.take_rest());
        rest
    }

    fn keep(&mut self, line: ReplyLine) {
        if self.lines.len() < MAX_REPLY_LINES {
            self.lines.push(line);
        } else {
            self.dropped_lines += 1;
        }
    }

    fn reply(&mut self, complete: bool) -> Reply {
        Reply {
            lines: std::mem::take(&mut self.lines),
            complete: complete && self.cutter_ended(),
            dropped_lines: std::mem::take(&mut self.dropped_lines),
        }
    }

    fn cutter_ended(&self) -> bool {
        self.lines
            .last()
            .is_none_or(|line| line.line.ending != Ending::Unended)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn replies(chunks: &[&[u8]]) -> Vec<String> {
        let mut reader = ReplyReader::default();
        let mut found = Vec::new();
        let mut note = |reply: Reply| {
            let text: Vec<_> = reply
                .lines
                .iter()
                .map(|line| String::from_utf8_lossy(line.text()).into_owned())
                .collect();
            found.push(format!(
                "{:?} {} {}",
                reply.code(),
                text.join("/"),
                reply.complete
            ));
        };
        for chunk in chunks {
            reader.push(chunk);
            while let Some(reply) = reader.next() {
                note(reply);
            }
        }
        if let Some(reply) = reader.finish() {
            note(reply);
        }
        found
    }

    #[test]
    fn replies_are_put_together_whole_and_byte_by_byte() {
        let input =
            b"220 mx.example.com\r\n250-a\r\n250-SIZE 10\r\n250 HELP\r\nnonsense\r\n250\r\n421-bye";
        let expected = [
            "Some(220) mx.example.com true",
            "Some(250) a/SIZE 10/HELP true",
            "None nonsense true",
            "Some(250)  true",
            "Some(421) bye false",
        ];
        assert_eq!(replies(&[input]), expected);
        let bytewise: Vec<&[u8]> = input.chunks(1).collect();
        assert_eq!(replies(&bytewise), expected);
    }

    #[test]
    fn an_endless_reply_is_held_to_its_limit() {
        let mut reader = ReplyReader::default();
        for _ in 0..10_000 {
            reader.push(b"250-x\r\n");
            assert!(reader.next().is_none());
        }
        assert_eq!(reader.partial().len(), MAX_REPLY_LINES);
        reader.push(b"250 x\r\n");
        let reply = reader.next().expect("the reply");
        assert_eq!(
            (reply.lines.len(), reply.dropped_lines),
            (MAX_REPLY_LINES, 10_001 - MAX_REPLY_LINES)
        );
    }

    #[test]
    fn the_enhanced_code_is_found() {
        let reply = Reply::single("550 5.1.1 no such user");
        let code = reply.enhanced().expect("a code");
        assert_eq!((code.class, code.subject, code.detail), (5, 1, 1));
        assert!(Reply::single("250 ok").enhanced().is_none());
    }
}
