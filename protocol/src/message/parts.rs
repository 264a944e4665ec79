//! How a message is divided into parts (RFC 2046 §5.1).

use super::MAX_HEADER;
use super::header::{Header, HeaderEnd};
use super::lines::{TextLine, TextLines};
use super::part::Part;
use crate::span::Span;

/// Most parts read of one message; a mail server in wide use takes as many.
pub const MAX_PARTS: usize = 1000;

/// Deepest nesting read: parts within parts. Postfix goes as deep.
pub const MAX_NESTING: usize = 100;

/// Longest boundary (RFC 2046 §5.1.1).
pub const MAX_BOUNDARY: usize = 70;

/// The parts of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Structure {
    /// The parts, each before those inside it; the first is the whole body. Up to [`MAX_PARTS`].
    pub parts: Vec<Part>,
    /// What is wrong with how they are divided, and where.
    pub faults: Vec<(StructureFault, Span)>,
    /// Whether there is more than was read: too many parts, too deep, or too much header.
    pub cut: bool,
}

/// What can be wrong with how a message is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StructureFault {
    /// A multipart type names no boundary.
    NoBoundary,
    /// The boundary is longer than [`MAX_BOUNDARY`], or has characters that it may not have.
    BadBoundary,
    /// No line begins a part.
    NeverOpened,
    /// Parts begin, and no line ends them.
    NeverClosed,
    /// A part's text begins without a blank line behind its header.
    NoBlankLine,
}

/// A multipart body that is being read.
struct Open {
    boundary: Vec<u8>,
    /// Where it was named.
    named: Span,
    depth: usize,
    opened: bool,
}

impl Structure {
    /// Reads the parts behind a header.
    #[must_use]
    pub fn read(content: &[u8], stuffed: bool, header: &Header) -> Self {
        let mut reader = Reader {
            content,
            structure: Self::default(),
            open: Vec::new(),
            current: None,
            budget: MAX_HEADER.saturating_sub(header.octets),
        };
        reader.begin(header, 0);
        let mut lines = TextLines::new(content, header.body_start, stuffed);
        // Without a boundary in force no line means anything.
        while !reader.open.is_empty() {
            let Some(line) = lines.next() else { break };
            let text = lines.of(line);
            let Some((level, closes)) = reader.delimiter(text) else {
                continue;
            };
            reader.end_part(line);
            reader.leave(level + 1);
            if closes {
                reader.leave_closed(level);
            } else if let Some(place) = reader.open_part(level, &lines) {
                lines = TextLines::new(content, place, stuffed);
            }
        }
        reader.leave(0);
        reader.structure
    }
}

struct Reader<'a> {
    content: &'a [u8],
    structure: Structure,
    open: Vec<Open>,
    /// The leaf whose body is being read.
    current: Option<usize>,
    /// Octets of header that may still be read.
    budget: usize,
}

impl Reader<'_> {
    /// Adds a part. If it has parts of its own, its boundary is in force from here on.
    fn begin(&mut self, header: &Header, depth: usize) {
        let part = Part::new(self.content, header, depth);
        let index = self.structure.parts.len();
        if let Some(media) = part
            .content_type
            .as_ref()
            .filter(|media| media.is_multipart())
        {
            match media.parameter("boundary") {
                None | Some((b"", _)) => self.fault(StructureFault::NoBoundary, media.span),
                Some((boundary, named)) => {
                    if !is_boundary(boundary) {
                        self.fault(StructureFault::BadBoundary, named);
                    }
                    if self.open.len() < MAX_NESTING {
                        self.open.push(Open {
                            boundary: boundary.to_vec(),
                            named,
                            depth,
                            opened: false,
                        });
                    } else {
                        self.structure.cut = true;
                    }
                }
            }
        } else {
            self.current = Some(index);
        }
        self.structure.parts.push(part);
    }

    /// Which of the boundaries in force a line is, the innermost first, and whether it ends the parts.
    fn delimiter(&self, text: &[u8]) -> Option<(usize, bool)> {
        let text = text.strip_prefix(b"--")?;
        self.open
            .iter()
            .enumerate()
            .rev()
            .find_map(|(level, open)| {
                let behind = text.strip_prefix(open.boundary.as_slice())?;
                match behind.trim_ascii_end() {
                    b"" => Some((level, false)),
                    b"--" => Some((level, true)),
                    _ => None,
                }
            })
    }

    /// The body of the part before a boundary ends before the line end in front of it.
    fn end_part(&mut self, line: TextLine) {
        let Some(index) = self.current.take() else {
            return;
        };
        let Some(part) = self.structure.parts.get_mut(index) else {
            return;
        };
        let start = part.body.range().start;
        let before = Span::new(start, line.start).of(self.content);
        let text = before.strip_suffix(b"\n").unwrap_or(before);
        let text = text.strip_suffix(b"\r").unwrap_or(text);
        part.body = Span::new(start, start + text.len());
    }

    /// A line opens a part: reads its header, and gives the place behind it.
    fn open_part(&mut self, level: usize, lines: &TextLines<'_>) -> Option<usize> {
        let depth = {
            let open = self.open.get_mut(level)?;
            open.opened = true;
            open.depth + 1
        };
        if self.structure.parts.len() >= MAX_PARTS || self.budget == 0 {
            self.structure.cut = true;
            return None;
        }
        let header = Header::read(lines.clone(), self.budget, |text| {
            self.delimiter(text).is_some()
        });
        self.budget = self.budget.saturating_sub(header.octets);
        match header.end {
            HeaderEnd::TooLong => {
                self.budget = 0;
                self.structure.cut = true;
            }
            HeaderEnd::Text(span) if self.delimiter(span.of(self.content)).is_none() => {
                self.fault(StructureFault::NoBlankLine, span);
            }
            _ => {}
        }
        self.begin(&header, depth);
        Some(header.body_start)
    }

    /// Leaves every multipart body from `level` on: none of them was ended by a line of its own.
    fn leave(&mut self, level: usize) {
        while self.open.len() > level {
            if let Some(open) = self.open.pop() {
                let fault = if open.opened {
                    StructureFault::NeverClosed
                } else {
                    StructureFault::NeverOpened
                };
                // What was not read may have ended it.
                if !self.structure.cut {
                    self.fault(fault, open.named);
                }
            }
        }
    }

    /// Leaves the innermost multipart body: its end was written.
    fn leave_closed(&mut self, level: usize) {
        if self.open.get(level).is_some_and(|open| !open.opened) {
            self.leave(level);
        } else {
            self.open.truncate(level);
        }
    }

    fn fault(&mut self, fault: StructureFault, span: Span) {
        if self.structure.faults.len() < MAX_PARTS {
            self.structure.faults.push((fault, span));
        }
    }
}

