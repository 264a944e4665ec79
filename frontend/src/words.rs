//! The catalogue of texts, as the components use it.

use ehlo_texts::{Language, Texts, Value};

thread_local! {
    static TEXTS: Texts = Texts::new(Language::English);
}

/// The text called `name`.
pub(crate) fn text(name: &str) -> String {
    TEXTS.with(|texts| texts.text(name))
}

/// The text called `name` with values put into its places.
pub(crate) fn text_with(name: &str, values: &[(&str, Value)]) -> String {
    TEXTS.with(|texts| texts.text_with(name, values))
}

/// The text called `name`, or nothing where there is none.
pub(crate) fn find(name: &str, values: &[(&str, Value)]) -> Option<String> {
    TEXTS.with(|texts| texts.find(name, values))
}
