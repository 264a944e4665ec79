//! The first words of a server, line by line.

use ehlo_protocol::tunnel::Refusal;

/// Reads a greeting. Only whole lines that are right so far pass, so no other protocol's banner reaches the page.
#[derive(Debug)]
pub(super) struct Greeting {
    /// The line that is not whole yet.
    partial: Vec<u8>,
    /// The code of the first line; all lines must have it (RFC 5321 §4.2.1).
    code: Option<[u8; 3]>,
    complete: bool,
    lines: usize,
    bytes: usize,
    most_in_line: usize,
    most_lines: usize,
    most_bytes: usize,
}

impl Greeting {
    pub(super) const fn new(most_in_line: usize, most_lines: usize, most_bytes: usize) -> Self {
        Self {
            partial: Vec::new(),
            code: None,
            complete: false,
            lines: 0,
            bytes: 0,
            most_in_line,
            most_lines,
            most_bytes,
        }
    }

    /// Takes bytes and gives the lines that are now whole, and how many bytes were taken: fewer than given where the
    /// greeting ended in them.
    pub(super) fn take(&mut self, bytes: &[u8]) -> Result<(Vec<u8>, usize), Refusal> {
        let mut passed = Vec::new();
        let mut rest = bytes;
        while !self.complete && !rest.is_empty() {
            // A bare line feed ends a line too: the page has a rule that says what is wrong with it.
            let (part, after) = match rest.iter().position(|byte| *byte == b'\n') {
                Some(end) => rest.split_at(end + 1),
                None => (rest, [].as_slice()),
            };
            self.bytes += part.len();
            if self.partial.len() + part.len() > self.most_in_line || self.bytes > self.most_bytes {
                return Err(Refusal::NotSmtp);
            }
            self.partial.extend_from_slice(part);
            if !begins_like_a_reply(&self.partial, self.code) {
                return Err(Refusal::NotSmtp);
            }
            if self.partial.ends_with(b"\n") {
                self.end_line(&mut passed)?;
            }
            rest = after;
        }
        Ok((passed, bytes.len() - rest.len()))
    }

    pub(super) const fn is_complete(&self) -> bool {
        self.complete
    }

    /// What came of a line that will not be finished. One that is too short to be judged does not pass.
    pub(super) fn rest(&mut self) -> Vec<u8> {
        if self.partial.len() < PREFIX {
            self.partial.clear();
        }
        std::mem::take(&mut self.partial)
    }

    fn end_line(&mut self, passed: &mut Vec<u8>) -> Result<(), Refusal> {
        self.lines += 1;
        if self.lines > self.most_lines {
            return Err(Refusal::NotSmtp);
        }
        self.code = self.partial.first_chunk().copied();
        self.complete = self.partial.get(3) != Some(&b'-');
        passed.append(&mut self.partial);
        Ok(())
    }
}

/// Whether `line`, as far as it has come, begins with a code that a greeting may have: `220`, `4yz` or `5yz`.
fn begins_like_a_reply(line: &[u8], code: Option<[u8; 3]>) -> bool {
    line.iter()
        .take(PREFIX)
        .enumerate()
        .all(|(index, byte)| match (index, code) {
            (0..=2, Some(code)) => code.get(index) == Some(byte),
            (0, None) => matches!(byte, b'2' | b'4' | b'5'),
            (1 | 2, None) if line.first() == Some(&b'2') => {
                *byte == if index == 1 { b'2' } else { b'0' }
            }
            (1, None) => matches!(byte, b'0'..=b'5'),
            (2, None) => byte.is_ascii_digit(),
            // A code alone is a line too (RFC 5321 §4.2: "SHOULD accept").
            (3, _) => matches!(byte, b' ' | b'-' | b'\r' | b'\n'),
            _ => true,
        })
}

