//! A line of the text as a terminal can show it.

use std::ops::Range;

use ehlo_protocol::secret::MASK;

/// A line of the text, with what is no UTF-8 made visible and secrets masked. It knows where each octet went.
pub(super) struct ShownLine {
    pub(super) text: String,
    /// For each octet of the line, and for its end, the place in the text.
    places: Vec<usize>,
}

impl ShownLine {
    /// Shows a line whose octets in `secrets` must not be seen.
    pub(super) fn new(line: &[u8], secrets: &[Range<usize>]) -> Self {
        let mut shown = Self {
            text: String::new(),
            places: Vec::with_capacity(line.len() + 1),
        };
        let mut place = 0;
        for secret in secrets {
            let end = secret.end.min(line.len());
            let start = secret.start.min(end);
            if start < place {
                continue;
            }
            shown.push(line.get(place..start).unwrap_or_default());
            shown.places.resize(end, shown.text.len());
            shown.text.push_str(MASK);
            place = end;
        }
        shown.push(line.get(place..).unwrap_or_default());
        shown.places.push(shown.text.len());
        shown
    }

    /// Where octets of the line stand in the text: whole characters, and the whole mask where they touch a secret.
    pub(super) fn range(&self, columns: &Range<usize>) -> Range<usize> {
        let end_of_text = self.text.len();
        let place = |column: usize| self.places.get(column).copied().unwrap_or(end_of_text);
        let start = place(columns.start);
        let mut end = place(columns.end).max(start);
        // An octet within a character or a secret ends where that ends.
        if columns.end > columns.start && end == place(columns.end - 1) {
            let behind = self.places.iter().find(|place| **place > end);
            end = behind.copied().unwrap_or(end_of_text);
        }
        start..end
    }

    fn push(&mut self, octets: &[u8]) {
        for chunk in octets.utf8_chunks() {
            for character in chunk.valid().chars() {
                let octets = character.len_utf8();
                self.places
                    .resize(self.places.len() + octets, self.text.len());
                self.text.push(character);
            }
            for octet in chunk.invalid() {
                self.places.push(self.text.len());
                self.text.push_str(&format!("\\x{octet:02x}"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::slice;

    use super::*;

    fn shown(line: &[u8], columns: Range<usize>) -> (String, String) {
        let line = ShownLine::new(line, &[]);
        let marked = line.text[line.range(&columns)].to_owned();
        (line.text, marked)
    }

    #[test]
    fn octets_are_marked_as_whole_characters() {
        for (line, columns, text, marked) in [
            (&b"MAIL x"[..], 0..4, "MAIL x", "MAIL"),
            (b"MAIL x", 6..6, "MAIL x", ""),
            (b"MAIL x", 6..9, "MAIL x", ""),
            ("é日x".as_bytes(), 0..2, "é日x", "é"),
            ("é日x".as_bytes(), 1..2, "é日x", "é"),
            ("é日x".as_bytes(), 3..4, "é日x", "日"),
            ("é日x".as_bytes(), 5..6, "é日x", "x"),
            (b"a\xff\xfeb", 1..2, "a\\xff\\xfeb", "\\xff"),
            (b"a\xff\xfeb", 2..4, "a\\xff\\xfeb", "\\xfeb"),
        ] {
            assert_eq!(
                shown(line, columns.clone()),
                (text.to_owned(), marked.to_owned()),
                "{line:?} {columns:?}"
            );
        }
    }

    #[test]
    fn secrets_are_masked_and_what_stands_behind_keeps_its_place() {
        let line = ShownLine::new(b"C: AUTH PLAIN AGFu x", slice::from_ref(&(14..18)));
        assert_eq!(line.text, "C: AUTH PLAIN [secret] x");
        for (columns, marked) in [
            (3..7, "AUTH"),
            (14..18, "[secret]"),
            (15..16, "[secret]"),
            (19..20, "x"),
        ] {
            assert_eq!(&line.text[line.range(&columns)], marked);
        }
        let long = ShownLine::new(b"C: YW5u", slice::from_ref(&(3..99)));
        assert_eq!(long.text, "C: [secret]");
    }
}
