//! What is left when the page's program stops: the box that `index.html` holds ready, with the transcript in it.
//!
//! Yew has no error boundary: one panic and no component answers any more. The hook is set before the first render, or
//! Yew sets its own.

use std::cell::RefCell;
use std::rc::Rc;

use ehlo_protocol::transcript::Transcript;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, HtmlTextAreaElement};

use crate::words::text;

thread_local! {
    /// What was said so far, for the box.
    static KEPT: RefCell<Rc<Transcript>> = RefCell::default();
}

/// Writes the words into the box and sets the hook that shows it.
pub(crate) fn prepare() {
    if let Some(document) = document() {
        for (id, name) in [
            ("crash-title", "page-crash"),
            ("crash-next", "page-crash.next"),
            ("crash-label", "page-crash.transcript"),
        ] {
            if let Some(element) = document.get_element_by_id(id) {
                element.set_text_content(Some(&text(name)));
            }
        }
    }
    yew::set_custom_panic_hook(Box::new(|info| {
        web_sys::console::error_1(&JsValue::from(info.to_string()));
        show();
    }));
}

/// Keeps what was said, in case of the worst.
pub(crate) fn keep(transcript: &Rc<Transcript>) {
    KEPT.with(|kept| {
        if let Ok(mut kept) = kept.try_borrow_mut() {
            *kept = Rc::clone(transcript);
        }
    });
}

fn show() {
    let Some(document) = document() else { return };
    if let Some(shown) = document.get_element_by_id("crash") {
        // First of all: what follows could fail as well.
        let _ = shown.remove_attribute("hidden");
    }
    let kept = KEPT.with(|kept| {
        kept.try_borrow()
            .map(|kept| kept.to_text())
            .unwrap_or_default()
    });
    if let Some(field) = document.get_element_by_id("crash-transcript")
        && let Ok(field) = field.dyn_into::<HtmlTextAreaElement>()
    {
        field.set_value(&kept);
        let _ = field.focus();
    }
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}