/// The code and what stands after it.
const PREFIX: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], step: usize) -> (Vec<u8>, Result<bool, Refusal>) {
        let mut greeting = Greeting::new(64, 3, 150);
        let mut passed = Vec::new();
        for part in bytes.chunks(step) {
            // After the greeting the guard is open and asks no more.
            if greeting.is_complete() {
                passed.extend_from_slice(part);
                continue;
            }
            match greeting.take(part) {
                Ok((more, taken)) => {
                    passed.extend_from_slice(&more);
                    passed.extend_from_slice(&part[taken..]);
                }
                Err(refusal) => return (passed, Err(refusal)),
            }
        }
        (passed, Ok(greeting.is_complete()))
    }

    #[test]
    fn greetings_pass_whole_and_byte_by_byte() {
        for text in [
            "220 mx.example.com ESMTP\r\n",
            "220\r\n",
            "220 bare line feed\n",
            "220-first\r\n220 second\r\n",
            "554 no service here\r\n",
            "421-busy\r\n421 later\r\n",
            "220 mx\r\n250 what follows passes too\r\n",
        ] {
            for step in 1..=text.len() {
                assert_eq!(
                    read(text.as_bytes(), step),
                    (text.as_bytes().to_vec(), Ok(true)),
                    "{text:?} by {step}"
                );
            }
        }
    }

    #[test]
    fn other_protocols_do_not_pass() {
        for text in [
            "HTTP/1.1 400 Bad Request\r\n",
            "SSH-2.0-OpenSSH_9.2\r\n",
            "+OK POP3 ready\r\n",
            "* OK IMAP4rev1\r\n",
            "\u{16}\u{3}\u{1}\0\u{5}hello\r\n",
            "\r\n220 late\r\n",
            "250 mx\r\n",
            "221 mx\r\n",
            "354 mx\r\n",
            "120 mx\r\n",
            "999 mx\r\n",
            "460 mx\r\n",
            "4x0 mx\r\n",
            "2200 mx\r\n",
            "220\tmx\r\n",
            " 220 mx\r\n",
        ] {
            for step in 1..=text.len() {
                assert_eq!(
                    read(text.as_bytes(), step),
                    (Vec::new(), Err(Refusal::NotSmtp)),
                    "{text:?} by {step}"
                );
            }
        }
    }

    #[test]
    fn a_second_line_with_another_code_does_not_pass() {
        let (passed, end) = read(b"220-mx\r\n250 mx\r\n", 1);
        assert_eq!(
            (passed.as_slice(), end),
            (b"220-mx\r\n".as_slice(), Err(Refusal::NotSmtp))
        );
    }

    #[test]
    fn limits_hold_at_their_edges() {
        let line = |length: usize| format!("220 {}\r\n", "x".repeat(length - 6));
        let more = |length: usize| format!("220-{}\r\n", "x".repeat(length - 6));
        for (text, end) in [
            (line(63), Ok(true)),
            (line(64), Ok(true)),
            (line(65), Err(Refusal::NotSmtp)),
            (more(10).repeat(2) + &line(10), Ok(true)),
            (more(10).repeat(3) + &line(10), Err(Refusal::NotSmtp)),
            (more(50).repeat(2) + &line(49), Ok(true)),
            (more(50).repeat(2) + &line(50), Ok(true)),
            (more(50).repeat(2) + &line(51), Err(Refusal::NotSmtp)),
            ("220 ".to_owned() + &"x".repeat(60), Ok(false)),
            ("220 ".to_owned() + &"x".repeat(61), Err(Refusal::NotSmtp)),
        ] {
            assert_eq!(read(text.as_bytes(), text.len()).1, end, "{text:?}");
            assert_eq!(read(text.as_bytes(), 1).1, end, "{text:?} byte by byte");
        }
    }

    #[test]
    fn an_unfinished_line_passes_at_the_end_if_it_was_right_so_far() {
        for (text, rest) in [
            ("220 mx", "220 mx"),
            ("220-a\r\n22", ""),
            ("", ""),
            ("220-a\r\n220 b", "220 b"),
        ] {
            let mut greeting = Greeting::new(64, 3, 150);
            let _ = greeting.take(text.as_bytes()).unwrap();
            assert_eq!(greeting.rest(), rest.as_bytes(), "{text:?}");
        }
    }
}
