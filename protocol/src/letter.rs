//! Small letters, for those alphabets whose rule is a line of code.
//!
//! Unicode's own tables, behind `str::to_lowercase` and `char::is_alphanumeric`, would be 5 KB of the page. What is
//! said here agrees with them: the tests go through every character there is.

use std::ops::RangeInclusive;

/// Letters of scripts that have no capitals.
const WITHOUT_CAPITALS: &[RangeInclusive<char>] = &[
    'א'..='ת',
    'ؠ'..='ي',
    'अ'..='ह',
    'ก'..='ะ',
    'ぁ'..='ゖ',
    'ァ'..='ヺ',
    'ー'..='ー',
    '㐀'..='䶿',
    '一'..='鿿',
    '가'..='힣',
];

/// The small letter of an ASCII, Latin, Greek, Cyrillic or Armenian letter; any other character as it is.
#[must_use]
pub fn small(character: char) -> char {
    let code = u32::from(character);
    let small = match character {
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' | 'Α'..='Ρ' | 'Σ'..='Ϋ' | 'А'..='Я' => {
            code + 32
        }
        // Capital and small letter in turns.
        'Ā'..='į' | 'Ĳ'..='ķ' | 'Ŋ'..='ŷ' | 'Ҋ'..='ҿ' | 'Ӑ'..='ԯ' => code | 1,
        'Ĺ'..='ň' | 'Ź'..='ž' | 'Ӂ'..='ӎ' => code + code % 2,
        'Ÿ' => 0xff,
        'Ά' => 0x3ac,
        'Έ'..='Ί' => code + 37,
        'Ό' => 0x3cc,
        'Ύ' | 'Ώ' => code + 63,
        'Ѐ'..='Џ' => code + 80,
        'Ӏ' => 0x4cf,
        'Ա'..='Ֆ' => code + 48,
        _ => code,
    };
    char::from_u32(small).unwrap_or(character)
}

/// Whether this is a small letter or a digit, or of a script without capitals, as far as is known here.
#[must_use]
pub fn is_small(character: char) -> bool {
    match character {
        '0'..='9' | 'a'..='z' | 'ß'..='ö' | 'ø'..='ÿ' => true,
        'ά'..='ώ' | 'а'..='џ' | 'ա'..='ֆ' => true,
        // The Turkish capital becomes two characters.
        'İ' => false,
        'Ā'..='ž' | 'Ҋ'..='ԯ' => small(character) == character,
        _ => WITHOUT_CAPITALS
            .iter()
            .any(|letters| letters.contains(&character)),
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn what_is_known_here_unicode_knows_too() {
        let mut known = 0;
        for character in '\0'..=char::MAX {
            let letter = small(character);
            if letter != character {
                assert!(character.to_lowercase().eq([letter]), "{character:?}");
            }
            if is_small(character) {
                assert!(character.is_alphanumeric(), "{character:?}");
                assert!(character.to_lowercase().eq([character]), "{character:?}");
                assert_eq!(letter, character);
                known += 1;
            }
        }
        assert!(known > 39_000, "{known}");
    }

    #[test]
    fn the_capitals_of_the_common_alphabets_are_known() {
        for capital in ('A'..='Z')
            .chain('À'..='Þ')
            .chain('Ā'..='Ž')
            .chain('Ά'..='Ϋ')
            .chain('Ѐ'..='Я')
            .chain('Ҋ'..='Ԯ')
            .chain('Ա'..='Ֆ')
        {
            let letter: Vec<char> = capital.to_lowercase().collect();
            // Only the Turkish capital I with a dot becomes two characters.
            if letter.len() == 1 {
                assert_eq!(small(capital), letter[0], "{capital:?}");
            }
        }
    }
}
