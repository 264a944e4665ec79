//! A dialog over the page.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::kept::use_effect_of;

/// The place for a `<dialog>`: the dialog put there is shown over the page, or closed, as `shown` says.
#[hook]
pub(super) fn use_dialog(shown: bool) -> NodeRef {
    let place = use_node_ref();
    let dialog = place.clone();
    use_effect_of(shown, move |shown| {
        let Some(dialog) = dialog.cast::<HtmlDialogElement>() else {
            return;
        };
        if *shown && !dialog.open() {
            // It fails only on a dialog that is not in the document.
            let _ = dialog.show_modal();
        } else if !*shown && dialog.open() {
            dialog.close();
        }
    });
    place
}
