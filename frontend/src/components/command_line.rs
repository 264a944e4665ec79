//! The command line: a field that knows SMTP.
//!
//! It is a text area of one growing row, so that a long line wraps instead of hiding its beginning; Enter sends.

mod continuation;
mod key;
mod present;
mod sending;

use std::rc::Rc;

use ehlo_protocol::complete::completions;
use ehlo_protocol::diagnostic::{Diagnostic, Severity};
use ehlo_protocol::session::Session;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, HtmlTextAreaElement};
use yew::prelude::*;

use super::button::button;
use super::completion_list::{CompletionList, LIST, option_id};
use super::composer::{is_elsewhere, use_focus_when_free};
use super::desk::{Desk, use_desk};
use super::icon::Icon;
use super::kept::use_effect_of;
use super::line_status::line_status;
use super::underlay::underlay;
use crate::annex;
use crate::place;
use crate::state::{Action, Choice, Composer, LineAction};
use crate::words::{text, text_with};
use continuation::{first_offered, rest};
use key::{Key, action_of};
use present::Present;
use sending::send;
pub(super) use sending::shows_secret;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) session: Rc<Session>,
    pub(super) choice: Choice,
    /// Whether TLS was asked for and is not on: what is typed waits.
    pub(super) locked: bool,
    /// Whether this server offered TLS before and does not now.
    pub(super) tls_is_gone: bool,
    pub(super) waiting_since_ms: Option<u64>,
    pub(super) composer: Composer,
    pub(super) diagnostics: Rc<Vec<Diagnostic>>,
    /// Whether the builder of a sign-in can be opened.
    pub(super) can_sign_in: bool,
}

/// The command line.
#[component]
pub(super) fn CommandLine(props: &Props) -> Html {
    let desk = use_desk();
    let field = use_node_ref();
    let composer = &props.composer;
    let offered = use_memo(
        (
            Rc::clone(&props.session),
            Rc::clone(&composer.line),
            composer.cursor,
        ),
        |(session, line, cursor)| completions(session, line, *cursor),
    );
    use_focus_when_free(field.clone());
    use_cursor_after_changes(&field, composer);
    let first = first_offered(composer, &offered);
    let has_errors = props
        .diagnostics
        .iter()
        .any(|found| found.severity == Severity::Error);
    let in_clear = composer.asks && shows_secret(&props.diagnostics);
    let present = {
        let (session, composer) = (Rc::clone(&props.session), composer.clone());
        let (offered, diagnostics) = (Rc::clone(&offered), Rc::clone(&props.diagnostics));
        move |field: &HtmlTextAreaElement| {
            Present::of(field, &session, &composer, &offered, &diagnostics)
        }
    };
    let onkeydown = {
        let (desk, session, present) = (desk.clone(), Rc::clone(&props.session), present.clone());
        let locked = props.locked;
        move |event: KeyboardEvent| {
            let field = event.target_unchecked_into();
            let present = present(&field);
            match action_of(&event, &present) {
                Key::Free => {}
                Key::Send => {
                    event.prevent_default();
                    if !locked {
                        send(&desk, &session, &present.composer, &field, true);
                    }
                }
                Key::Do(action) => {
                    event.prevent_default();
                    desk.line(action);
                }
            }
        }
    };
    let oninput = {
        let desk = desk.clone();
        move |event: InputEvent| {
            let field: HtmlTextAreaElement = event.target_unchecked_into();
            let (value, cursor) = (field.value(), cursor_of(&field));
            desk.driver.foresee(&value);
            desk.line(LineAction::Typed(value, cursor));
        }
    };
    let onpaste = {
        let desk = desk.clone();
        move |event: Event| {
            let Some(text) = pasted(&event).filter(|text| text.contains(['\n', '\r'])) else {
                return;
            };
            event.prevent_default();
            // What a server said belongs to no command line.
            if annex::log().is_some_and(|here| (here.is_log)(&text)) {
                return desk.tell(Action::ReadLog(Some(text)));
            }
            let field: HtmlTextAreaElement = event.target_unchecked_into();
            let start = field.selection_start().ok().flatten().unwrap_or_default() as usize;
            let start = place::octets(&field.value(), start);
            desk.line(LineAction::Pasted(text, start..cursor_of(&field)));
        }
    };
    let onselect = {
        let desk = desk.clone();
        move |event: Event| desk.line(LineAction::Moved(cursor_of(&event.target_unchecked_into())))
    };
    let onkeyup = {
        let desk = desk.clone();
        move |event: KeyboardEvent| {
            desk.line(LineAction::Moved(cursor_of(&event.target_unchecked_into())))
        }
    };
    let onclick = {
        let desk = desk.clone();
        move |event: MouseEvent| {
            desk.line(LineAction::Moved(cursor_of(&event.target_unchecked_into())))
        }
    };
    let onsubmit = {
        let (desk, session, field) = (desk.clone(), Rc::clone(&props.session), field.clone());
        let locked = props.locked;
        move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(field) = field.cast::<HtmlTextAreaElement>().filter(|_| !locked) {
                send(&desk, &session, &present(&field).composer, &field, false);
            }
        }
    };
    html! {
        <form class="command" {onsubmit}>
            if let Some(marked) = composer.marked {
                <CompletionList completions={Rc::clone(&offered)} {marked} />
            }
            <div class="command-row">
                <span class="letter" aria-hidden="true">{ "C" }</span>
                <div class="layered wire">
                    { underlay(&composer.line, &props.diagnostics, first.map_or("", |first| rest(&composer.line, first))) }
                    <textarea
                        ref={field} rows="1" value={composer.line.to_string()} aria-label={text("page-command")}
                        autocomplete="off" autocapitalize="off" autocorrect="off" spellcheck="false" enterkeyhint="send"
                        aria-autocomplete="list" aria-controls={composer.marked.map(|_| LIST)}
                        aria-activedescendant={composer.marked.map(option_id)}
                        aria-invalid={has_errors.then_some("true")} aria-describedby="command-status"
                        {oninput} {onkeydown} {onkeyup} {onclick} {onselect} {onpaste}
                    />
                </div>
                <button type="submit" class={if has_errors || in_clear { "send is-risky" } else { "send primary" }}>
                    { text(if in_clear { "page-send-in-clear" } else if has_errors { "page-send-anyway" } else { "page-send" }) }
                </button>
            </div>
            <div class="status-row">
                { line_status(&desk, props, first) }
                if props.can_sign_in {
                    { sign_in_button(&desk) }
                }
            </div>
            { queue(&desk, composer) }
        </form>
    }
}

