//! The transcript: a plain log in the document, one entry a row.

mod view;
mod window;

use std::rc::Rc;

use ehlo_protocol::transcript::{Note, Speech};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::button::button;
use super::desk::use_desk;
use super::entry_row::{EntryRow, drawn};
use super::icon::{Icon, icon};
use super::kept::{use_effect_of, use_kept};
use super::paragraph::empty;
use super::peer_line;
use super::stay_at_end::use_at_end;
use crate::annex;
use crate::state::{Action, Conversation, Talk};
use crate::visible;
use crate::words::{text, text_with};
pub(super) use view::show_selected;
use view::{To, View};
use window::Window;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) conversation: Conversation,
    pub(super) earlier: Rc<Vec<Conversation>>,
    pub(super) selected: Option<usize>,
}

/// The transcript.
#[component]
pub(super) fn Transcript(props: &Props) -> Html {
    let desk = use_desk();
    let log = use_node_ref();
    let seen = use_kept(|| 0_usize);
    let at_end = use_at_end(&log);
    let view = use_kept(|| View::last(None));
    let entries = props.conversation.transcript.entries();
    let count = entries.len();
    let rows = view.rows(count, props.selected);
    let chosen = props.selected;
    let reads = matches!(props.conversation.talk, Talk::Read(_));
    {
        let (at_end, seen, view) = (at_end.clone(), seen.clone(), view.clone());
        use_effect_of(count, move |count| {
            if at_end.is_there() || *count < *seen {
                seen.set(*count);
                view.set(View::last(chosen.filter(|_| view.chosen == chosen)));
            }
        });
    }
    {
        // What is no longer chosen stays in sight. Nothing comes that would make a reader of a log look at its end.
        let (view, rows, at_end) = (view.clone(), rows.clone(), at_end.clone());
        use_effect_of(chosen, move |chosen| {
            if chosen.is_some() {
                view.set(View::of(&rows, count, *chosen));
                if reads {
                    at_end.leave();
                    show_selected();
                }
            }
        });
    }
    {
        let log = log.clone();
        use_effect_of((*view).clone(), move |view| view.settle(&log));
    }
    let onscroll = {
        let (at_end, seen) = (at_end.clone(), seen.clone());
        move |_: Event| {
            at_end.scrolled();
            if at_end.is_there() {
                seen.set(count);
            }
        }
    };
    let go = {
        let (log, seen, rows) = (log.clone(), seen.clone(), rows.clone());
        Callback::from(move |to: To| {
            let next = View::turned(to, &rows, count, chosen, &log);
            // Who has left what was chosen can choose it again.
            if chosen.is_some_and(|chosen| !next.rows(count, None).contains(&chosen)) {
                desk.tell(Action::Select(None));
            }
            view.set(next);
            if to == To::Last {
                at_end.go();
                seen.set(count);
                // The button goes; who pressed it with a key goes on from the last line.
                focus_last(&log);
            } else {
                at_end.leave();
            }
        })
    };
    let jump = go.reform(|_: MouseEvent| To::Last);
    let unseen = count.saturating_sub(*seen);
    html! {
        <section class="transcript" aria-label={text("page-transcript.region")}>
            <h2 class="unseen">{ text("page-transcript") }</h2>
            <div class="transcript-scroll" ref={log.clone()} {onscroll} onkeydown={walk}><div>
                <Earlier earlier={Rc::clone(&props.earlier)} />
                { hidden(["page-transcript-earlier", "page-transcript-earlier.some", "page-transcript-earlier.all"], rows.start, &go, [To::Earlier, To::First]) }
                if count == 0 {
                    { empty(text("page-transcript.empty")) }
                }
                <div class="log" role="log" aria-label={text("page-transcript")}>
                    { for entries.iter().enumerate().take(rows.end).skip(rows.start).map(|(number, entry)| html! {
                        <EntryRow
                            key={number}
                            entry={entry.clone()}
                            before_ms={number.checked_sub(1).and_then(|before| entries.get(before)).map(|entry| entry.at_ms)}
                            start_ms={entries.first().map_or(0, |first| first.at_ms)}
                            said={entry.secret.as_ref().and_then(|_| annex::said(entries, number))}
                            tls={matches!(entry.speech, Speech::Note(Note::TlsEstablished(_))).then(|| props.conversation.security.report.clone()).flatten()}
                            expected={props.conversation.predicted(number)}
                            read={reads}
                            selected={props.selected == Some(number)}
                            last={number + 1 == rows.end}
                        />
                    }) }
                </div>
                { hidden(["page-transcript-later", "page-transcript-later.some", "page-transcript-later.all"], count - rows.end, &go, [To::Later, To::Last]) }
                if !props.conversation.partial.is_empty() {
                    <div class="entry server partial" aria-hidden="true">
                        <span class="letter">{ "S" }</span>
                        <div class="said wire">
                            { for props.conversation.partial.iter().map(|line| html! { <div>{ visible::text(&line.line.bytes) }</div> }) }
                        </div>
                    </div>
                }
            </div></div>
            if unseen > 0 {
                <button type="button" class="new-lines" onclick={jump} onmousedown={keep_focus}>
                    { icon(Icon::Down) }{ text_with("page-transcript-new", &[("count", unseen.into())]) }
                </button>
            }
        </section>
    }
}

