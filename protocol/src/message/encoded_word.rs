//! Words that are not ASCII, written in ASCII: `=?UTF-8?Q?Gr=C3=BC=C3=9Fe?=` (RFC 2047).

/// Longest encoded word, in octets (RFC 2047 §2).
const MAX_WORD: usize = 75;

const START: &str = "=?UTF-8?Q?";
const END: &str = "?=";

/// A text as encoded words, folded between them. A text that is ASCII stays as it is.
#[must_use]
pub fn encode(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let room = MAX_WORD - START.len() - END.len();
    let mut words = vec![String::new()];
    // A character is never divided between two words (RFC 2047 §5).
    for character in text.chars() {
        let octets = encode_character(character);
        if words
            .last()
            .is_none_or(|word| word.len() + octets.len() > room)
        {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push_str(&octets);
        }
    }
    let words: Vec<String> = words
        .iter()
        .map(|word| format!("{START}{word}{END}"))
        .collect();
    words.join("\r\n ")
}

fn encode_character(character: char) -> String {
    match character {
        ' ' => "_".to_owned(),
        'A'..='Z' | 'a'..='z' | '0'..='9' | '!' | '*' | '+' | '-' | '/' => character.to_string(),
        _ => {
            let mut buffer = [0; 4];
            character
                .encode_utf8(&mut buffer)
                .bytes()
                .map(|octet| format!("={octet:02X}"))
                .collect()
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn text_becomes_words_of_ascii() {
        assert_eq!(encode("Hello"), "Hello");
        assert_eq!(
            encode("Grüße, Bob?"),
            "=?UTF-8?Q?Gr=C3=BC=C3=9Fe=2C_Bob=3F?="
        );
        let long = encode(&"ü".repeat(30));
        for word in long.split("\r\n ") {
            assert!(word.len() <= MAX_WORD && word.is_ascii(), "{word}");
            let inner = word
                .strip_prefix(START)
                .and_then(|word| word.strip_suffix(END));
            assert_eq!(inner.map(|inner| inner.len() % 6), Some(0), "{word}");
        }
    }
}
