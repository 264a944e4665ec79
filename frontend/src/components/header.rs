//! The top of the page: its name, the choice of a server, and what a bridge would add where there is none.

use yew::prelude::*;

use super::desk::Desk;
use super::icon::{Icon, icon};
use super::paragraph::plain;
use super::server_picker::ServerPicker;
use crate::state::{Choice, Reach, State};
use crate::words::text;

/// The top of the page.
pub(super) fn header(desk: &Desk, state: &State) -> Html {
    let missing = state.choice != Choice::Simulation && state.reach.policy().is_none();
    html! {
        <header class="top">
            <div class="top-row">
                <h1 class="brand">{ "ehlo" }</h1>
                <ServerPicker
                    choice={state.choice}
                    target={state.target.clone()}
                    reach={state.reach.clone()}
                    talk={state.conversation.talk.clone()}
                />
            </div>
            if missing {
                { bridge_notice(desk, state.reach == Reach::Looking) }
            }
        </header>
    }
}

/// What a bridge would add, and how to start one.
fn bridge_notice(desk: &Desk, looking: bool) -> Html {
    let desk = desk.clone();
    let onclick = move |_| desk.driver.look_for_bridge();
    html! {
        <section class="notice" aria-label={text("page-bridge")}>
            { icon(Icon::Info) }
            <div>
                <p><strong>{ text("page-bridge-missing") }</strong></p>
                { plain(text("page-bridge-missing.adds")) }
                <p>{ text("page-bridge-missing.start") }{ " " }<code>{ "cargo xtask play" }</code></p>
            </div>
            <button type="button" class="quiet" {onclick} disabled={looking}>{ icon(Icon::Again) }{ text("page-bridge-look-again") }</button>
        </section>
    }
}