/// Whether a boundary has the characters that it may have (RFC 2046 §5.1.1).
fn is_boundary(boundary: &[u8]) -> bool {
    boundary.len() <= MAX_BOUNDARY
        && boundary.last() != Some(&b' ')
        && boundary
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || b"'()+_,-./:=? ".contains(byte))
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::super::Message;
    use super::*;

    /// The parts as `depth:body`, then the faults.
    fn read(text: &str) -> String {
        let content = text.replace('\n', "\r\n");
        let message = Message::read(content.as_bytes(), false);
        let mut told: Vec<String> = message
            .structure
            .parts
            .iter()
            .map(|part| {
                let body = if part.is_multipart() {
                    "multipart".to_owned()
                } else {
                    message.text(part.body)
                };
                format!("{}:{body}", part.depth)
            })
            .collect();
        told.extend(
            message
                .structure
                .faults
                .iter()
                .map(|(fault, span)| format!("{fault:?} {}", message.text(*span))),
        );
        told.join("; ").replace("\r\n", "|")
    }

    const HEAD: &str = "Content-Type: multipart/mixed; boundary=b\n\n";

    #[test]
    fn parts_are_found() {
        for (text, expected) in [
            ("Subject: x\n\nhi\n", "0:hi|"),
            (
                &format!(
                    "{HEAD}preamble\n--b\n\none\n--b\nA: c\n\ntwo\n\n--b--\nepilogue\n--b\n\nx\n"
                ),
                "0:multipart; 1:one; 1:two|",
            ),
            (
                &format!("{HEAD}--b\n--b\n\n--b-- \n"),
                "0:multipart; 1:; 1:",
            ),
            (&format!("{HEAD}--bb\n"), "0:multipart; NeverOpened b"),
            (
                &format!("{HEAD}--b\n\none\n"),
                "0:multipart; 1:one|; NeverClosed b",
            ),
            (
                &format!("{HEAD}--b\none\n--b--\n"),
                "0:multipart; 1:one; NoBlankLine one",
            ),
            (&format!("{HEAD}--b--\n"), "0:multipart; NeverOpened b"),
            (
                "Content-Type: multipart/mixed\n\n--b\n",
                "0:multipart; NoBoundary multipart/mixed",
            ),
            (
                "Content-Type: multipart/mixed; boundary=\"b \"\n\n--b \n\nx\n--b --\n",
                "0:multipart; 1:x; BadBoundary \"b \"",
            ),
            (
                &format!(
                    "{HEAD}--b\nContent-Type: multipart/alternative; boundary=bc\n\n--bc\n\none\n--b\n\ntwo\n--b--\n"
                ),
                "0:multipart; 1:multipart; 2:one; 1:two; NeverClosed bc",
            ),
            (
                &format!(
                    "{HEAD}--b\nContent-Type: multipart/alternative; boundary=bc\n\n--bc\n\none\n--bc--\n--b--\n"
                ),
                "0:multipart; 1:multipart; 2:one",
            ),
        ] {
            assert_eq!(read(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_message_made_to_exhaust_is_read_up_to_the_limits() {
        let deep: String = (0..10_000)
            .map(|level| {
                format!("Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n")
            })
            .collect();
        let message = Message::read(deep.as_bytes(), false);
        assert!(message.structure.cut && message.structure.parts.len() <= MAX_PARTS);
        assert!(
            message
                .structure
                .parts
                .iter()
                .all(|part| part.depth <= MAX_NESTING)
        );

        let wide = format!(
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n{}--b--\r\n",
            "--b\r\n\r\nx\r\n".repeat(10_000)
        );
        let message = Message::read(wide.as_bytes(), false);
        assert_eq!(message.structure.parts.len(), MAX_PARTS);
        assert!(message.structure.cut && message.structure.faults.is_empty());

        let heads = format!(
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n{}",
            format!("--b\r\n{}\r\n", "A: b\r\n".repeat(1000)).repeat(1000)
        );
        let message = Message::read(heads.as_bytes(), false);
        assert!(message.structure.cut && message.structure.parts.len() < 100);

        let boundary = "b".repeat(100_000);
        let long =
            format!("Content-Type: multipart/mixed; boundary={boundary}\r\n\r\n--{boundary}\r\n");
        let message = Message::read(long.as_bytes(), false);
        let faults: Vec<_> = message
            .structure
            .faults
            .iter()
            .map(|(fault, _)| *fault)
            .collect();
        assert_eq!(
            faults,
            [StructureFault::BadBoundary, StructureFault::NeverClosed]
        );
    }
}
