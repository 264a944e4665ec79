//! What was typed, as octets of the wire: line ends, doubled dots, and the place of each line.

use super::Stuffing;
use crate::span::Span;

/// Where a line begins on the wire and as typed, and its length as typed.
pub(super) struct LineStart {
    wire: usize,
    typed: usize,
    length: usize,
    stuffed: bool,
}

/// The octets that a typed text becomes, with the place of every line.
pub(super) fn wire_form(text: &[u8], stuffing: Stuffing) -> (Vec<u8>, Vec<LineStart>) {
    let mut wire = Vec::with_capacity(text.len() + text.len() / 16);
    let mut lines = Vec::new();
    let mut typed = 0;
    for line in typed_lines(text) {
        let stuffed = stuffing == Stuffing::Apply && line.bytes.first() == Some(&b'.');
        lines.push(LineStart {
            wire: wire.len(),
            typed,
            length: line.bytes.len(),
            stuffed,
        });
        if stuffed {
            wire.push(b'.');
        }
        wire.extend_from_slice(line.bytes);
        wire.extend_from_slice(b"\r\n");
        typed += line.bytes.len() + line.ending;
    }
    (wire, lines)
}

/// The octets that a typed text is as a chunk: each line end is CR LF, and nothing is added, no dot and no last line end.
#[must_use]
pub fn chunk_of(text: &[u8]) -> Vec<u8> {
    let mut octets = Vec::with_capacity(text.len() + text.len() / 16);
    for line in typed_lines(text) {
        octets.extend_from_slice(line.bytes);
        if line.ending > 0 {
            octets.extend_from_slice(b"\r\n");
        }
    }
    octets
}

/// A line of a text field and how many octets ended it.
struct TypedLine<'a> {
    bytes: &'a [u8],
    ending: usize,
}

/// Cuts typed text at CR LF, LF or CR: text fields and clipboards bring all three.
fn typed_lines(text: &[u8]) -> Vec<TypedLine<'_>> {
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest
            .iter()
            .position(|byte| matches!(byte, b'\r' | b'\n'))
            .unwrap_or(rest.len());
        let (bytes, tail) = rest.split_at(end);
        let ending = match tail {
            [b'\r', b'\n', ..] => 2,
            [] => 0,
            _ => 1,
        };
        lines.push(TypedLine { bytes, ending });
        rest = tail.get(ending..).unwrap_or_default();
    }
    lines
}

pub(super) fn typed_span(lines: &[LineStart], span: Span) -> Span {
    let place = |at: usize| {
        let index = lines
            .partition_point(|line| line.wire <= at)
            .saturating_sub(1);
        lines.get(index).map_or(0, |line| {
            let inside = (at - line.wire.min(at)).saturating_sub(usize::from(line.stuffed));
            line.typed + inside.min(line.length)
        })
    };
    Span::new(place(span.range().start), place(span.range().end))
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn a_chunk_is_what_was_typed_and_nothing_more() {
        for (typed, octets) in [
            ("", ""),
            (".a", ".a"),
            ("a\n.\nb\n", "a\r\n.\r\nb\r\n"),
            ("a\r\nb\rc", "a\r\nb\r\nc"),
            ("\n\n", "\r\n\r\n"),
        ] {
            assert_eq!(chunk_of(typed.as_bytes()), octets.as_bytes(), "{typed:?}");
        }
    }

    #[test]
    fn typed_text_goes_out_with_dots_stuffed_and_crlf() {
        let text = b"a\n.b\r\n..c\rd";
        assert_eq!(
            wire_form(text, Stuffing::Apply).0,
            b"a\r\n..b\r\n...c\r\nd\r\n"
        );
        assert_eq!(
            wire_form(text, Stuffing::AsTyped).0,
            b"a\r\n.b\r\n..c\r\nd\r\n"
        );
    }
}
