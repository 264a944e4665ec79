//! The header section: fields with the place of every part, and what in it is no field (RFC 5322 §2.2).

use super::lines::{TextLine, TextLines};
use crate::span::Span;

/// Most faults kept of one header section; a person reads a few.
pub const MAX_FAULTS: usize = 100;

/// How many lines behind one that is no field are looked at to tell whether the header goes on.
const LOOK_AHEAD: usize = 20;

/// One header field, folded lines included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Before the colon, white space left out.
    pub name: Span,
    /// Behind the colon, white space around it left out, line ends of folds within.
    pub value: Span,
    /// All of it, its last line end left out.
    pub span: Span,
}

/// A header section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The fields, in order.
    pub fields: Vec<Field>,
    /// Lines that should not be as they are, in order, up to [`MAX_FAULTS`].
    pub faults: Vec<HeaderFault>,
    /// How it ended.
    pub end: HeaderEnd,
    /// Where the body begins.
    pub body_start: usize,
    /// Octets read, the blank line included.
    pub octets: usize,
}

/// How a header section ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderEnd {
    /// With a blank line, as it should.
    BlankLine,
    /// The text began without one: this is its first line.
    Text(Span),
    /// With the content.
    Content,
    /// It is longer than is read.
    TooLong,
}

/// A line of a header section that should not be as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeaderFault {
    /// The octets it is about.
    pub span: Span,
    /// What is wrong.
    pub kind: HeaderFaultKind,
}

/// What can be wrong with a line of a header section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderFaultKind {
    /// It is neither a field nor the continuation of one.
    NoField,
    /// White space stands before the colon.
    SpaceBeforeColon,
    /// It continues a field, and there is none before it.
    NothingToContinue,
    /// It has only white space: no blank line, and a fold that some programs take for one.
    OnlySpace,
}

impl Header {
    /// Reads a header section, at most `most` octets of it, up to the first line that `stop` says yes to.
    #[must_use]
    pub fn read(mut lines: TextLines<'_>, most: usize, stop: impl Fn(&[u8]) -> bool) -> Self {
        let start = lines.at;
        let mut header = Self {
            fields: Vec::new(),
            faults: Vec::new(),
            end: HeaderEnd::Content,
            body_start: lines.content.len(),
            octets: 0,
        };
        loop {
            let before = lines.at;
            let Some(line) = lines.next() else { break };
            let text = lines.of(line);
            header.body_start = line.next;
            if line.next - start > most {
                header.end = HeaderEnd::TooLong;
                header.body_start = before;
                break;
            }
            if line.is_empty() {
                header.end = HeaderEnd::BlankLine;
                break;
            }
            if stop(text) {
                header.end = HeaderEnd::Text(line.span);
                header.body_start = before;
                break;
            }
            if text.iter().all(|byte| matches!(byte, b' ' | b'\t')) {
                header.fault(line.span, HeaderFaultKind::OnlySpace);
                if !goes_on(&lines, &stop) {
                    header.end = HeaderEnd::BlankLine;
                    break;
                }
            } else if matches!(text.first(), Some(b' ' | b'\t')) {
                header.continue_field(line);
            } else if let Some(field) = read_field(text, line.span) {
                if field.0.is_some() {
                    header.fault(
                        field.0.unwrap_or_default(),
                        HeaderFaultKind::SpaceBeforeColon,
                    );
                }
                header.fields.push(field.1);
            } else if goes_on(&lines, &stop) {
                header.fault(line.span, HeaderFaultKind::NoField);
            } else {
                header.end = HeaderEnd::Text(line.span);
                header.body_start = before;
                break;
            }
        }
        header.octets = header.body_start - start;
        for field in &mut header.fields {
            field.value = field.value.trimmed(lines.content);
        }
        header
    }

    /// The fields called `name`, in any case.
    pub fn fields<'header>(
        &'header self,
        content: &'header [u8],
        name: &'header str,
    ) -> impl Iterator<Item = &'header Field> {
        self.fields
            .iter()
            .filter(move |field| field.name.of(content).eq_ignore_ascii_case(name.as_bytes()))
    }

    /// The first field called `name`, in any case.
    #[must_use]
    pub fn field(&self, content: &[u8], name: &str) -> Option<&Field> {
        self.fields
            .iter()
            .find(|field| field.name.of(content).eq_ignore_ascii_case(name.as_bytes()))
    }

    fn continue_field(&mut self, line: TextLine) {
        match self.fields.last_mut() {
            Some(field) => {
                field.span.end = line.span.end;
                field.value.end = line.span.end;
            }
            None => self.fault(line.span, HeaderFaultKind::NothingToContinue),
        }
    }

    fn fault(&mut self, span: Span, kind: HeaderFaultKind) {
        if self.faults.len() < MAX_FAULTS {
            self.faults.push(HeaderFault { span, kind });
        }
    }
}

