//! What a part says it is: `Content-Type: text/plain; charset=utf-8` (RFC 2045 §5.1).

use crate::span::Span;

/// Most parameters read; real ones have one to three.
pub const MAX_PARAMETERS: usize = 100;

/// A media type and its parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentType {
    /// The whole value.
    pub span: Span,
    /// Before the slash, in lower case.
    pub kind: String,
    /// Behind the slash, in lower case; empty where there is none.
    pub subtype: String,
    /// The parameters, in order: name in lower case, value without its quotes, and where the value stands.
    pub parameters: Vec<(String, Vec<u8>, Span)>,
}

impl ContentType {
    /// Reads the value of a field.
    #[must_use]
    pub fn read(content: &[u8], value: Span) -> Self {
        let mut pieces = Pieces {
            content,
            at: value.range().start,
            end: value.range().end.min(content.len()),
        };
        let media = pieces
            .next()
            .map(|media| lower(media.of(content)))
            .unwrap_or_default();
        let (kind, subtype) = media.split_once('/').unwrap_or((&media, ""));
        let mut found = Self {
            span: value,
            kind: kind.trim().to_owned(),
            subtype: subtype.trim().to_owned(),
            parameters: Vec::new(),
        };
        for piece in pieces.take(MAX_PARAMETERS) {
            let text = piece.of(content);
            let Some(equals) = text.iter().position(|byte| *byte == b'=') else {
                continue;
            };
            let name = lower(text.get(..equals).unwrap_or_default());
            let start = piece.range().start + equals + 1;
            let place = Span::new(start, piece.range().end).trimmed(content);
            found
                .parameters
                .push((name.trim().to_owned(), unquoted(place.of(content)), place));
        }
        found
    }

    /// The value of a parameter, and where it stands.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<(&[u8], Span)> {
        self.parameters
            .iter()
            .find(|(own, ..)| own == name)
            .map(|(_, value, span)| (value.as_slice(), *span))
    }

    /// Whether it has parts of its own.
    #[must_use]
    pub fn is_multipart(&self) -> bool {
        self.kind == "multipart"
    }
}

/// What stands between the semicolons, comments left out at the ends.
struct Pieces<'a> {
    content: &'a [u8],
    at: usize,
    end: usize,
}

impl Iterator for Pieces<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        if self.at >= self.end {
            return None;
        }
        let start = self.at;
        let mut text_end = start;
        let mut quoted = false;
        let mut escaped = false;
        let mut comment = 0_usize;
        while let Some(byte) = self.content.get(self.at).filter(|_| self.at < self.end) {
            self.at += 1;
            match byte {
                _ if std::mem::take(&mut escaped) => text_end = self.at,
                b'\\' if quoted || comment > 0 => escaped = true,
                b'"' if comment == 0 => {
                    quoted = !quoted;
                    text_end = self.at;
                }
                b'(' if !quoted => comment += 1,
                b')' if !quoted && comment > 0 => comment -= 1,
                b';' if !quoted && comment == 0 => break,
                _ if comment > 0 => {}
                _ => text_end = self.at,
            }
        }
        Some(Span::new(start, text_end).trimmed(self.content))
    }
}

fn lower(text: &[u8]) -> String {
    String::from_utf8_lossy(text).to_ascii_lowercase()
}

fn unquoted(value: &[u8]) -> Vec<u8> {
    let Some(inner) = value.strip_prefix(b"\"") else {
        return value.to_vec();
    };
    let inner = inner.strip_suffix(b"\"").unwrap_or(inner);
    let mut out = Vec::with_capacity(inner.len());
    let mut escaped = false;
    for byte in inner {
        if *byte == b'\\' && !escaped {
            escaped = true;
        } else {
            escaped = false;
            out.push(*byte);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn types_and_parameters_are_read() {
        for (text, expected) in [
            ("text/plain", "text/plain"),
            ("Text/PLAIN; Charset=utf-8", "text/plain charset=utf-8"),
            (
                "multipart/mixed;\r\n boundary=\"a;b \\\"c\"",
                "multipart/mixed boundary=a;b \"c",
            ),
            (
                "text/plain (hi; there); charset=x (y)",
                "text/plain charset=x",
            ),
            ("text", "text/"),
            ("", "/"),
            ("text/plain; charset", "text/plain"),
            ("text/plain;; format = flowed ;", "text/plain format=flowed"),
        ] {
            let read = ContentType::read(text.as_bytes(), Span::new(0, text.len()));
            let mut told = format!("{}/{}", read.kind, read.subtype);
            for (name, value, _) in &read.parameters {
                told.push_str(&format!(" {name}={}", String::from_utf8_lossy(value)));
            }
            assert_eq!(told, expected, "{text:?}");
        }
        let text = b"multipart/mixed; boundary=\"abc\"";
        let read = ContentType::read(text, Span::new(0, text.len()));
        assert_eq!(
            read.parameter("boundary"),
            Some((&b"abc"[..], Span::new(26, 31)))
        );
    }
}
