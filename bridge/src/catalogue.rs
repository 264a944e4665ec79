//! The words of the bridge, from the catalogue of texts.

use ehlo_protocol::tunnel::Refusal;
use ehlo_texts::{Language, Texts, Value};

thread_local! {
    // The formatter keeps plural rules in a cell of its own, so each thread has one.
    static TEXTS: Texts = Texts::new(Language::English);
}

/// The text called `name`.
#[must_use]
pub fn text(name: &str) -> String {
    TEXTS.with(|texts| texts.text(name))
}

/// The text called `name` with values put into its places.
#[must_use]
pub fn text_with(name: &str, values: &[(&str, Value)]) -> String {
    TEXTS.with(|texts| texts.text_with(name, values))
}

/// The text called `name`, or nothing where there is none.
#[must_use]
pub fn find(name: &str) -> Option<String> {
    TEXTS.with(|texts| texts.find(name, &[]))
}

/// What happened and what to try next, in one paragraph.
#[must_use]
pub fn refusal(code: Refusal) -> String {
    let name = format!("refusal-{}", code.name());
    format!("{} {}", text(&name), text(&format!("{name}.next")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_a_sentence_and_a_next_step() {
        for code in Refusal::ALL {
            let name = format!("refusal-{}", code.name());
            for name in [name.clone(), format!("{name}.next")] {
                let sentence = find(&name);
                assert!(
                    sentence.as_deref().is_some_and(|text| text.ends_with('.')),
                    "{name}: {sentence:?}"
                );
            }
        }
    }
}
