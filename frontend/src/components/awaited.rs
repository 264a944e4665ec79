//! A part of the page that is being loaded, in the place where it will stand.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::button::button;
use super::desk::use_desk;
use super::dialog::use_dialog;
use super::icon::Icon;
use super::kept::{use_effect_of, use_kept};
use super::paragraph::hint;
use crate::annex::{self, Annex};
use crate::state::Action;
use crate::words::text;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) annex: Annex,
    /// Whether the page can do without it.
    pub(super) closable: bool,
}

/// Waits for an annex, then has the page drawn anew. Where it does not come, that is said, and it can be asked for again.
#[component]
pub(super) fn Awaited(props: &Props) -> Html {
    let desk = use_desk();
    let failed = use_kept(|| false);
    let attempt = use_kept(|| 0_u32);
    {
        let (desk, failed, annex) = (desk.clone(), failed.clone(), props.annex);
        use_effect_of(*attempt, move |_| {
            spawn_local(async move {
                if annex::need(annex).await {
                    desk.tell(Action::Arrived);
                } else {
                    failed.set(true);
                }
            });
        });
    }
    if !*failed {
        return hint(text("page-awaited"));
    }
    let again = {
        let (failed, attempt) = (failed.clone(), attempt.clone());
        move |_: MouseEvent| {
            failed.set(false);
            attempt.set(*attempt + 1);
        }
    };
    let close = props.closable.then(|| {
        let annex = props.annex;
        let close = move |_: MouseEvent| desk.tell(without(annex));
        button("quiet", Some(Icon::Close), text("page-close"), close)
    });
    html! {
        <div class="card is-trouble" role="alert">
            <p><strong>{ text("page-awaited.failed") }</strong></p>
            { hint(text("page-awaited.next")) }
            <div class="card-buttons">
                { button("primary", Some(Icon::Again), text("page-awaited-again"), again) }
                { close }
            </div>
        </div>
    }
}

/// What makes the page do without an annex.
const fn without(annex: Annex) -> Action {
    match annex {
        Annex::SignIn => Action::SignIn(false),
        Annex::Tls => Action::ShowCertificate(false),
        Annex::Message | Annex::Bridge => Action::OpenMail(None),
    }
}

/// The same in a dialog.
#[component]
fn AwaitedDialog(props: &Props) -> Html {
    let desk = use_desk();
    let dialog = use_dialog(true);
    let (annex, closable) = (props.annex, props.closable);
    let onclose = move |_: Event| desk.tell(without(annex));
    html! {
        <dialog class="mail-view" ref={dialog} {onclose} aria-label={text("page-awaited")}>
            <div class="mail-part"><Awaited {annex} {closable} /></div>
        </dialog>
    }
}

/// The place of what an annex will draw.
pub(super) fn awaited(annex: Annex, closable: bool) -> Html {
    html! { <Awaited {annex} {closable} /> }
}

/// The same where that will be a dialog.
pub(super) fn awaited_dialog(annex: Annex) -> Html {
    html! { <AwaitedDialog {annex} closable=true /> }
}
