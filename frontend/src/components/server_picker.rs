//! The choice of a server, and the two buttons that go with it.

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::button::button;
use super::desk::{Desk, use_desk};
use super::kept::use_kept;
use crate::state::server::TargetFault;
use crate::state::{Action, Choice, Peer, Reach, Talk, Target};
use crate::words::text;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) choice: Choice,
    pub(super) target: Target,
    pub(super) sandbox_tls: bool,
    pub(super) reach: Reach,
    pub(super) talk: Talk,
}

/// The choice of a server, and the buttons Connect and Disconnect.
#[component]
pub(super) fn ServerPicker(props: &Props) -> Html {
    let desk = use_desk();
    let fault = use_kept(|| None);
    let onsubmit = {
        let (desk, fault) = (desk.clone(), fault.clone());
        let (choice, target, reach) = (props.choice, props.target.clone(), props.reach.clone());
        let sandbox_tls = props.sandbox_tls;
        move |event: SubmitEvent| {
            event.prevent_default();
            let peer = if choice == Choice::Own {
                target.read()
            } else {
                Ok(Peer {
                    choice,
                    tls: sandbox_tls && choice == Choice::Sandbox,
                    ..Peer::default()
                })
            };
            fault.set(peer.as_ref().err().copied());
            if let Ok(peer) = peer {
                desk.connect(peer, &reach);
            }
        }
    };
    let disconnect = {
        let desk = desk.clone();
        move |_| desk.driver.disconnect()
    };
    let busy = matches!(props.talk, Talk::Open | Talk::Connecting);
    html! {
        <form class="picker" {onsubmit} novalidate={true}>
            <fieldset class="segments">
                <legend class="unseen">{ text("page-server") }</legend>
                { for Choice::ALL.map(|choice| option(&desk, choice, props.choice)) }
            </fieldset>
            if props.choice == Choice::Own {
                { fields(&desk, &props.target, &props.reach, *fault) }
            }
            { tls_from_start(&desk, props) }
            <div class="picker-buttons">
                <button type="submit" class={if busy { "plain" } else { "primary" }}>{ text("page-connect") }</button>
                if busy {
                    { button("plain", None, text("page-disconnect"), disconnect) }
                }
            </div>
        </form>
    }
}

fn option(desk: &Desk, choice: Choice, chosen: Choice) -> Html {
    let onchange = {
        let desk = desk.clone();
        move |_| desk.tell(Action::Choose(choice))
    };
    html! {
        <label class="segment" key={choice.name()}>
            <input type="radio" name="server" value={choice.name()} checked={choice == chosen} {onchange} />
            <span>{ text(name(choice)) }</span>
        </label>
    }
}

/// The name of the text that names a choice.
pub(super) const fn name(choice: Choice) -> &'static str {
    match choice {
        Choice::Simulation => "page-simulation",
        Choice::Sandbox => "page-sandbox",
        Choice::Own => "page-own",
    }
}

fn fields(desk: &Desk, target: &Target, reach: &Reach, fault: Option<TargetFault>) -> Html {
    let host = {
        let desk = desk.clone();
        move |event: InputEvent| desk.tell(Action::Host(value(&event)))
    };
    let port = {
        let desk = desk.clone();
        move |event: InputEvent| desk.tell(Action::Port(value(&event)))
    };
    let ports = reach
        .policy()
        .map(|policy| policy.ports.clone())
        .unwrap_or_default();
    let missing = fault == Some(TargetFault::HostMissing);
    let malformed = fault == Some(TargetFault::PortMalformed);
    html! {
        <div class="fields">
            <label class="field">
                <span>{ text("page-host") }</span>
                <input
                    type="text" class="wire host" value={target.host.clone()} oninput={host} placeholder="mx.example.com"
                    autocomplete="off" autocapitalize="off" spellcheck="false" inputmode="url"
                    aria-invalid={missing.then_some("true")} aria-describedby={missing.then_some("target-fault")}
                />
            </label>
            <label class="field">
                <span>{ text("page-port") }</span>
                <input
                    type="text" class="wire port" value={target.port.clone()} oninput={port} list="ports"
                    autocomplete="off" inputmode="numeric"
                    aria-invalid={malformed.then_some("true")} aria-describedby={malformed.then_some("target-fault")}
                />
            </label>
            <datalist id="ports">
                { for ports.iter().map(|port| html! { <option key={*port} value={port.to_string()} /> }) }
            </datalist>
            if let Some(fault) = fault {
                <p class="fault" id="target-fault" role="alert">
                    { text(match fault {
                        TargetFault::HostMissing => "page-host-missing",
                        TargetFault::PortMalformed => "page-port-malformed",
                    }) }
                </p>
            }
        </div>
    }
}

/// Whether TLS begins with the first octet; the simulation has no such port.
fn tls_from_start(desk: &Desk, props: &Props) -> Html {
    let tls = match props.choice {
        Choice::Simulation => return Html::default(),
        Choice::Sandbox => props.sandbox_tls,
        Choice::Own => props.target.begins_with_tls(),
    };
    let desk = desk.clone();
    let onchange = move |_| desk.tell(Action::TlsFromStart(!tls));
    html! {
        <label class="check" title={text("page-tls-from-start.about")}>
            <input type="checkbox" checked={tls} {onchange} />
            <span>{ text("page-tls-from-start") }</span>
        </label>
    }
}

fn value(event: &InputEvent) -> String {
    let field = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    field.map(|field| field.value()).unwrap_or_default()
}
