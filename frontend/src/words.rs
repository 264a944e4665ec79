//! The catalogue of texts, as the components use it.

use std::cell::OnceCell;

use ehlo_texts::{Language, Texts, Value};
use futures_util::future::try_join_all;
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
    let sources = language.page_files().iter().map(|name| {
        fetch_file(format!(
            "texts/{}/{name}?{:x}",
            language.tag(),
            language.stamp()
        ))
    });
    Ok(Texts::read(language, try_join_all(sources).await?))
}

async fn fetch_file(address: String) -> Result<String, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let answer: Response = JsFuture::from(window.fetch_with_str(&address))
        .await?
        .dyn_into()?;
    if !answer.ok() {
        return Err(JsValue::from(address));
    }
    let text = JsFuture::from(answer.text()?).await?;
    text.as_string().ok_or(JsValue::NULL)
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