/// The buttons for rows that are not drawn: the next of them, and the last of them where those are more.
fn hidden(
    [rest, some, last]: [&'static str; 3],
    count: usize,
    go: &Callback<To>,
    [next, end]: [To; 2],
) -> Html {
    if count == 0 {
        return Html::default();
    }
    let portion = Window::portion(count);
    let more = portion < count;
    let press = |to| {
        let go = go.clone();
        move |_| go.emit(to)
    };
    let values = [("portion", portion.into()), ("count", count.into())];
    html! {
        <p class="hidden-rows">
            { button("quiet", None, text_with(if more { some } else { rest }, &values), press(next)) }
            if more {
                { button("quiet", None, text(last), press(end)) }
            }
        </p>
    }
}

/// The sessions before this one, folded away.
#[component]
fn Earlier(props: &EarlierProps) -> Html {
    if props.earlier.is_empty() {
        return Html::default();
    }
    html! {
        <details class="earlier">
            <summary>{ text_with("page-earlier", &[("count", props.earlier.len().into())]) }</summary>
            { for props.earlier.iter().map(|conversation| html! {
                <section>
                    <h3>{ peer_line::of_whom(conversation) }</h3>
                    <pre class="wire">
                        { for conversation.transcript.to_text().lines().map(|line| html! {
                            <div>{ drawn(visible::segments(line.as_bytes(), &[])) }</div>
                        }) }
                    </pre>
                </section>
            }) }
        </details>
    }
}

#[derive(Properties, PartialEq)]
struct EarlierProps {
    earlier: Rc<Vec<Conversation>>,
}

/// A press with the mouse leaves the focus where the user types.
fn keep_focus(event: MouseEvent) {
    event.prevent_default();
}

fn focus_last(log: &NodeRef) {
    let focused = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.active_element());
    let last = || {
        log.cast::<Element>()?
            .query_selector(".entry:last-child .entry-line")
            .ok()?
    };
    if focused.is_some_and(|focused| focused.class_list().contains("new-lines"))
        && let Some(last) = last()
    {
        focus(last);
    }
}

fn focus(element: Element) {
    if let Ok(element) = element.dyn_into::<HtmlElement>() {
        // Focus fails only on what has left the document, and then there is nowhere to go.
        let _ = element.focus();
    }
}

/// The arrow keys walk from entry to entry; only one of them is reached with Tab.
fn walk(event: KeyboardEvent) {
    let Some(focused) = event
        .target_dyn_into::<Element>()
        .filter(|element| element.class_list().contains("entry-line"))
    else {
        return;
    };
    let Some(row) = focused.closest(".entry").ok().flatten() else {
        return;
    };
    let next = match event.key().as_str() {
        "ArrowUp" => row.previous_element_sibling(),
        "ArrowDown" => row.next_element_sibling(),
        "Home" => row
            .parent_element()
            .and_then(|log| log.first_element_child()),
        "End" => row
            .parent_element()
            .and_then(|log| log.last_element_child()),
        _ => return,
    };
    event.prevent_default();
    let line = next.and_then(|row| row.query_selector(".entry-line").ok().flatten());
    if let Some(line) = line {
        focus(line);
    }
}
