//! A connection that is being opened.

use yew::prelude::*;

use super::desk::use_desk;
use super::waiting::Waiting;
use crate::state::{Choice, Peer};
use crate::words::{text, text_with};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) peer: Peer,
    pub(super) since_ms: Option<u64>,
}

/// A connection that is being opened, for how long, and how to stop it.
#[component]
pub(super) fn Connecting(props: &Props) -> Html {
    let desk = use_desk();
    if props.peer.choice == Choice::Simulation {
        // It is there within a frame: a word about it would only flicker.
        return Html::default();
    }
    let place = [
        ("host", props.peer.host.clone().into()),
        ("port", props.peer.port.to_string().into()),
    ];
    let onclick = move |_| desk.driver.disconnect();
    html! {
        <div class="card" role="status">
            <p>{ text_with("page-connecting", &place) }</p>
            if let Some(since_ms) = props.since_ms {
                <p><Waiting what={text("page-waiting-bridge")} {since_ms} /></p>
            }
            <button type="button" class="plain" {onclick}>{ text("page-stop") }</button>
        </div>
    }
}
