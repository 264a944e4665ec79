//! A secret that shows itself only while a button is held down.

use ehlo_protocol::secret::Secret;
use ehlo_protocol::sign_in::Said;
use yew::prelude::*;

use super::entry_row::drawn;
use super::icon::{Icon, icon};
use super::kept::use_kept;
use crate::annex::message_parts;
use crate::visible;
use crate::words::text;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    /// The line as it goes over the wire.
    pub(super) line: Secret,
    /// The message in it, where there is one.
    pub(super) said: Option<Said>,
}

/// The button, and what it shows while it is held: the line, and the message in it with its parts.
#[component]
pub(super) fn Held(props: &Props) -> Html {
    let held = use_kept(|| false);
    let set = |to: bool| {
        let held = held.clone();
        move || held.set(to)
    };
    let (press, release) = (set(true), set(false));
    let onpointerdown = {
        let press = press.clone();
        move |_: PointerEvent| press()
    };
    let onkeydown = move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), " " | "Enter") {
            event.prevent_default();
            press();
        }
    };
    let by_pointer = {
        let release = release.clone();
        Callback::from(move |_: PointerEvent| release())
    };
    let onkeyup = {
        let release = release.clone();
        move |_: KeyboardEvent| release()
    };
    let onblur = move |_: FocusEvent| release();
    html! {
        <div class="held">
            <button
                type="button" class="quiet" title={text("page-show.hold")} aria-pressed={held.to_string()}
                {onpointerdown} onpointerup={by_pointer.clone()} onpointerleave={by_pointer.clone()}
                onpointercancel={by_pointer} {onkeydown} {onkeyup} {onblur}
            >
                { icon(Icon::Eye) }{ text("page-show") }
            </button>
            if *held {
                <div class="wire revealed">{ drawn(visible::segments(props.line.reveal(), &[])) }</div>
                if let Some(said) = &props.said {
                    { message_parts(said, true) }
                }
            }
        </div>
    }
}
