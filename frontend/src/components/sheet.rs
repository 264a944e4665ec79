//! A side region as a sheet over the page of a narrow screen: what closes it, and where the focus goes.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};
use yew::prelude::*;

use super::desk::Desk;
use super::kept::{use_effect_of, use_kept};
use crate::state::{Action, Sheet};

/// What lies between an open sheet and the page: a tap on it closes the sheet. Where the region stands beside the page in
/// any case, it is not shown.
pub(super) fn veil(desk: &Desk, open: Option<Sheet>) -> Html {
    let Some(sheet) = open else {
        return Html::default();
    };
    let desk = desk.clone();
    let onclick = move |_: MouseEvent| desk.tell(Action::Sheet(None));
    html! { <div class={if sheet == Sheet::Help { "veil of-help" } else { "veil" }} aria-hidden="true" {onclick} /> }
}

/// Escape closes the sheet wherever the focus is, unless it has closed something else.
pub(super) fn close_with_escape(desk: &Desk) -> Option<EventListener> {
    let desk = desk.clone();
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "keydown", move |event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        let target = key.target_dyn_into::<Element>();
        let in_dialog = target.is_some_and(|target| is_within(&target, "dialog"));
        if key.key() == "Escape" && !key.default_prevented() && !in_dialog {
            desk.tell(Action::Sheet(None));
        }
    }))
}

/// The focus goes into a sheet that opens, and back to what opened it, unless something else has it by then.
#[hook]
pub(super) fn use_focus_of_sheet(open: Option<Sheet>) {
    let opener = use_kept(|| None::<HtmlElement>);
    use_effect_of(open, move |open| {
        let Some(document) = web_sys::window().and_then(|window| window.document()) else {
            return;
        };
        let focused = document.active_element();
        let is_free = focused
            .as_ref()
            .is_none_or(|focused| focused.tag_name() == "BODY" || is_within(focused, ".side"));
        if open.is_none() {
            if let Some(opener) = opener.as_ref().filter(|_| is_free) {
                focus(opener);
            }
            return;
        }
        if !is_free {
            opener.set(focused.and_then(|focused| focused.dyn_into().ok()));
        }
        // Beside the page it is not shown, and takes no focus.
        if let Some(close) = close_button(&document) {
            focus(&close);
        }
    });
}

fn close_button(document: &Document) -> Option<HtmlElement> {
    let found = document.query_selector(".side.is-open .sheet-head button");
    found.ok()??.dyn_into().ok()
}

fn is_within(element: &Element, selector: &str) -> bool {
    element.closest(selector).is_ok_and(|found| found.is_some())
}

fn focus(element: &HtmlElement) {
    // It fails only on what is not in the document.
    let _ = element.focus();
}
