//! A text cut into lines that know where they stand.

use memchr::memchr;

use crate::span::Span;

/// One line of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextLine {
    /// The text: no line end, and no dot that was put in front for the way.
    pub span: Span,
    /// Where the line begins, a dot put in front included.
    pub start: usize,
    /// Where the next line begins.
    pub next: usize,
}

impl TextLine {
    /// Whether nothing stands on it.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.span.is_empty()
    }
}

/// The lines of a text, from some place on.
#[derive(Clone, Debug)]
pub struct TextLines<'a> {
    pub(super) content: &'a [u8],
    pub(super) at: usize,
    stuffed: bool,
}

impl<'a> TextLines<'a> {
    /// The lines of `content` that begin at `at` or behind it.
    #[must_use]
    pub const fn new(content: &'a [u8], at: usize, stuffed: bool) -> Self {
        Self {
            content,
            at,
            stuffed,
        }
    }

    /// The octets of a line.
    #[must_use]
    pub fn of(&self, line: TextLine) -> &'a [u8] {
        self.content.get(line.span.range()).unwrap_or_default()
    }
}

impl Iterator for TextLines<'_> {
    type Item = TextLine;

    fn next(&mut self) -> Option<TextLine> {
        let rest = self.content.get(self.at..)?;
        if rest.is_empty() {
            return None;
        }
        let (text, next) = match memchr(b'\n', rest) {
            Some(end) => {
                let text = rest.get(..end).unwrap_or_default();
                (text.strip_suffix(b"\r").unwrap_or(text), end + 1)
            }
            None => (rest, rest.len()),
        };
        let start = self.at;
        let dot = usize::from(self.stuffed && text.len() > 1 && text.starts_with(b"."));
        self.at += next;
        Some(TextLine {
            span: Span::new(start + dot, start + text.len()),
            start,
            next: self.at,
        })
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn lines_know_where_they_stand() {
        let content = b"a\r\n..b\n\r\nc";
        let found: Vec<_> = TextLines::new(content, 0, true)
            .map(|line| (line.start, line.span.range(), line.next))
            .collect();
        assert_eq!(
            found,
            [(0, 0..1, 3), (3, 4..6, 7), (7, 7..7, 9), (9, 9..10, 10)]
        );
        assert_eq!(
            TextLines::new(content, 3, false)
                .next()
                .map(|line| line.span),
            Some(Span::new(3, 6))
        );
        assert!(TextLines::new(content, 10, true).next().is_none());
        assert!(TextLines::new(content, 99, true).next().is_none());
    }
}
