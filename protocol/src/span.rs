//! Where in a line something stands.

use std::ops::Range;

/// A range of octets of one line or one block of text: from `start`, up to and not including `end`.
///
/// Offsets are `u32`, so that a span is as small as a pointer; no text of this crate reaches 4 GiB. Larger offsets are
/// held at the end of that range.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// Offset of the first octet.
    pub start: u32,
    /// Offset behind the last octet; never before `start`.
    pub end: u32,
}

impl Span {
    /// The octets `start..end`; empty at `start` where `end` lies before it.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let start = offset(start);
        Self {
            start,
            end: offset(end).max(start),
        }
    }

    /// The empty span at an offset: a place where something is missing.
    #[must_use]
    pub fn at(place: usize) -> Self {
        Self::new(place, place)
    }

    /// The octets of `text` that the span covers, as far as they exist.
    #[must_use]
    pub fn of(self, text: &[u8]) -> &[u8] {
        let end = text.len().min(self.end as usize);
        let start = end.min(self.start as usize);
        text.get(start..end).unwrap_or_default()
    }

    /// The same as a range, to index with.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// How many octets it covers.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Whether it covers nothing: a place between two octets.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether the octet at `place` is covered.
    #[must_use]
    pub const fn contains(self, place: usize) -> bool {
        self.start as usize <= place && place < self.end as usize
    }

    /// The same octets as seen from a text that has `by` more octets in front.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self::new(
            (self.start as usize).saturating_add(by),
            (self.end as usize).saturating_add(by),
        )
    }

    /// The same without the white space of `text` at its ends.
    #[must_use]
    pub fn trimmed(self, text: &[u8]) -> Self {
        let covered = self.of(text);
        let inner = covered.trim_ascii_start();
        let start = self.range().start + covered.len() - inner.len();
        Self::new(start, start + inner.trim_ascii_end().len())
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

fn offset(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn takes_its_octets_out_of_a_text() {
        let text = b"MAIL FROM:<>";
        assert_eq!(Span::new(5, 10).of(text), b"FROM:");
        assert_eq!(Span::new(5, 10).range(), 5..10);
        assert_eq!(Span::new(5, 10).len(), 5);
        assert!(Span::new(5, 10).contains(9) && !Span::new(5, 10).contains(10));
        assert!(Span::at(3).is_empty() && Span::at(3).of(text).is_empty());
    }

    #[test]
    fn never_reaches_outside_a_text() {
        assert_eq!(Span::new(3, 99).of(b"abcd"), b"d");
        assert_eq!(Span::new(9, 99).of(b"abcd"), b"");
        assert_eq!(Span::new(7, 3), Span::at(7));
        assert_eq!(Span { start: 3, end: 1 }.of(b"abcd"), b"");
        assert_eq!(Span { start: 3, end: 1 }.len(), 0);
        assert_eq!(Span::new(usize::MAX, usize::MAX).len(), 0);
    }

    #[test]
    fn moves_and_joins() {
        assert_eq!(Span::new(0, 6).trimmed(b" \r\na b "), Span::new(3, 6));
        assert_eq!(Span::new(0, 2).trimmed(b"  x"), Span::at(2));
        assert_eq!(Span::new(1, 2).shifted(10), Span::new(11, 12));
        assert_eq!(Span::new(8, 9).to(Span::new(1, 2)), Span::new(1, 9));
        assert_eq!(Span::from(2..4), Span::new(2, 4));
    }
}
