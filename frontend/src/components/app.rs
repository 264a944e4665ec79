//! The whole page.

use std::rc::Rc;

use ehlo_protocol::diagnostic::Severity;
use gloo_events::EventListener;
use yew::prelude::*;

use super::awaited::awaited_dialog;
use super::capabilities::Capabilities;
use super::checked::use_checked;
use super::composer::composer;
use super::desk::Desk;
use super::diagnostics::diagnostics;
use super::explanation::Explanation;
use super::header::header;
use super::inbox::Inbox;
use super::peer_line::peer_line;
use super::phase_map::phase_map;
use super::sheet::{close_with_escape, use_focus_of_sheet, veil};
use super::sheet_bar::{sheet_bar, sheet_head};
use super::suggestions::suggested;
use super::tools::Tools;
use super::transcript::Transcript;
use crate::annex::{self, Annex};
use crate::link::Driver;
use crate::say;
use crate::state::{LineAction, Peer, Sheet, State, Talk};
use crate::words::text;

/// The page: one conversation with one server.
#[component]
pub fn App() -> Html {
    let state = use_reducer(State::default);
    let desk = (*use_memo((), |()| {
        let dispatcher = state.dispatcher();
        let driver = Driver::new({
            let dispatcher = dispatcher.clone();
            move |action| dispatcher.dispatch(action)
        });
        Desk { dispatcher, driver }
    }))
    .clone();
    use_effect_with(desk.driver.clone(), |driver| {
        driver.look_for_bridge();
        driver.connect(Peer::default());
        let driver = driver.clone();
        move || driver.disconnect()
    });
    use_effect_with((), {
        let desk = desk.clone();
        move |()| {
            take_lines(&desk);
            let escape = close_with_escape(&desk);
            // A link to the page that is open already only changes the fragment.
            let listener = web_sys::window().map(|window| {
                EventListener::new(&window, "hashchange", move |_| take_lines(&desk))
            });
            move || drop((listener, escape))
        }
    });
    use_focus_of_sheet(state.sheet);
    let found = use_checked(&state);
    let errors = found
        .iter()
        .filter(|found| found.severity == Severity::Error)
        .count();
    let talk = &state.conversation;
    html! {
        <ContextProvider<Desk> context={desk.clone()}>
            { header(&desk, &state) }
            <main class="desk">
                <aside class={left_class(state.sheet)} aria-label={text("page-side-session")}>
                    { sheet_head(&desk, text(left_title(state.sheet))) }
                    { phase_map(talk.session.phase) }
                    <Capabilities session={Rc::clone(&talk.session)} />
                    <Inbox inbox={state.inbox.clone()} reach={state.reach.clone()} />
                </aside>
                <div class="talk">
                    { peer_line(&desk, talk, html! { <Tools conversation={talk.clone()} /> }) }
                    <Transcript
                        conversation={talk.clone()}
                        earlier={Rc::clone(&state.earlier)}
                        selected={state.selected}
                    />
                    { composer(&desk, &state, &found) }
                </div>
                <aside class={right_class(state.sheet)} aria-label={text("page-side-help")}>
                    { sheet_head(&desk, text("page-side-help")) }
                    { suggested(&desk, &talk.session, talk.talk == Talk::Open) }
                    { diagnostics(&desk, &found, state.is_in_data(), nothing_typed(&state)) }
                    <Explanation conversation={talk.clone()} selected={state.selected} />
                </aside>
            </main>
            { veil(&desk, state.sheet) }
            { sheet_bar(&desk, state.sheet, state.inbox.mails.len(), errors) }
            { certificate(&state) }
            { mail(&state) }
            { log(&state) }
        </ContextProvider<Desk>>
    }
}

/// The lines of a link wait in the command line.
fn take_lines(desk: &Desk) {
    if let Some(lines) = say::lines() {
        desk.line(LineAction::Linked(lines));
    }
}

fn certificate(state: &State) -> Html {
    match annex::tls() {
        Some(here) => (here.certificate)(
            state.conversation.security.report.clone(),
            state.certificate,
        ),
        None if state.certificate => awaited_dialog(Annex::Tls),
        None => Html::default(),
    }
}

fn mail(state: &State) -> Html {
    let shown = state.inbox.shown().cloned();
    match annex::message() {
        Some(here) => (here.mail)(shown),
        None if shown.is_some() => awaited_dialog(Annex::Message),
        None => Html::default(),
    }
}

fn log(state: &State) -> Html {
    match (&state.log, annex::log()) {
        (None, _) => Html::default(),
        (Some(log), Some(here)) => (here.reader)(Rc::clone(log)),
        (Some(_), None) => awaited_dialog(Annex::Log),
    }
}

fn left_class(sheet: Option<Sheet>) -> Classes {
    let open = match sheet {
        Some(Sheet::Session) => Some("is-open shows-session"),
        Some(Sheet::Inbox) => Some("is-open shows-inbox"),
        _ => None,
    };
    classes!("side", "left", open)
}

fn right_class(sheet: Option<Sheet>) -> Classes {
    classes!(
        "side",
        "right",
        (sheet == Some(Sheet::Help)).then_some("is-open")
    )
}

const fn left_title(sheet: Option<Sheet>) -> &'static str {
    match sheet {
        Some(Sheet::Inbox) => "page-inbox",
        _ => "page-side-session",
    }
}

fn nothing_typed(state: &State) -> bool {
    if state.is_in_data() {
        state.message.text.is_empty()
    } else {
        state.conversation.talk != Talk::Open || state.composer.line.is_empty()
    }
}