/// The button that opens the builder of a sign-in.
fn sign_in_button(desk: &Desk) -> Html {
    let desk = desk.clone();
    let onclick = move |_| desk.tell(Action::SignIn(true));
    button("quiet", Some(Icon::Key), text("page-sign-in"), onclick)
}

/// Lines that wait, those that found no place, and those that are kept.
fn queue(desk: &Desk, composer: &Composer) -> Html {
    let drop = (LineAction::DropQueue, "page-queue.drop");
    let bring_back = (LineAction::BringBack, "page-queue-kept.back");
    html! {
        <>
            { counted(desk, "page-queue", composer.queue.len(), Some(drop)) }
            { counted(desk, "page-queue-left-out", composer.left_out, None) }
            { counted(desk, "page-queue-kept", composer.kept.len(), Some(bring_back)) }
        </>
    }
}

/// So many lines, and what can be done with them.
fn counted(
    desk: &Desk,
    name: &'static str,
    count: usize,
    does: Option<(LineAction, &'static str)>,
) -> Html {
    if count == 0 {
        return Html::default();
    }
    html! {
        <p class="queue" role="status">
            { text_with(name, &[("count", count.into())]) }
            if let Some((action, word)) = does {
                { button("quiet", None, text(word), { let desk = desk.clone(); move |_| desk.line(action.clone()) }) }
            }
        </p>
    }
}

/// The text that a paste brings.
fn pasted(event: &Event) -> Option<String> {
    event
        .dyn_ref::<ClipboardEvent>()?
        .clipboard_data()?
        .get_data("text/plain")
        .ok()
}

fn cursor_of(field: &HtmlTextAreaElement) -> usize {
    let units = field.selection_end().ok().flatten().unwrap_or_default();
    place::octets(&field.value(), units as usize)
}

/// Puts the cursor where the page wants it after it has changed the line itself.
#[hook]
fn use_cursor_after_changes(field: &NodeRef, composer: &Composer) {
    let field = field.clone();
    let (line, cursor) = (Rc::clone(&composer.line), composer.cursor);
    use_effect_of(composer.placed, move |placed| {
        let Some(field) = field.cast::<HtmlTextAreaElement>().filter(|_| *placed > 0) else {
            return;
        };
        let at = u32::try_from(place::units(&line, cursor)).unwrap_or(u32::MAX);
        // Both fail only on a field that is no longer in the document.
        let _ = field.set_selection_range(at, at);
        if !is_elsewhere() {
            let _ = field.focus();
        }
    });
}
