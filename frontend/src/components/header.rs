//! The top of the page: its name, the choice of a server, and what a bridge would add where there is none.

use yew::prelude::*;

use super::desk::use_desk;
use super::icon::{Icon, icon};
use super::server_picker::ServerPicker;
use crate::state::{Choice, Reach, Talk, Target};
use crate::words::text;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) choice: Choice,
    pub(super) target: Target,
    pub(super) reach: Reach,
    pub(super) talk: Talk,
}

/// The top of the page.
#[component]
pub(super) fn Header(props: &Props) -> Html {
    let missing = props.choice != Choice::Simulation && props.reach.policy().is_none();
    html! {
        <header class="top">
            <div class="top-row">
                <h1 class="brand">{ "ehlo" }</h1>
                <ServerPicker
                    choice={props.choice}
                    target={props.target.clone()}
                    reach={props.reach.clone()}
                    talk={props.talk.clone()}
                />
            </div>
            if missing {
                <BridgeNotice looking={props.reach == Reach::Looking} />
            }
        </header>
    }
}

#[derive(Properties, PartialEq)]
struct NoticeProps {
    /// Whether the page waits for the answer of a bridge.
    looking: bool,
}

/// What a bridge would add, and how to start one.
#[component]
fn BridgeNotice(props: &NoticeProps) -> Html {
    let desk = use_desk();
    let onclick = move |_| desk.driver.look_for_bridge();
    html! {
        <section class="notice" aria-label={text("page-bridge")}>
            { icon(Icon::Info) }
            <div>
                <p><strong>{ text("page-bridge-missing") }</strong></p>
                <p>{ text("page-bridge-missing.adds") }</p>
                <p>{ text("page-bridge-missing.start") }{ " " }<code>{ "cargo xtask play" }</code></p>
            </div>
            <button type="button" class="quiet" {onclick} disabled={props.looking}>{ icon(Icon::Again) }{ text("page-bridge-look-again") }</button>
        </section>
    }
}
