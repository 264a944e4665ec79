//! The top of the page: its name, the choice of a server, what the bridge sees, and what it would add where there is none.

use std::rc::Rc;

use yew::prelude::*;

use super::awaited::awaited;
use super::button::button;
use super::desk::Desk;
use super::icon::{Icon, icon};
use super::paragraph::plain;
use super::server_picker::ServerPicker;
use crate::annex::Annex;
use crate::state::{Action, Choice, Reach, State};
use crate::words::text;

/// The top of the page.
pub(super) fn header(desk: &Desk, state: &State) -> Html {
    let missing = state.choice != Choice::Simulation && state.reach.policy().is_none();
    let notice = match &state.reach {
        Reach::Asked(origin) => Some(bridge_question(desk, origin)),
        Reach::Unspoken if missing => Some(bridge_annex()),
        reach => missing.then(|| bridge_notice(desk, *reach == Reach::Looking)),
    };
    html! {
        <header class="top">
            <div class="top-row">
                <h1 class="brand">{ "ehlo" }</h1>
                <ServerPicker
                    choice={state.choice}
                    target={state.target.clone()}
                    sandbox_tls={state.sandbox_tls}
                    reach={state.reach.clone()}
                    talk={state.conversation.talk.clone()}
                />
                { bridge_words(&state.reach) }
            </div>
            { for notice }
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

/// The annex that speaks with the bridge, where it did not come.
fn bridge_annex() -> Html {
    html! {
        <section class="notice" aria-label={text("page-bridge")}>{ awaited(Annex::Bridge, false) }</section>
    }
}

/// Asks whether to use the bridge that the link names.
fn bridge_question(desk: &Desk, origin: &Rc<str>) -> Html {
    let agree = {
        let (desk, origin) = (desk.clone(), Rc::clone(origin));
        move |_| desk.driver.use_bridge(&origin)
    };
    let decline = {
        let desk = desk.clone();
        move |_| desk.tell(Action::Reached(Reach::Absent))
    };
    html! {
        <section class="notice" aria-label={text("page-bridge")}>
            { icon(Icon::Warning) }
            <div>
                <p><strong>{ text("page-bridge-asked") }</strong>{ " " }<code>{ &**origin }</code></p>
                { plain(text("page-bridge-asked.sees")) }
            </div>
            { button("plain", None, text("page-bridge-decline"), decline) }
            { button("plain", None, text("page-bridge-agree"), agree) }
        </section>
    }
}

/// What the bridge sees and keeps, and who must be trusted, behind one button. The browser opens and closes it.
fn bridge_words(reach: &Reach) -> Html {
    let elsewhere = match reach {
        Reach::Elsewhere(_, origin) => Some(origin),
        _ => None,
    };
    html! {
        <>
            <button type="button" class="quiet words-button" popovertarget="bridge-words" title={text("page-bridge-words")}>
                { icon(Icon::Info) }<span>{ text("page-bridge-words") }</span>
            </button>
            <section id="bridge-words" class="words" popover="auto" aria-label={text("page-bridge-words")}>
                <h2>{ text("page-bridge-words") }</h2>
                if let Some(origin) = elsewhere {
                    <p>{ text("page-bridge-elsewhere") }{ " " }<code>{ &**origin }</code></p>
                }
                { plain(text("page-bridge-words.sees")) }
                { plain(text("page-bridge-words.hidden")) }
                { plain(text("page-bridge-words.keeps")) }
                { plain(text("page-bridge-words.trust")) }
                <button type="button" class="quiet" popovertarget="bridge-words" popovertargetaction="hide">
                    { icon(Icon::Close) }{ text("page-close") }
                </button>
            </section>
        </>
    }
}
