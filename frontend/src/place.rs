//! Places in a text: the browser counts UTF-16 units, everything else here counts octets of UTF-8.

/// The octet offset of the place `units` UTF-16 units into `text`; never inside a character, never behind the end.
pub(crate) fn octets(text: &str, units: usize) -> usize {
    let mut counted = 0;
    for (offset, character) in text.char_indices() {
        if counted >= units {
            return offset;
        }
        counted += character.len_utf16();
    }
    text.len()
}

/// The UTF-16 units before the octet offset `place` of `text`.
pub(crate) fn units(text: &str, place: usize) -> usize {
    text.char_indices()
        .take_while(|(offset, _)| *offset < place)
        .map(|(_, character)| character.len_utf16())
        .sum()
}

/// The nearest offset at or before `place` that lies between two characters of `text`.
pub(crate) fn boundary(text: &str, place: usize) -> usize {
    let mut place = place.min(text.len());
    while !text.is_char_boundary(place) {
        place -= 1;
    }
    place
}

/// `text` with `insert` in place of the octets `start..end`, and the offset behind what was inserted.
pub(crate) fn replaced(text: &str, start: usize, end: usize, insert: &str) -> (String, usize) {
    let start = boundary(text, start);
    let end = boundary(text, end.max(start));
    let head = text.get(..start).unwrap_or_default();
    let tail = text.get(end..).unwrap_or_default();
    ([head, insert, tail].concat(), start + insert.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_and_octets_lead_to_the_same_place() {
        let text = "aé😀z";
        for (units_before, octets_before) in [(0, 0), (1, 1), (2, 3), (4, 7), (5, 8)] {
            assert_eq!(octets(text, units_before), octets_before);
            assert_eq!(units(text, octets_before), units_before);
        }
        assert_eq!(octets(text, 99), text.len());
        assert_eq!(units(text, 99), 5);
    }

    #[test]
    fn what_is_replaced_never_cuts_a_character() {
        assert_eq!(
            replaced("MAIL FROM: <a>", 10, 11, ""),
            ("MAIL FROM:<a>".to_owned(), 10)
        );
        assert_eq!(replaced("é", 1, 2, "e"), ("e".to_owned(), 1));
        assert_eq!(replaced("ab", 9, 9, "c"), ("abc".to_owned(), 3));
    }
}
