//! A paragraph in one of the page's tones.

use yew::prelude::*;

/// What the page says.
pub(super) fn plain(said: String) -> Html {
    toned("", said)
}

/// What the page says beside the point.
pub(super) fn hint(said: String) -> Html {
    toned("hint", said)
}

/// What will stand in an empty place.
pub(super) fn empty(said: String) -> Html {
    toned("empty", said)
}

// Never inlined: dozens of paragraphs would each bring their own copy of how to make one.
#[inline(never)]
fn toned(class: &'static str, said: String) -> Html {
    html! { <p {class}>{ said }</p> }
}