/// A field that begins on this line, and the white space before its colon.
fn read_field(text: &[u8], place: Span) -> Option<(Option<Span>, Field)> {
    let colon = text.iter().position(|byte| *byte == b':')?;
    let before = text.get(..colon)?;
    let name = before.trim_ascii_end();
    let is_name = !name.is_empty() && name.iter().all(|byte| matches!(byte, 33..=57 | 59..=126));
    if !is_name {
        return None;
    }
    let start = place.range().start;
    let space = (name.len() < colon).then(|| Span::new(start + name.len(), start + colon));
    let field = Field {
        name: Span::new(start, start + name.len()),
        value: Span::new(start + colon + 1, place.range().end),
        span: place,
    };
    Some((space, field))
}

/// Whether more of a header follows: a well-known field within the next lines, before an empty one. Text may have words
/// with a colon, too; it seldom has these.
fn goes_on(lines: &TextLines<'_>, stop: &impl Fn(&[u8]) -> bool) -> bool {
    lines
        .clone()
        .take(LOOK_AHEAD)
        .take_while(|line| !line.is_empty() && !stop(lines.of(*line)))
        .any(|line| {
            read_field(lines.of(line), line.span)
                .is_some_and(|(_, field)| is_well_known(field.name.of(lines.content)))
        })
}

fn is_well_known(name: &[u8]) -> bool {
    const NAMES: &[&str] = &[
        "From",
        "To",
        "Cc",
        "Bcc",
        "Subject",
        "Date",
        "Message-ID",
        "Reply-To",
        "Sender",
        "In-Reply-To",
        "References",
        "MIME-Version",
        "Received",
        "Return-Path",
    ];
    const STARTS: &[&[u8]] = &[b"content-", b"x-", b"resent-", b"list-"];
    NAMES
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known.as_bytes()))
        || STARTS.iter().any(|start| {
            name.get(..start.len())
                .is_some_and(|begins| begins.eq_ignore_ascii_case(start))
        })
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    /// The fields as `name|value`, then the faults, then the end.
    fn read(text: &str) -> String {
        let content = text.as_bytes();
        let header = Header::read(TextLines::new(content, 0, false), 1000, |_| false);
        let show = |span: Span| String::from_utf8_lossy(span.of(content)).into_owned();
        let mut told: Vec<String> = header
            .fields
            .iter()
            .map(|field| format!("{}|{}", show(field.name), show(field.value)))
            .collect();
        told.extend(
            header
                .faults
                .iter()
                .map(|fault| format!("{:?} {:?}", fault.kind, show(fault.span))),
        );
        told.push(match header.end {
            HeaderEnd::Text(span) => format!("text {}", show(span)),
            end => format!("{end:?}"),
        });
        told.push(show(Span::new(header.body_start, content.len())));
        told.join("; ")
    }

    #[test]
    fn header_sections_are_cut_into_fields() {
        for (text, expected) in [
            ("A: b\r\nC:d\r\n\r\nbody", "A|b; C|d; BlankLine; body"),
            ("A: b\r\n  c\r\n\r\n", "A|b\r\n  c; BlankLine; "),
            ("A: b\r\n", "A|b; Content; "),
            ("", "Content; "),
            ("\r\nbody", "BlankLine; body"),
            ("A:\r\n\r\n", "A|; BlankLine; "),
            ("A : b\r\n\r\n", "A|b; SpaceBeforeColon \" \"; BlankLine; "),
            ("A: b\r\nHello\r\n\r\nx", "A|b; text Hello; Hello\r\n\r\nx"),
            (
                "A: b\r\nHello\r\nTo: c\r\n\r\nx",
                "A|b; To|c; NoField \"Hello\"; BlankLine; x",
            ),
            ("A: b\r\n \r\nx", "A|b; OnlySpace \" \"; BlankLine; x"),
            (
                "A: b\r\n \r\nTo: c\r\n\r\n",
                "A|b; To|c; OnlySpace \" \"; BlankLine; ",
            ),
            (" x\r\nA: b\r\n", "A|b; NothingToContinue \" x\"; Content; "),
            ("Dear Bob: hi\r\n", "text Dear Bob: hi; Dear Bob: hi\r\n"),
        ] {
            assert_eq!(read(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_long_header_is_held_to_its_limit() {
        let text = "A: b\r\n".repeat(1000);
        let header = Header::read(TextLines::new(text.as_bytes(), 0, false), 1000, |_| false);
        assert_eq!(header.end, HeaderEnd::TooLong);
        assert!(header.octets <= 1000 && header.fields.len() < 1000);
        let faulty = "Hello\r\n".repeat(200) + "To: b\r\n";
        let header = Header::read(TextLines::new(faulty.as_bytes(), 0, false), 100_000, |_| {
            false
        });
        assert!(header.faults.len() <= MAX_FAULTS);
    }
}
