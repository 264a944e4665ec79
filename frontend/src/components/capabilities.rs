//! What the server offers, as it said in its answer to EHLO.

use std::rc::Rc;

use ehlo_protocol::complete::keyword_text;
use ehlo_protocol::extension::{self, Capability};
use ehlo_protocol::session::Session;
use yew::prelude::*;

use super::changes::changes;
use super::kept::use_kept;
use super::paragraph::{empty, plain};
use super::region::region;
use super::tokens::tokens;
use crate::measure::size;
use crate::visible;
use crate::words::{find, text, text_with};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) session: Rc<Session>,
}

/// What the server offers.
#[component]
pub(super) fn Capabilities(props: &Props) -> Html {
    let open = use_kept(|| None::<String>);
    let body = match &props.session.capabilities {
        None => empty(text("page-capabilities.unknown")),
        Some(found) if found.is_empty() => empty(text("page-capabilities.none")),
        Some(found) => html! {
            <ul class="capability-list">
                { for found.iter().enumerate().map(|(number, capability)| {
                    let is_open = open.as_deref() == Some(capability.keyword.as_str());
                    let onclick = {
                        let (open, keyword) = (open.clone(), capability.keyword.clone());
                        move |_| open.set((!is_open).then(|| keyword.clone()))
                    };
                    row(number, capability, is_open, onclick.into())
                }) }
                if found.left_out() > 0 {
                    <li class="empty" key={found.len()}>{ text_with("page-capabilities-left-out", &[("count", found.left_out().into())]) }</li>
                }
            </ul>
        },
    };
    let body = html! { <>{ body }{ changes(&props.session) }</> };
    region(
        "capabilities",
        text("page-capabilities"),
        text("page-capabilities.title"),
        Html::default(),
        body,
    )
}

fn row(number: usize, capability: &Capability, open: bool, onclick: Callback<MouseEvent>) -> Html {
    let keyword = visible::text(capability.keyword.as_bytes());
    html! {
        <li key={number}>
            <button type="button" class="capability" aria-expanded={open.to_string()} {onclick}>
                <span class="wire keyword">{ &keyword }</span>
                <span class="wire parameters">{ tokens(&parameters(capability)) }</span>
            </button>
            if open {
                <div class="capability-about">{ about(capability) }</div>
            }
        </li>
    }
}

/// The parameters as they came; a size also as a person reads it.
fn parameters(capability: &Capability) -> String {
    let octets = capability
        .parameters
        .first()
        .filter(|_| capability.is("SIZE"))
        .and_then(|first| first.parse().ok());
    octets.map_or_else(
        || visible::text(capability.parameters.join(" ").as_bytes()),
        |octets| {
            if octets == 0 {
                text("page-size-unlimited")
            } else {
                size(octets)
            }
        },
    )
}

fn about(capability: &Capability) -> Html {
    let Some(name) = keyword_text(&capability.keyword) else {
        return plain(text("page-capability-unknown"));
    };
    let reference = extension::find(&capability.keyword).map(|kind| kind.reference);
    html! {
        <>
            { plain(text(&name)) }
            if let Some(more) = find(&[&name, ".more"].concat(), &[]) {
                { plain(more) }
            }
            if let Some(reference) = reference {
                <p>{ super::finding::reference(reference) }</p>
            }
        </>
    }
}
