//! JSON, read and written by the browser: it has a parser on board, and a second one would be a twentieth of the page.

use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::JsValue;

/// A value that came as JSON.
pub(super) struct Json(JsValue);

impl Json {
    /// Reads a text. Nothing where it is no JSON.
    pub(super) fn read(text: &str) -> Option<Self> {
        JSON::parse(text).ok().map(Self)
    }

    /// The field of an object. Nothing where it is absent or null.
    pub(super) fn field(&self, name: &str) -> Option<Self> {
        let value = Reflect::get(&self.0, &JsValue::from_str(name)).ok()?;
        (!value.is_undefined() && !value.is_null()).then_some(Self(value))
    }

    /// A text.
    pub(super) fn text(&self) -> Option<String> {
        self.0.as_string()
    }

    /// A truth value.
    pub(super) fn flag(&self) -> Option<bool> {
        self.0.as_bool()
    }

    /// A whole number.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "what is not a whole number of its range is refused before"
    )]
    pub(super) fn number(&self) -> Option<u64> {
        let number = self.0.as_f64()?;
        ((0.0..MOST).contains(&number) && number.trunc() == number).then_some(number as u64)
    }

    /// The items of a list.
    pub(super) fn items(&self) -> Option<Vec<Self>> {
        Array::is_array(&self.0).then(|| Array::from(&self.0).iter().map(Self).collect())
    }
}

/// A text as JSON, quotes and all.
pub(super) fn quoted(text: &str) -> String {
    JSON::stringify(&JsValue::from_str(text))
        .ok()
        .map(String::from)
        .unwrap_or_default()
}

/// Up to here every whole number is its own in JSON as browsers read it: 2^53.
const MOST: f64 = 9_007_199_254_740_992.0;
