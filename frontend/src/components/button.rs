//! A button that says in a word what it does.

use yew::prelude::*;

use super::icon::{Icon, icon};

/// A button of a class, with a sign before its word or without.
pub(super) fn button(
    class: &'static str,
    sign: Option<Icon>,
    word: String,
    onclick: impl Fn(MouseEvent) + 'static,
) -> Html {
    drawn(class, sign, word, onclick.into())
}

// Never inlined: two dozen buttons would each bring their own copy of how to make one.
#[inline(never)]
fn drawn(
    class: &'static str,
    sign: Option<Icon>,
    word: String,
    onclick: Callback<MouseEvent>,
) -> Html {
    html! {
        <button type="button" {class} {onclick}>
            if let Some(sign) = sign {
                { icon(sign) }
            }
            { word }
        </button>
    }
}
