//! The catalogue of texts, as the components use it.

use std::cell::OnceCell;

use ehlo_texts::{Language, Texts, Value};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

thread_local! {
    static TEXTS: OnceCell<Texts> = const { OnceCell::new() };
}

/// Uses these texts from now on; those that came first stay.
pub fn use_texts(texts: Texts) {
    TEXTS.with(|used| {
        let _ = used.set(texts);
    });
}

/// Fetches the texts of a language: they lie beside the page, in `texts/` and the language's tag.
pub(crate) async fn fetch(language: Language) -> Result<Texts, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let stamp = language.stamp().to_string();
    // The browser begins with all of them at once; only then are they waited for, one after the other.
    let asked: Vec<_> = language
        .page_files()
        .iter()
        .map(|name| {
            window.fetch_with_str(&["texts/", language.tag(), "/", name, "?", &stamp].concat())
        })
        .collect();
    let mut sources = Vec::new();
    for answer in asked {
        let answer: Response = JsFuture::from(answer).await?.dyn_into()?;
        if !answer.ok() {
            return Err(JsValue::from(answer.url()));
        }
        let text = JsFuture::from(answer.text()?).await?;
        sources.push(text.as_string().ok_or(JsValue::NULL)?);
    }
    Ok(Texts::read(language, sources))
}

/// The text called `name`.
pub(crate) fn text(name: &str) -> String {
    text_with(name, &[])
}

/// The text called `name` with values put into its places.
pub(crate) fn text_with(name: &str, values: &[(&str, Value)]) -> String {
    with(|texts| texts.text_with(name, values)).unwrap_or_default()
}

/// The text called `name`, or nothing where there is none.
pub(crate) fn find(name: &str, values: &[(&str, Value)]) -> Option<String> {
    with(|texts| texts.find(name, values)).flatten()
}

fn with<T>(read: impl FnOnce(&Texts) -> T) -> Option<T> {
    TEXTS.with(|used| {
        // Tests need no server to bring them their words.
        #[cfg(test)]
        used.get_or_init(|| Texts::new(Language::English));
        used.get().map(read)
    })
}
