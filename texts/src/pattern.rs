//! A pattern: what stands behind a name, words with places for values and choices between words.
//!
//! Of Fluent's language this is what texts need, read where it stands: `{ $value }`, `{ "literal" }`, and
//! `{ $value -> [key] words *[other] words }`, each within the other. What else stands in braces stays as it is, so that
//! a gap is seen and not fatal.

use super::{Language, Value};

/// What may surround a pattern and counts for nothing.
const BLANK: [char; 3] = [' ', '\n', '\r'];

/// The pattern in words, with the values in their places.
pub(super) fn filled(pattern: &str, language: Language, values: &[(&str, Value)]) -> String {
    let mut filling = Filling {
        language,
        values,
        words: String::with_capacity(pattern.len()),
    };
    filling.pattern(pattern);
    filling.words
}

struct Filling<'values> {
    language: Language,
    values: &'values [(&'values str, Value)],
    words: String,
}

impl<'values> Filling<'values> {
    fn pattern(&mut self, pattern: &str) {
        let mut rest = pattern.trim_matches(BLANK);
        while let Some((words, behind)) = rest.split_once('{') {
            self.words.push_str(words);
            let end = end(behind, true, |sign, _| sign == b'}');
            let (inside, behind) = behind.split_at(end);
            self.place(inside);
            rest = behind.strip_prefix('}').unwrap_or_default();
        }
        self.words.push_str(rest);
    }

    /// What stands between two braces.
    fn place(&mut self, inside: &str) {
        let inside = inside.trim_matches(BLANK);
        if let Some(literal) = inside.strip_prefix('"') {
            self.words
                .push_str(literal.strip_suffix('"').unwrap_or(literal));
        } else if let Some((name, variants)) = inside.split_once("->") {
            let value = self.value(name.trim_end_matches(BLANK));
            self.pattern(chosen(variants, self.language, value));
        } else {
            match self.value(inside) {
                Some(Value::Text(text)) => self.words.push_str(text),
                Some(Value::Number(number)) => self.words.push_str(&number.to_string()),
                None => self.words.extend(["{", inside, "}"]),
            }
        }
    }

    fn value(&self, name: &str) -> Option<&'values Value> {
        let name = name.strip_prefix('$')?;
        let value = self.values.iter().find(|(own, _)| *own == name);
        value.map(|(_, value)| value)
    }
}

/// The pattern of the variant that the value chooses, or of the one with the asterisk.
fn chosen<'text>(variants: &'text str, language: Language, value: Option<&Value>) -> &'text str {
    let mut otherwise = "";
    let mut rest = variants.trim_start_matches(BLANK);
    while let Some((key, behind)) = rest.split_once(']') {
        let end = end(behind, false, |sign, after| {
            sign == b'\n' && begins_variant(after)
        });
        let (pattern, next) = behind.split_at(end);
        if value.is_some_and(|value| value.chooses(key.trim_start_matches(['*', '[']), language)) {
            return pattern;
        }
        if key.starts_with('*') {
            otherwise = pattern;
        }
        rest = next.trim_start_matches(BLANK);
    }
    otherwise
}

fn begins_variant(text: &str) -> bool {
    text.trim_start_matches(BLANK).starts_with(['*', '['])
}

impl Value {
    fn chooses(&self, key: &str, language: Language) -> bool {
        match self {
            // A key of digits is a number, which no text is.
            Self::Text(text) => text == key && !key.starts_with(|sign: char| sign.is_ascii_digit()),
            Self::Number(number) => number.to_string() == key || language.plural(*number) == key,
        }
    }
}

/// Where the first sign stands that ends what `text` begins, outside of braces and literals of its own. The sign is
/// judged with what follows it; `opened` says whether a brace stands right before `text`.
fn end(text: &str, mut opened: bool, ends: impl Fn(u8, &str) -> bool) -> usize {
    let mut depth = 0_usize;
    let mut quoted = false;
    for (at, sign) in text.bytes().enumerate() {
        if quoted {
            quoted = sign != b'"';
            continue;
        }
        if depth == 0 && ends(sign, text.get(at + 1..).unwrap_or_default()) {
            return at;
        }
        match sign {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'"' => quoted = opened,
            _ => {}
        }
        opened = sign == b'{' || opened && sign == b' ';
    }
    text.len()
}
