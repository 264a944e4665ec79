//! Where the octets of what was said stand in the line of text that says so.

/// For each octet that a line of text stands for, its place in the line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Columns {
    /// The line stands for no octets.
    #[default]
    None,
    /// The octets stand there as they are, from this offset to the end of the line; what is beyond is the ending.
    From(usize),
    /// The octets stand there as they are, from the first offset up to the second; what is beyond is the ending.
    Between(usize, usize),
    /// Octets written with escapes: where each begins and, last, where the text ends.
    Each(Vec<usize>),
}

impl Columns {
    /// Where octet number `octet` begins, in a line of `length` octets.
    #[must_use]
    pub fn of(&self, octet: usize, length: usize) -> usize {
        let column = match self {
            Self::None => 0,
            Self::From(start) => start.saturating_add(octet),
            Self::Between(start, end) => start.saturating_add(octet).min(*end),
            Self::Each(starts) => starts
                .get(octet)
                .or_else(|| starts.last())
                .copied()
                .unwrap_or_default(),
        };
        column.min(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn no_column_lies_outside_its_line() {
        for (columns, expected) in [
            (Columns::None, [0, 0, 0]),
            (Columns::From(3), [3, 4, 5]),
            (Columns::Between(1, 2), [1, 2, 2]),
            (Columns::Each(vec![1, 5, 6]), [1, 5, 5]),
            (Columns::Each(Vec::new()), [0, 0, 0]),
        ] {
            let found = [0, 1, 9].map(|octet| columns.of(octet, 5));
            assert_eq!(found, expected, "{columns:?}");
        }
        assert_eq!(Columns::From(usize::MAX).of(usize::MAX, 5), 5);
    }
}
