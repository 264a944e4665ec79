//! What stands under the transcript: the command line, the message editor, or how to begin again.

use std::rc::Rc;

use ehlo_protocol::command::Command;
use ehlo_protocol::diagnostic::Diagnostic;
use ehlo_protocol::verb::Verb;
use wasm_bindgen::JsCast;
use yew::prelude::*;

use super::awaited::awaited;
use super::command_line::CommandLine;
use super::connecting::connecting;
use super::desk::Desk;
use super::ended::Ended;
use super::kept::use_effect_of;
use super::{message_editor, stop};
use crate::annex::{self, Annex};
use crate::state::security::Stage;
use crate::state::{Conversation, State, Talk};

/// What the user can say now.
pub(super) fn composer(desk: &Desk, state: &State, diagnostics: &Rc<Vec<Diagnostic>>) -> Html {
    let conversation = &state.conversation;
    let inner = match &conversation.talk {
        Talk::Offline => Html::default(),
        Talk::Connecting => connecting(desk, &conversation.peer, conversation.waiting_since_ms),
        Talk::Ended(ending) => html! {
            <Ended
                ending={ending.clone()}
                peer={conversation.peer.clone()}
                reach={state.reach.clone()}
                unclosed={conversation.security.unclosed}
                said={!conversation.transcript.is_empty()}
            />
        },
        Talk::Read(form) => match annex::log() {
            Some(here) => (here.read)(state, form),
            None => awaited(Annex::Log, false),
        },
        Talk::Open if conversation.security.stage == Stage::Stopped => match annex::tls() {
            Some(here) => (here.stop)(stop::Props {
                host: conversation.peer.host.clone().into(),
                report: conversation.security.report.clone().unwrap_or_default(),
            }),
            None => awaited(Annex::Tls, false),
        },
        Talk::Open if state.is_in_data() => match annex::message() {
            Some(here) => (here.editor)(message_editor::Props {
                session: Rc::clone(&conversation.session),
                message: state.message.clone(),
                diagnostics: Rc::clone(diagnostics),
            }),
            None => awaited(Annex::Message, false),
        },
        Talk::Open => html! {
            <>
                if state.sign_in {
                    { sign_in(conversation) }
                }
                <CommandLine
                    session={Rc::clone(&conversation.session)}
                    choice={conversation.peer.choice}
                    locked={conversation.is_locked()}
                    tls_is_gone={state.tls_is_gone()}
                    waiting_since_ms={conversation.waiting_since_ms}
                    composer={state.composer.clone()}
                    diagnostics={Rc::clone(diagnostics)}
                    can_sign_in={can_sign_in(state)}
                />
            </>
        },
    };
    html! { <div class="composer">{ inner }</div> }
}

fn sign_in(conversation: &Conversation) -> Html {
    match annex::sign_in() {
        Some(here) => (here.builder)(conversation.clone()),
        None => awaited(Annex::SignIn, true),
    }
}

/// Whether the builder of a sign-in can be opened: the server offers AUTH, or the user is about to say it.
fn can_sign_in(state: &State) -> bool {
    let session = &state.conversation.session;
    let asked_for = Command::read(state.composer.line.as_bytes()).verb == Verb::Auth;
    let offered = session.announces("AUTH") == Some(true);
    !state.sign_in && !session.authenticated && (offered || asked_for)
}

/// Gives the command line the focus: what had it is about to go.
pub(super) fn focus_command() {
    let field = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.query_selector(".command textarea").ok().flatten())
        .and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(field) = field {
        // Focus fails only on what is not in the document.
        let _ = field.focus();
    }
}

/// Gives an element the focus when it appears, if nobody else has it: what had it may just have gone.
#[hook]
pub(super) fn use_focus_when_free(field: NodeRef) {
    use_effect_of((), move |()| {
        if let Some(element) = field.cast::<web_sys::HtmlElement>()
            && is_free()
            && !is_elsewhere()
        {
            // Focus fails only on what is not in the document.
            let _ = element.focus();
        }
    });
}

/// Whether the page stands in a frame of another one, which has the focus: whoever reads that one must not be moved.
pub(super) fn is_elsewhere() -> bool {
    let framed = |window: &web_sys::Window| {
        let parent = window.parent().ok().flatten();
        parent.is_some_and(|parent| parent != *window)
    };
    let has_focus = |window: &web_sys::Window| {
        let document = window.document();
        document.is_some_and(|document| document.has_focus().unwrap_or(true))
    };
    web_sys::window().is_some_and(|window| framed(&window) && !has_focus(&window))
}

/// Whether the focus is nowhere, or on a button that has just done its work.
fn is_free() -> bool {
    let focused = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.active_element());
    focused.is_none_or(|element| matches!(element.tag_name().as_str(), "BODY" | "HTML" | "BUTTON"))
}
