//! Bytes cut into lines, each remembering how it ended.
//!
//! A line ends with CR LF and nothing else (RFC 5321 §2.3.8). A bare LF is cut at all the same, and said: a reader that
//! waits for the CR would hang where a person wants to be told. A bare CR stays inside its line, where the rules see it.

use std::fmt;

use memchr::memchr;

/// How a line ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ending {
    /// CR LF, the only legal one.
    CrLf,
    /// LF without CR.
    BareLf,
    /// The input ended in the middle of the line.
    Unended,
}

impl Ending {
    /// The octets of the ending.
    #[must_use]
    pub const fn bytes(self) -> &'static [u8] {
        match self {
            Self::CrLf => b"\r\n",
            Self::BareLf => b"\n",
            Self::Unended => b"",
        }
    }
}

/// One line without its ending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The octets before the ending.
    pub bytes: Vec<u8>,
    /// How it ended.
    pub ending: Ending,
    /// How many octets beyond the limit were dropped.
    pub dropped: usize,
}

impl Line {
    /// A line that ended with CR LF.
    #[must_use]
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            bytes: bytes.into(),
            ending: Ending::CrLf,
            dropped: 0,
        }
    }

    /// Octets on the wire, with the ending and what was dropped.
    #[must_use]
    pub fn wire_length(&self) -> usize {
        self.bytes.len() + self.dropped + self.ending.bytes().len()
    }
}

/// Cuts a stream into lines, keeping at most `limit` octets of each.
#[derive(Clone)]
pub struct Cutter {
    buffer: Vec<u8>,
    searched: usize,
    dropped: usize,
    limit: usize,
}

impl Cutter {
    /// A cutter that keeps at most `limit` octets of a line.
    #[must_use]
    pub const fn new(limit: usize) -> Self {
        Self {
            buffer: Vec::new(),
            searched: 0,
            dropped: 0,
            limit,
        }
    }

    /// Takes in bytes as they came.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// The next whole line.
    #[allow(clippy::should_implement_trait)]
    pub fn next(&mut self) -> Option<Line> {
        let tail = self.buffer.get(self.searched..).unwrap_or_default();
        let Some(found) = memchr(b'\n', tail) else {
            self.searched = self.buffer.len();
            self.drop_excess();
            return None;
        };
        let end = self.searched + found;
        let mut bytes: Vec<u8> = self.buffer.drain(..=end).collect();
        bytes.pop();
        let ending = if bytes.last() == Some(&b'\r') {
            bytes.pop();
            Ending::CrLf
        } else {
            Ending::BareLf
        };
        Some(self.line(bytes, ending))
    }

    /// What is left when the input has ended: an unended line.
    pub fn finish(&mut self) -> Option<Line> {
        let bytes = self.take_rest();
        if bytes.is_empty() && self.dropped == 0 {
            None
        } else {
            Some(self.line(bytes, Ending::Unended))
        }
    }

    /// The bytes not yet cut, for a reader that takes over.
    pub fn take_rest(&mut self) -> Vec<u8> {
        self.searched = 0;
        std::mem::take(&mut self.buffer)
    }

    /// The bytes not yet cut.
    #[must_use]
    pub fn rest(&self) -> &[u8] {
        &self.buffer
    }

    fn line(&mut self, mut bytes: Vec<u8>, ending: Ending) -> Line {
        let mut dropped = std::mem::take(&mut self.dropped);
        if bytes.len() > self.limit {
            dropped += bytes.len() - self.limit;
            bytes.truncate(self.limit);
        }
        self.searched = 0;
        Line {
            bytes,
            ending,
            dropped,
        }
    }

    /// Holds a line that does not end to its limit, but keeps a CR that may be half of the ending.
    fn drop_excess(&mut self) {
        let keep_cr = self.buffer.last() == Some(&b'\r');
        let most = self.limit + usize::from(keep_cr);
        if self.buffer.len() > most {
            self.dropped += self.buffer.len() - most;
            self.buffer.truncate(self.limit);
            if keep_cr {
                self.buffer.push(b'\r');
            }
            self.searched = self.buffer.len();
        }
    }
}

/// What has come of a line may be a secret, so only its length is shown.
impl fmt::Debug for Cutter {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Cutter")
            .field("octets", &self.buffer.len())
            .field("dropped", &self.dropped)
            .field("limit", &self.limit)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn lines(chunks: &[&[u8]], limit: usize) -> Vec<(Vec<u8>, Ending, usize)> {
        let mut cutter = Cutter::new(limit);
        let mut found = Vec::new();
        for chunk in chunks {
            cutter.push(chunk);
            while let Some(line) = cutter.next() {
                found.push((line.bytes, line.ending, line.dropped));
            }
        }
        if let Some(line) = cutter.finish() {
            found.push((line.bytes, line.ending, line.dropped));
        }
        found
    }

    #[test]
    fn endings_are_remembered() {
        assert_eq!(
            lines(&[b"a\r\nb\nc\rd\r\r\ne"], 10),
            [
                (b"a".to_vec(), Ending::CrLf, 0),
                (b"b".to_vec(), Ending::BareLf, 0),
                (b"c\rd\r".to_vec(), Ending::CrLf, 0),
                (b"e".to_vec(), Ending::Unended, 0),
            ]
        );
    }

    #[test]
    fn any_split_gives_the_same_lines() {
        let input = b"EHLO me\r\nabcdefghijkl\r\nx\n\r\ntail\r";
        for limit in [1, 3, 7, 100] {
            let whole = lines(&[input], limit);
            let bytewise: Vec<&[u8]> = input.chunks(1).collect();
            assert_eq!(
                lines(&bytewise, limit),
                whole,
                "byte by byte, limit {limit}"
            );
            for split in 0..input.len() {
                let (head, tail) = input.split_at(split);
                assert_eq!(
                    lines(&[head, tail], limit),
                    whole,
                    "split {split}, limit {limit}"
                );
            }
        }
    }

    #[test]
    fn a_line_without_end_is_held_to_its_limit() {
        let mut cutter = Cutter::new(8);
        for _ in 0..1000 {
            cutter.push(&[b'x'; 100]);
            assert!(cutter.next().is_none());
            assert!(cutter.rest().len() <= 9);
        }
        cutter.push(b"\r\nNOOP\r\n");
        let long = cutter.next().expect("the long line");
        assert_eq!((long.bytes.len(), long.dropped), (8, 100_000 - 8));
        assert_eq!(cutter.next().expect("the next line").bytes, b"NOOP");
    }
}
