//! Octets from the wire as text that hides nothing.
//!
//! What a server says enters the page as text only, and a character that would move, hide or turn round other characters
//! is drawn as a mark of its own: a banner cannot pretend to be something else.

use std::ops::Range;

use ehlo_protocol::diagnostic::{Diagnostic, Severity};
use ehlo_protocol::hidden::is_hidden;

/// A stretch of a text that is drawn in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    /// What is drawn.
    pub(crate) text: String,
    /// Whether it stands for something invisible.
    pub(crate) mark: bool,
    /// The gravest finding about it.
    pub(crate) severity: Option<Severity>,
}

/// The octets as segments, cut where findings begin and end.
pub(crate) fn segments(bytes: &[u8], diagnostics: &[Diagnostic]) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    for glyph in glyphs(bytes) {
        let severity = severity_at(&glyph.range, bytes.len(), diagnostics);
        match segments.last_mut() {
            Some(last) if !last.mark && !glyph.mark && last.severity == severity => {
                last.text.push_str(&glyph.text)
            }
            _ => segments.push(Segment {
                text: glyph.text,
                mark: glyph.mark,
                severity,
            }),
        }
    }
    segments
}

/// The octets as one text, with brackets around the marks: no tint tells them from letters.
pub(crate) fn text(bytes: &[u8]) -> String {
    let mut text = String::new();
    for glyph in glyphs(bytes) {
        text.push_str(if glyph.mark { "[" } else { "" });
        text.push_str(&glyph.text);
        text.push_str(if glyph.mark { "]" } else { "" });
    }
    text
}

/// The gravest finding about a range. A finding about a place between two characters is drawn under the one behind it,
/// at the end of the text under the one before.
pub(crate) fn severity_at(
    range: &Range<usize>,
    length: usize,
    diagnostics: &[Diagnostic],
) -> Option<Severity> {
    diagnostics
        .iter()
        .filter(|diagnostic| {
            let mut span = diagnostic.span.range();
            if span.is_empty() {
                span.start = span.start.min(length.saturating_sub(1));
                span.end = span.start + 1;
            }
            span.start < range.end && range.start < span.end
        })
        .map(|diagnostic| diagnostic.severity)
        .max()
}

struct Glyph {
    range: Range<usize>,
    text: String,
    mark: bool,
}

fn glyphs(bytes: &[u8]) -> impl Iterator<Item = Glyph> + '_ {
    bytes
        .utf8_chunks()
        .scan(0, |offset, chunk| {
            let start = *offset;
            let invalid_start = start + chunk.valid().len();
            *offset = invalid_start + chunk.invalid().len();
            let valid = chunk.valid().char_indices().map(move |(place, character)| {
                let range = start + place..start + place + character.len_utf8();
                let mark = mark(character);
                let is_mark = mark.is_some();
                Glyph {
                    range,
                    text: mark.unwrap_or_else(|| character.to_string()),
                    mark: is_mark,
                }
            });
            let invalid = chunk
                .invalid()
                .iter()
                .enumerate()
                .map(move |(place, byte)| {
                    let range = invalid_start + place..invalid_start + place + 1;
                    Glyph {
                        range,
                        text: ["\\x", &hexadecimal(u32::from(*byte), 2)].concat(),
                        mark: true,
                    }
                });
            Some(valid.chain(invalid).collect::<Vec<_>>())
        })
        .flatten()
}

/// What is drawn for a character that does not show itself.
fn mark(character: char) -> Option<String> {
    let number = u32::from(character);
    match number {
        // By the names of ASCII: the pictures that Unicode has for them are in few fonts.
        0x00..=0x1f => CONTROLS.get(number as usize).map(|name| (*name).to_owned()),
        0x7f => Some("DEL".to_owned()),
        _ if is_hidden(character) => Some(["U+", &hexadecimal(number, 4)].concat()),
        _ => None,
    }
}

/// The control characters of ASCII by name, in order.
const CONTROLS: [&str; 32] = [
    "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "TAB", "LF", "VT", "FF", "CR",
    "SO", "SI", "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC",
    "FS", "GS", "RS", "US",
];

fn hexadecimal(number: u32, least: usize) -> String {
    let mut digits = Vec::new();
    let mut rest = number;
    while rest > 0 || digits.len() < least {
        digits.push(
            char::from_digit(rest & 15, 16)
                .unwrap_or('0')
                .to_ascii_uppercase(),
        );
        rest >>= 4;
    }
    digits.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use ehlo_protocol::diagnostic::Verdict;
    use ehlo_protocol::reference::Reference;
    use ehlo_protocol::span::Span;

    use super::*;

    fn finding(start: usize, end: usize, severity: Severity) -> Diagnostic {
        Diagnostic {
            rule: "test",
            severity,
            verdict: Verdict::Violation,
            span: Span::new(start, end),
            related: None,
            values: Vec::new(),
            reference: Reference::new(5321, "4"),
            fix: None,
            expected: None,
        }
    }

    #[test]
    fn what_hides_is_drawn() {
        for (bytes, drawn) in [
            (&b"250 Ok"[..], "250 Ok"),
            (b"a\rb\nc\0", "a[CR]b[LF]c[NUL]"),
            (b"\x1b[2J\x7f\x1f\x09", "[ESC][2J[DEL][US][TAB]"),
            (b"\xc2\x9b1m", "[U+009B]1m"),
            (b"caf\xe9 \xff", "caf[\\xE9] [\\xFF]"),
            ("gr\u{fc}n \u{65e5}".as_bytes(), "gr\u{fc}n \u{65e5}"),
            (
                "a\u{202e}b\u{2066}c\u{200b}d\u{feff}".as_bytes(),
                "a[U+202E]b[U+2066]c[U+200B]d[U+FEFF]",
            ),
            ("\u{e0041}".as_bytes(), "[U+E0041]"),
        ] {
            assert_eq!(text(bytes), drawn);
        }
    }

    #[test]
    fn no_control_and_no_direction_mark_gets_through() {
        for character in (0..=0xe_ffff).filter_map(char::from_u32) {
            let hidden = character.is_control()
                || "\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2069}".contains(character);
            if hidden {
                let drawn = text(character.to_string().as_bytes());
                assert!(!drawn.contains(character), "U+{:04X}", u32::from(character));
            }
        }
    }

    #[test]
    fn segments_are_cut_at_findings() {
        let found = [
            finding(10, 11, Severity::Warning),
            finding(0, 4, Severity::Error),
            finding(2, 3, Severity::Hint),
        ];
        let drawn: Vec<_> = segments(b"MAIL FROM: <>", &found)
            .into_iter()
            .map(|segment| (segment.text, segment.severity))
            .collect();
        assert_eq!(
            drawn,
            [
                ("MAIL".to_owned(), Some(Severity::Error)),
                (" FROM:".to_owned(), None),
                (" ".to_owned(), Some(Severity::Warning)),
                ("<>".to_owned(), None),
            ]
        );
    }

    #[test]
    fn a_finding_about_a_place_has_a_character_to_stand_under() {
        let under = |place| {
            segments(b"abc", &[finding(place, place, Severity::Error)])
                .into_iter()
                .find(|segment| segment.severity.is_some())
                .map(|segment| segment.text)
        };
        assert_eq!(under(0).as_deref(), Some("a"));
        assert_eq!(under(2).as_deref(), Some("c"));
        assert_eq!(under(3).as_deref(), Some("c"));
    }
}
