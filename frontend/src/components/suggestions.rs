//! What can be said now.

use std::rc::Rc;

use ehlo_protocol::complete::{Suggestion, suggestions};
use ehlo_protocol::session::Session;
use yew::prelude::*;

use super::desk::{Desk, use_desk};
use super::region::Region;
use crate::state::{Action, LineAction};
use crate::words::text;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) session: Rc<Session>,
    pub(super) open: bool,
}

/// The commands that are in order now; a click writes one into the command line.
#[component]
pub(super) fn Suggestions(props: &Props) -> Html {
    let desk = use_desk();
    let found = if props.open {
        suggestions(&props.session)
    } else {
        Vec::new()
    };
    let why_none = if !props.open {
        "page-suggestions.offline"
    } else if props.session.expects_content() {
        "page-suggestions.data"
    } else {
        "page-suggestions.wait"
    };
    html! {
        <Region name={text("page-suggestions")} title={text("page-suggestions")} class="suggestions">
            if found.is_empty() {
                <p class="empty">{ text(why_none) }</p>
            } else {
                <ul class="suggestion-list">
                    { for found.iter().filter(|suggestion| suggestion.next).map(|suggestion| row(&desk, suggestion)) }
                    { for found.iter().filter(|suggestion| !suggestion.next).map(|suggestion| row(&desk, suggestion)) }
                </ul>
            }
        </Region>
    }
}

fn row(desk: &Desk, suggestion: &Suggestion) -> Html {
    let onclick = {
        let (desk, insert) = (desk.clone(), suggestion.insert.clone());
        move |_| {
            desk.line(LineAction::Insert(insert.clone()));
            desk.tell(Action::Sheet(None));
        }
    };
    let does = text(&["verb-", &suggestion.verb.name().to_ascii_lowercase()].concat());
    html! {
        <li key={suggestion.verb.name()}>
            <button type="button" class={classes!("suggestion", suggestion.next.then_some("is-next"))} title={does.clone()} {onclick}>
                <span class="wire">{ suggestion.syntax }</span>
                if suggestion.next {
                    <span class="suggestion-next">{ text("page-suggestion-next") }</span>
                }
                <span class="suggestion-does">{ does }</span>
            </button>
        </li>
    }
}
