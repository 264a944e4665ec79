//! Who we talk to, in words.

use yew::prelude::*;

use super::icon::{Icon, icon};
use crate::state::{Choice, Peer, Talk};
use crate::words::{text, text_with};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) peer: Peer,
    pub(super) address: Option<String>,
    pub(super) talk: Talk,
    pub(super) tls: bool,
}

/// Who we talk to, in words.
#[component]
pub(super) fn PeerLine(props: &Props) -> Html {
    let peer = &props.peer;
    let sign = match peer.choice {
        Choice::Simulation => Icon::Page,
        Choice::Sandbox => Icon::Machine,
        Choice::Own => Icon::Globe,
    };
    let open = props.talk == Talk::Open;
    let safety = match (peer.choice, props.tls) {
        (Choice::Simulation, _) => None,
        (_, true) => Some("page-encrypted"),
        (_, false) => Some("page-not-encrypted"),
    };
    let state = match props.talk {
        Talk::Open => None,
        Talk::Connecting => Some("page-state-connecting"),
        Talk::Offline | Talk::Ended(_) => Some("page-state-ended"),
    };
    html! {
        <p class={classes!("peer", open.then_some("is-on"))} role="status">
            { icon(sign) }
            <span class="peer-who">{ who(peer) }</span>
            if let Some(name) = safety.filter(|_| open) {
                <span class="peer-part">{ text(name) }</span>
            }
            if let Some(address) = props.address.as_ref().filter(|_| open) {
                <span class="peer-part">{ text_with("page-peer-address", &[("address", address.clone().into())]) }</span>
            }
            if let Some(name) = state {
                <span class="peer-part">{ text(name) }</span>
            }
        </p>
    }
}

/// A server in words.
pub(super) fn who(peer: &Peer) -> String {
    let place = [
        ("host", peer.host.clone().into()),
        ("port", peer.port.to_string().into()),
    ];
    match peer.choice {
        Choice::Simulation => text("page-peer-simulation"),
        Choice::Sandbox => text_with("page-peer-sandbox", &place),
        Choice::Own => text_with("page-peer-own", &place),
    }
}
