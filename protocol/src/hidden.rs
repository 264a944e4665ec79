//! Characters that do not show themselves, or that move and turn round what stands beside them.

/// Whether a character is a control, has no width, or changes the direction of writing (Unicode categories Cc, Cf, Zl, Zp,
/// and letters that are drawn as nothing).
#[must_use]
pub const fn is_hidden(character: char) -> bool {
    matches!(character as u32,
        0..=0x1f | 0x7f..=0x9f | 0xad | 0x034f | 0x0600..=0x0605 | 0x061c | 0x06dd | 0x070f | 0x115f..=0x1160
        | 0x17b4..=0x17b5 | 0x180b..=0x180f | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0x3164
        | 0xfe00..=0xfe0f | 0xfeff | 0xffa0 | 0xfff0..=0xfffb | 0x1bca0..=0x1bca3 | 0x1d173..=0x1d17a
        | 0xe0000..=0xe0fff)
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn controls_and_marks_of_direction_are_hidden_and_letters_are_not() {
        for character in (0..=0xff_u32).filter_map(char::from_u32) {
            assert!(
                !character.is_control() || is_hidden(character),
                "{character:?}"
            );
        }
        for character in "\u{202a}\u{202e}\u{2066}\u{2069}\u{200b}\u{feff}\u{e0041}".chars() {
            assert!(is_hidden(character), "{character:?}");
        }
        for character in "aZ ~é日🙂".chars() {
            assert!(!is_hidden(character), "{character:?}");
        }
    }
}
