//! Who we talk to, in words.

use yew::prelude::*;

use super::icon::{Icon, icon};
use crate::state::{Choice, Conversation, Peer, Talk};
use crate::words::{text, text_with};

/// Who we talk to, in words.
pub(super) fn peer_line(conversation: &Conversation, beside: Html) -> Html {
    let peer = &conversation.peer;
    let sign = match peer.choice {
        Choice::Simulation => Icon::Page,
        Choice::Sandbox => Icon::Machine,
        Choice::Own => Icon::Globe,
    };
    let open = conversation.talk == Talk::Open;
    let parts: Vec<String> = match (&conversation.talk, peer.choice) {
        (Talk::Connecting, _) => vec![text("page-state-connecting")],
        (Talk::Offline | Talk::Ended(_), _) => vec![text("page-state-ended")],
        (Talk::Open, Choice::Simulation) => Vec::new(),
        (Talk::Open, _) => {
            let safety = text(if conversation.session.tls {
                "page-encrypted"
            } else {
                "page-not-encrypted"
            });
            // Of a host that was given as an address it would say the same twice.
            let given = [&peer.host, ":", &peer.port.to_string()].concat();
            let address = conversation
                .address
                .clone()
                .filter(|address| *address != given)
                .map(|address| text_with("page-peer-address", &[("address", address.into())]));
            [Some(safety), address].into_iter().flatten().collect()
        }
    };
    html! {
        <div class="talk-head">
            <p class={classes!("peer", open.then_some("is-on"))} role="status">
                { icon(sign) }
                <span>
                    <span class="peer-who">{ who(peer) }</span>
                    { for parts.into_iter().map(|part| html! { <span class="peer-part">{ part }</span> }) }
                </span>
            </p>
            { beside }
        </div>
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
