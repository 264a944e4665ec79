//! The whole page.

use std::rc::Rc;

use ehlo_protocol::diagnostic::Severity;
use yew::prelude::*;

use super::capabilities::Capabilities;
use super::checked::use_checked;
use super::composer::Composer;
use super::desk::Desk;
use super::diagnostics::Diagnostics;
use super::explanation::Explanation;
use super::header::Header;
use super::inbox::Inbox;
use super::mail_view::MailView;
use super::peer_line::PeerLine;
use super::phase_map::PhaseMap;
use super::sheet_bar::{SheetBar, SheetHead};
use super::suggestions::Suggestions;
use super::tools::Tools;
use super::transcript::Transcript;
use crate::link::Driver;
use crate::state::{Action, Peer, Sheet, State, Talk};
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
    let diagnostics = use_checked(&state);
    let errors = diagnostics
        .iter()
        .filter(|found| found.severity == Severity::Error)
        .count();
    let close_sheet = {
        let desk = desk.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                desk.tell(Action::Sheet(None));
            }
        })
    };
    let talk = &state.conversation;
    html! {
        <ContextProvider<Desk> context={desk}>
            <Header
                choice={state.choice}
                target={state.target.clone()}
                reach={state.reach.clone()}
                talk={talk.talk.clone()}
            />
            <main class="desk">
                <aside class={left_class(state.sheet)} aria-label={text("page-side-session")} onkeydown={close_sheet.clone()}>
                    <SheetHead title={text(left_title(state.sheet))} />
                    <PhaseMap phase={talk.session.phase} />
                    <Capabilities session={Rc::clone(&talk.session)} />
                    <Inbox inbox={state.inbox.clone()} reach={state.reach.clone()} />
                </aside>
                <div class="talk">
                    <PeerLine
                        peer={talk.peer.clone()}
                        address={talk.address.clone()}
                        talk={talk.talk.clone()}
                        tls={talk.session.tls}
                    >
                        <Tools conversation={talk.clone()} />
                    </PeerLine>
                    <Transcript
                        conversation={talk.clone()}
                        earlier={Rc::clone(&state.earlier)}
                        selected={state.selected}
                    />
                    <Composer
                        conversation={talk.clone()}
                        reach={state.reach.clone()}
                        composer={state.composer.clone()}
                        message={state.message.clone()}
                        diagnostics={Rc::clone(&diagnostics)}
                        in_data={state.is_in_data()}
                    />
                </div>
                <aside class={classes!("side", "right", (state.sheet == Some(Sheet::Help)).then_some("is-open"))} aria-label={text("page-side-help")} onkeydown={close_sheet}>
                    <SheetHead title={text("page-side-help")} />
                    <Suggestions session={Rc::clone(&talk.session)} open={talk.talk == Talk::Open} />
                    <Diagnostics {diagnostics} in_data={state.is_in_data()} empty={nothing_typed(&state)} />
                    <Explanation conversation={talk.clone()} selected={state.selected} />
                </aside>
            </main>
            <SheetBar sheet={state.sheet} mails={state.inbox.mails.len()} {errors} />
            <MailView mail={state.inbox.shown().cloned()} />
        </ContextProvider<Desk>>
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
        state.composer.line.is_empty()
    }
}
