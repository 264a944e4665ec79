//! The command line: a field that knows SMTP.
//!
//! It is a text area of one growing row, so that a long line wraps instead of hiding its beginning; Enter sends.

use std::rc::Rc;

use ehlo_protocol::client::check_line;
use ehlo_protocol::complete::{Completion, completions};
use ehlo_protocol::diagnostic::{Diagnostic, Profile, Severity};
use ehlo_protocol::rules::auth::credentials_in_clear;
use ehlo_protocol::session::Session;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, HtmlTextAreaElement};
use yew::prelude::*;

use super::button::button;
use super::completion_list::{CompletionList, LIST, option_id};
use super::composer::use_focus_when_free;
use super::desk::{Desk, use_desk};
use super::finding::gravest_with_fix;
use super::icon::Icon;
use super::kept::use_effect_of;
use super::line_status::line_status;
use super::underlay::underlay;
use crate::place;
use crate::state::{Action, Choice, Composer, LineAction};
use crate::words::{text, text_with};

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
            { queue(&desk, composer.queue.len()) }
        </form>
    }
}

/// The command line as it stands in the field. The page is drawn some time after the event that changed it, and the
/// next key may come in between: what was drawn last is then not yet what was typed.
struct Present {
    composer: Composer,
    offered: Rc<Vec<Completion>>,
    diagnostics: Rc<Vec<Diagnostic>>,
}

impl Present {
    fn of(
        field: &HtmlTextAreaElement,
        session: &Session,
        drawn: &Composer,
        offered: &Rc<Vec<Completion>>,
        diagnostics: &Rc<Vec<Diagnostic>>,
    ) -> Self {
        let line = field.value();
        let mut composer = drawn.clone();
        if *line == *drawn.line {
            let (offered, diagnostics) = (Rc::clone(offered), Rc::clone(diagnostics));
            return Self {
                composer,
                offered,
                diagnostics,
            };
        }
        let cursor = cursor_of(field);
        let offered = Rc::new(completions(session, &line, cursor));
        let diagnostics = Rc::new(check_line(session, line.as_bytes(), Profile::Strict));
        composer.apply(LineAction::Typed(line, cursor));
        Self {
            composer,
            offered,
            diagnostics,
        }
    }
}

/// What a key does.
enum Key {
    /// Whatever the browser does.
    Free,
    /// Sends the line, or asks first.
    Send,
    /// Changes the line.
    Do(LineAction),
}

fn action_of(event: &KeyboardEvent, present: &Present) -> Key {
    let Present {
        composer,
        offered,
        diagnostics,
    } = present;
    // Enter that ends a word of an input method is not ours.
    if event.is_composing() || event.ctrl_key() || event.meta_key() {
        return Key::Free;
    }
    let marked = composer
        .marked
        .and_then(|number| Some((number, offered.get(number)?)));
    let step = |by: usize| {
        LineAction::Mark((composer.marked.unwrap_or_default() + by) % offered.len().max(1))
    };
    match (event.key().as_str(), marked) {
        ("Enter", _) if event.alt_key() => {
            let found = gravest_with_fix(diagnostics).and_then(|number| diagnostics.get(number));
            let fix = found.and_then(|found| found.fix.clone());
            fix.map_or(Key::Free, |fix| Key::Do(LineAction::Fix(fix)))
        }
        ("Enter" | "Tab", Some((_, completion))) if !event.shift_key() => {
            Key::Do(LineAction::Complete(completion.clone()))
        }
        ("Enter", None) => Key::Send,
        ("Tab", None) if event.shift_key() || composer.tab_leaves || composer.line.is_empty() => {
            Key::Free
        }
        ("Tab", None) => match offered.as_slice() {
            [] => Key::Free,
            [only] => Key::Do(LineAction::Complete(only.clone())),
            _ => Key::Do(LineAction::Mark(0)),
        },
        ("Escape", Some(_)) => Key::Do(LineAction::CloseList),
        ("ArrowDown", Some(_)) => Key::Do(step(1)),
        ("ArrowUp", Some(_)) => Key::Do(step(offered.len().max(1) - 1)),
        ("ArrowUp", None) => Key::Do(LineAction::Back),
        ("ArrowDown", None)
            if composer.line.is_empty() && !composer.is_looking_back() && !offered.is_empty() =>
        {
            Key::Do(LineAction::Mark(0))
        }
        ("ArrowDown", None) => Key::Do(LineAction::Forward),
        _ => Key::Free,
    }
}

/// Sends the line; of one with errors Enter asks first, the button has said what it does. A password that would go out in
/// clear is asked about in any case.
fn send(
    desk: &Desk,
    session: &Session,
    composer: &Composer,
    field: &HtmlTextAreaElement,
    by_enter: bool,
) {
    if composer.line.is_empty() {
        return;
    }
    let asks_first = || {
        let found = check_line(session, composer.line.as_bytes(), Profile::Strict);
        let wrong = found.iter().any(|found| found.severity == Severity::Error);
        by_enter && wrong || shows_secret(&found)
    };
    if !composer.asks && asks_first() {
        desk.line(LineAction::Ask);
        return;
    }
    // At once, so that a second Enter before the page is drawn anew does not send it twice.
    field.set_value("");
    let secret = desk.driver.send_line(&composer.line);
    desk.line(LineAction::Sent { secret });
}

/// Whether a line would show a password or token to whoever is on the way.
pub(super) fn shows_secret(found: &[Diagnostic]) -> bool {
    found
        .iter()
        .any(|found| found.rule == credentials_in_clear::RULE.name)
}

/// The button that opens the builder of a sign-in.
fn sign_in_button(desk: &Desk) -> Html {
    let desk = desk.clone();
    let onclick = move |_| desk.tell(Action::SignIn(true));
    button("quiet", Some(Icon::Key), text("page-sign-in"), onclick)
}

/// What Tab writes: the first completion, where the line ends at the cursor and the list is closed.
fn first_offered<'a>(composer: &Composer, offered: &'a [Completion]) -> Option<&'a Completion> {
    let at_end = composer.cursor == composer.line.len() && !composer.line.is_empty();
    offered
        .first()
        .filter(|_| at_end && !composer.tab_leaves && composer.marked.is_none())
}

/// The rest of a completion, as it is shown behind the cursor.
fn rest<'a>(line: &str, offered: &'a Completion) -> &'a str {
    let typed = line.get(offered.span.range()).unwrap_or_default();
    let fits = offered
        .insert
        .get(..typed.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(typed));
    if fits {
        offered.insert.get(typed.len()..).unwrap_or_default()
    } else {
        ""
    }
}

/// Pasted lines that wait.
fn queue(desk: &Desk, waiting: usize) -> Html {
    if waiting == 0 {
        return Html::default();
    }
    let desk = desk.clone();
    let onclick = move |_| desk.line(LineAction::DropQueue);
    html! {
        <p class="queue" role="status">
            { text_with("page-queue", &[("count", waiting.into())]) }
            { button("quiet", None, text("page-queue.drop"), onclick) }
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
        let _ = field.focus();
    });
}
