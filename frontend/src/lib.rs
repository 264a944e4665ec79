//! The page: a workbench for one SMTP conversation.
//!
//! [`App`] is the whole of it. What the page knows is one [`state`] that a pure reducer changes; what it does to the
//! outside goes through the [`link`] module's driver; the components draw the one and call the other.

pub mod annex;
mod clock;
mod components;
mod crash;
mod link;
mod measure;
mod place;
mod quoted;
mod random;
mod received;
mod say;
mod sign_in;
mod state;
pub mod tls;
mod visible;
mod words;

use ehlo_texts::Language;

pub use components::App;
pub use words::use_texts;

/// Fetches the page's words, then starts the page in its place of the document.
pub fn start() {
    wasm_bindgen_futures::spawn_local(async {
        match words::fetch(Language::English).await {
            Ok(texts) => {
                use_texts(texts);
                show();
            }
            Err(fault) => {
                web_sys::console::error_1(&fault);
                reveal("texts-missing");
            }
        }
    });
}

fn show() {
    crash::prepare();
    if let Some(place) = element("page") {
        yew::Renderer::<App>::with_root(place).render();
        annex::load_ahead();
    }
}

/// Shows a sentence that stands ready in the HTML, for when there are no words to be had.
fn reveal(id: &str) {
    if let Some(sentence) = element(id) {
        let _ = sentence.remove_attribute("hidden");
    }
}

fn element(id: &str) -> Option<web_sys::Element> {
    web_sys::window()?.document()?.get_element_by_id(id)
}
