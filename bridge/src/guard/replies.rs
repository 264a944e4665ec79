//! What the server says in clear: how long its lines and replies are, and which code each reply has.
//!
//! Nothing is kept but the first octets of a line. What a reply says is for the page to judge.

use ehlo_protocol::tunnel::Refusal;
use memchr::memchr;

use crate::limits::Limits;

/// Counts lines and octets of replies.
#[derive(Debug)]
pub(super) struct Replies {
    /// First octets of the present line.
    head: [u8; PREFIX],
    in_line: usize,
    lines: usize,
    in_reply: usize,
    total: usize,
    most_in_line: usize,
    most_lines: usize,
    most_in_reply: usize,
    most: usize,
}

/// A reply that is whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Whole {
    /// Octets taken, the end of the reply included.
    pub(super) taken: usize,
    /// The code, where its last line has one.
    pub(super) code: Option<u16>,
}

impl Replies {
    pub(super) const fn new(limits: &Limits) -> Self {
        Self {
            head: [0; PREFIX],
            in_line: 0,
            lines: 0,
            in_reply: 0,
            total: 0,
            most_in_line: limits.reply_line(),
            most_lines: limits.reply_lines(),
            most_in_reply: limits.reply_bytes(),
            most: limits.replies(),
        }
    }

    /// Takes octets up to the end of the next reply, or all of them where none ends in them.
    pub(super) fn take(&mut self, bytes: &[u8]) -> Result<Option<Whole>, Refusal> {
        let mut rest = bytes;
        while !rest.is_empty() {
            let end = memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
            let (part, after) = rest.split_at(end);
            self.count(part)?;
            rest = after;
            if !part.ends_with(b"\n") {
                break;
            }
            self.lines += 1;
            if self.lines > self.most_lines {
                return Err(Refusal::ReplyTooLong);
            }
            let head = std::mem::take(&mut self.head);
            self.in_line = 0;
            let code = code(head);
            if code.is_none() || head[PREFIX - 1] != b'-' {
                self.lines = 0;
                self.in_reply = 0;
                let taken = bytes.len() - rest.len();
                return Ok(Some(Whole { taken, code }));
            }
        }
        Ok(None)
    }

    fn count(&mut self, part: &[u8]) -> Result<(), Refusal> {
        let head = self.head.iter_mut().skip(self.in_line);
        head.zip(part).for_each(|(place, byte)| *place = *byte);
        self.in_line += part.len();
        self.in_reply += part.len();
        self.total += part.len();
        if self.in_line > self.most_in_line || self.in_reply > self.most_in_reply {
            Err(Refusal::ReplyTooLong)
        } else if self.total > self.most {
            Err(Refusal::ByteLimit)
        } else {
            Ok(())
        }
    }
}

fn code(head: [u8; PREFIX]) -> Option<u16> {
    let digits = head.get(..PREFIX - 1)?;
    digits.iter().try_fold(0, |code, byte| {
        byte.is_ascii_digit()
            .then(|| code * 10 + u16::from(byte - b'0'))
    })
}

/// The code and what stands after it.
const PREFIX: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Profile;

    fn replies() -> Replies {
        let mut limits = Limits::of(Profile::Local);
        for (name, value) in [
            ("reply-line", 64),
            ("reply-lines", 3),
            ("reply-bytes", 150),
            ("replies", 1000),
        ] {
            limits.set(name, value).unwrap();
        }
        Replies::new(&limits)
    }

    /// The codes of the replies in `text`, given in parts of `step` octets.
    fn codes(text: &[u8], step: usize) -> Result<Vec<Option<u16>>, Refusal> {
        let mut replies = replies();
        let mut codes = Vec::new();
        for mut part in text.chunks(step) {
            while let Some(whole) = replies.take(part)? {
                codes.push(whole.code);
                part = part.split_at(whole.taken).1;
            }
        }
        Ok(codes)
    }

    #[test]
    fn replies_are_counted_however_they_are_cut() {
        let text = b"250-a\r\n250-b\r\n250 c\r\nnonsense\r\n\r\n25\n354\n421-x\r\nabc\r\n\xff\0\r\n999 z\r\n000-\r\n";
        let all = vec![
            Some(250),
            None,
            None,
            None,
            Some(354),
            None,
            None,
            Some(999),
        ];
        for step in 1..=text.len() {
            assert_eq!(codes(text, step), Ok(all.clone()), "by {step}");
        }
    }

    #[test]
    fn limits_hold_at_their_edges() {
        let line = |length: usize| format!("250 {}\r\n", "x".repeat(length - 6));
        let more = |length: usize| format!("250-{}\r\n", "x".repeat(length - 6));
        let long = Err(Refusal::ReplyTooLong);
        for (text, end) in [
            (line(63), Ok(1)),
            (line(64), Ok(1)),
            (line(65), long),
            ("x".repeat(64), Ok(0)),
            ("x".repeat(65), long),
            (more(10) + &line(10), Ok(1)),
            (more(10).repeat(2) + &line(10), Ok(1)),
            (more(10).repeat(3) + &line(10), long),
            (more(50).repeat(2) + &line(49), Ok(1)),
            (more(50).repeat(2) + &line(50), Ok(1)),
            (more(50).repeat(2) + &line(51), long),
            (line(50).repeat(19) + &line(49), Ok(20)),
            (line(50).repeat(20), Ok(20)),
            (line(50).repeat(20) + "2", Err(Refusal::ByteLimit)),
        ] {
            for step in [1, 7, text.len()] {
                let found = codes(text.as_bytes(), step).map(|codes| codes.len());
                assert_eq!(found, end, "{text:?} by {step}");
            }
        }
    }
}
