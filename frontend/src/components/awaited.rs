//! A part of the page that is being loaded, in the place where it will stand.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::button::button;
use super::desk::use_desk;
use super::dialog::use_dialog;
use super::icon::{Icon, icon};
use super::kept::{use_effect_of, use_kept};
use super::paragraph::{hint, plain};
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
    // Attempts that were made before the present one, and those that came to nothing.
    let attempt = use_kept(|| 0_u32);
    let failed = use_kept(|| 0_u32);
    {
        let (desk, failed, annex) = (desk.clone(), failed.clone(), props.annex);
        use_effect_of(*attempt, move |attempt| {
            let failures = attempt + 1;
            spawn_local(async move {
                match (annex::need(annex).await, annex) {
                    (false, _) => failed.set(failures),
                    // What the bridge said can be read now; only then is there something to draw.
                    (true, Annex::Bridge) => desk.driver.look_for_bridge(),
                    (true, _) => desk.tell(Action::Arrived),
                }
            });
        });
    }
    if *failed == 0 {
        return hint(text("page-awaited"));
    }
    // While it is asked for again, everything keeps its place.
    let busy = *failed == *attempt;
    let again = {
        let (failed, attempt) = (failed.clone(), attempt.clone());
        move |_: MouseEvent| attempt.set(*failed)
    };
    let word = text(if busy {
        "page-awaited-again.busy"
    } else {
        "page-awaited-again"
    });
    let close = props.closable.then(|| {
        let annex = props.annex;
        let close = move |_: MouseEvent| desk.tell(without(annex));
        button("quiet", Some(Icon::Close), text("page-close"), close)
    });
    html! {
        <div class="card is-trouble" role="alert">
            <p class="ended-what">{ icon(Icon::Warning) }<strong>{ text(failure(props.annex)) }</strong></p>
            { plain(text("page-awaited.kept")) }
            { plain(text("page-awaited.next")) }
            <div class="card-buttons">
                { button("primary", Some(Icon::Again), word, again) }
                { close }
            </div>
        </div>
    }
}

/// The name of the text that says which part is missing.
const fn failure(annex: Annex) -> &'static str {
    match annex {
        Annex::Bridge => "page-awaited-bridge",
        Annex::Log => "page-awaited-log",
        Annex::Message => "page-awaited-message",
        Annex::SignIn => "page-awaited-sign-in",
        Annex::Tls => "page-awaited-tls",
    }
}

/// What makes the page do without an annex.
const fn without(annex: Annex) -> Action {
    match annex {
        Annex::Log => Action::ReadLog(None),
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
        <dialog class="mail-view is-awaited" ref={dialog} {onclose} aria-label={text("page-awaited")}>
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
