//! The sentences of the catalogue, so that no test copies one.

use ehlo_texts::{Language, Texts, Value};

/// The text called `name`; a test that asks for one that is not there fails.
pub fn text(name: &str) -> String {
    text_with(name, &[])
}

/// The text called `name` with values put into its places.
pub fn text_with(name: &str, values: &[(&str, Value)]) -> String {
    Texts::new(Language::English)
        .find(name, values)
        .unwrap_or_else(|| panic!("no text called {name}"))
}
