//! Who we talk to, in words.

use yew::prelude::*;

use super::button::button;
use super::desk::Desk;
use super::icon::{Icon, icon};
use crate::state::security::{Security, Stage};
use crate::state::{Action, Choice, Conversation, Peer, Talk};
use crate::words::{text, text_with};

/// Who we talk to, in words.
pub(super) fn peer_line(desk: &Desk, conversation: &Conversation, beside: Html) -> Html {
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
        (Talk::Read(_), _) => Vec::new(),
        (Talk::Open, _) => {
            // Of a host that was given as an address it would say the same twice.
            let given = [&peer.host, ":", &peer.port.to_string()].concat();
            let address = conversation
                .address
                .clone()
                .filter(|address| *address != given)
                .map(|address| text_with("page-peer-address", &[("address", address.into())]));
            [Some(safety(&conversation.security)), address]
                .into_iter()
                .flatten()
                .collect()
        }
    };
    html! {
        <div class="talk-head">
            <p class={classes!("peer", open.then_some("is-on"))} role="status">
                { icon(sign) }
                <span>
                    <span class="peer-who">{ of_whom(conversation) }</span>
                    { for parts.into_iter().map(|part| html! { <span class="peer-part">{ part }</span> }) }
                </span>
            </p>
            { certificate_button(desk, &conversation.security) }
            { beside }
        </div>
    }
}

/// Whether and by which version of TLS the session is kept from others.
fn safety(security: &Security) -> String {
    match (security.stage, &security.report) {
        (Stage::Clear, _) => text("page-no-tls"),
        (Stage::Handshake, _) => text("page-tls-handshake"),
        (_, Some(report)) => report.version.clone(),
        (_, None) => text("page-tls-model"),
    }
}

/// The way to the certificate view, where there is something to show.
fn certificate_button(desk: &Desk, security: &Security) -> Html {
    if security.report.is_none() && security.stage != Stage::On {
        return Html::default();
    }
    let desk = desk.clone();
    let onclick = move |_: MouseEvent| desk.tell(Action::ShowCertificate(true));
    button("quiet", Some(Icon::Lock), text("page-certificate"), onclick)
}

/// Whose conversation it is, in words.
pub(super) fn of_whom(conversation: &Conversation) -> String {
    match conversation.talk {
        Talk::Read(_) => text("page-peer-log"),
        _ => who(&conversation.peer),
    }
}

/// A server in words.
fn who(peer: &Peer) -> String {
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
