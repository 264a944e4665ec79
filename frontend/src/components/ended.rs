//! The end of a session: what happened, whose doing it was, what to try next.

use yew::prelude::*;

use super::composer::use_focus_when_free;
use super::desk::use_desk;
use super::icon::{Icon, icon};
use super::paragraph::{hint, plain};
use crate::state::{Ending, Peer, Reach};
use crate::visible;
use crate::words::{find, text, text_with};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) ending: Ending,
    pub(super) peer: Peer,
    pub(super) reach: Reach,
    /// Whether the server ended the connection without ending TLS first.
    pub(super) unclosed: bool,
    /// Whether anything was said.
    pub(super) said: bool,
}

/// The end of a session, and the way to the next.
#[component]
pub(super) fn Ended(props: &Props) -> Html {
    let desk = use_desk();
    let button = use_node_ref();
    use_focus_when_free(button.clone());
    let name = props.ending.text_name();
    let place = [
        ("host", props.peer.host.clone().into()),
        ("port", props.peer.port.to_string().into()),
    ];
    let onclick = {
        let (peer, reach) = (props.peer.clone(), props.reach.clone());
        move |_| desk.connect(peer.clone(), &reach)
    };
    let calm = props.ending.is_calm();
    html! {
        <div class={classes!("card", "ended", (!calm).then_some("is-trouble"))} role={if calm { "status" } else { "alert" }}>
            <p class="ended-what">
                { icon(if calm { Icon::Done } else { Icon::Warning }) }
                <strong>{ text_with(&name, &place) }</strong>
            </p>
            if let Some(said) = props.ending.said() {
                <p>{ find(&[&name, ".says"].concat(), &[]) }{ " " }<q>{ visible::text(said.as_bytes()) }</q></p>
            }
            if props.unclosed {
                { hint(text("page-tls-unclosed")) }
            }
            if let Some(next) = find(&[&name, ".next"].concat(), &place) {
                { plain(next) }
            }
            <div class="card-buttons">
                <button type="button" class="primary" ref={button} {onclick}>{ text("page-connect-again") }</button>
                if props.said {
                    <span class="hint">{ text("page-transcript-kept") }</span>
                }
            </div>
        </div>
    }
}
