//! The page: a workbench for one SMTP conversation.
//!
//! [`App`] is the whole of it. What the page knows is one [`state`] that a pure reducer changes; what it does to the
//! outside goes through the [`link`] module's driver; the components draw the one and call the other.

mod clock;
mod components;
mod crash;
mod link;
mod measure;
mod place;
mod received;
mod state;
mod visible;
mod words;

pub use components::App;

/// Starts the page in its place of the document.
pub fn start() {
    crash::prepare();
    let place = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("page"));
    if let Some(place) = place {
        yew::Renderer::<App>::with_root(place).render();
    }
}
