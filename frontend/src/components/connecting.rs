//! A connection that is being opened.

use yew::prelude::*;

use super::button::button;
use super::desk::Desk;
use super::waiting::Waiting;
use crate::state::{Choice, Peer};
use crate::words::{text, text_with};

/// A connection that is being opened, for how long, and how to stop it.
pub(super) fn connecting(desk: &Desk, peer: &Peer, since_ms: Option<u64>) -> Html {
    if peer.choice == Choice::Simulation {
        // It is there within a frame: a word about it would only flicker.
        return Html::default();
    }
    let place = [
        ("host", peer.host.clone().into()),
        ("port", peer.port.to_string().into()),
    ];
    let desk = desk.clone();
    let onclick = move |_| desk.driver.disconnect();
    html! {
        <div class="card" role="status">
            <p>{ text_with("page-connecting", &place) }</p>
            if let Some(since_ms) = since_ms {
                <p><Waiting what={text("page-waiting-bridge")} {since_ms} /></p>
            }
            { button("plain", None, text("page-stop"), onclick) }
        </div>
    }
}
