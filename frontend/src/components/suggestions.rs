//! What can be said now.

use ehlo_protocol::complete::{Suggestion, suggestions};
use ehlo_protocol::session::Session;
use yew::prelude::*;

use super::desk::Desk;
use super::paragraph::empty;
use super::region::region;
use super::tokens::tokens;
use crate::state::{Action, LineAction};
use crate::words::text;

/// The commands that are in order now; a click writes one into the command line.
pub(super) fn suggested(desk: &Desk, session: &Session, open: bool) -> Html {
    let found = if open {
        suggestions(session)
    } else {
        Vec::new()
    };
    let why_none = if !open {
        "page-suggestions.offline"
    } else if session.chunk_left > 0 {
        "page-suggestions.chunk"
    } else if session.expects_content() {
        "page-suggestions.data"
    } else {
        "page-suggestions.wait"
    };
    let (next, others): (Vec<_>, Vec<_>) = found.iter().partition(|suggestion| suggestion.next);
    let body = if found.is_empty() {
        empty(text(why_none))
    } else {
        html! {
            <ul class="suggestion-list">{ for next.into_iter().chain(others).map(|found| row(desk, found)) }</ul>
        }
    };
    region(
        "suggestions",
        text("page-suggestions"),
        text("page-suggestions"),
        Html::default(),
        body,
    )
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
                <span class="wire">{ tokens(suggestion.syntax) }</span>
                if suggestion.next {
                    <span class="suggestion-next">{ text("page-suggestion-next") }</span>
                }
                <span class="suggestion-does">{ does }</span>
            </button>
        </li>
    }
}
