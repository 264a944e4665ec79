//! The explanation of the chosen entry, or of the last reply.

use std::sync::Arc;

use ehlo_protocol::auth::PartKind;
use ehlo_protocol::sign_in::Said;
use ehlo_protocol::transcript::{Entry, Speech};
use web_sys::{Element, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;

use super::button::button;
use super::desk::use_desk;
use super::explain_command::command;
use super::explain_reply::reply;
use super::finding::{Detail, finding};
use super::icon::Icon;
use super::kept::use_effect_of;
use super::paragraph::{empty, plain};
use super::region::region;
use crate::annex::{self, message_parts};
use crate::measure::size;
use crate::state::{Action, Conversation};
use crate::words::{text, text_with};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) conversation: Conversation,
    pub(super) selected: Option<usize>,
}

/// The explanation of the chosen entry, or of the last reply.
#[component]
pub(super) fn Explanation(props: &Props) -> Html {
    let desk = use_desk();
    let place = use_node_ref();
    {
        let place = place.clone();
        use_effect_of(props.selected, move |selected| {
            let Some(place) = place.cast::<Element>() else {
                return;
            };
            if selected.is_some() {
                let nearest = ScrollIntoViewOptions::new();
                nearest.set_block(ScrollLogicalPosition::Nearest);
                place.scroll_into_view_with_scroll_into_view_options(&nearest);
            } else if let Some(side) = place.closest(".side").ok().flatten() {
                side.set_scroll_top(0);
            }
        });
    }
    let chosen = props
        .selected
        .and_then(|number| props.conversation.entry(number));
    let entry = chosen.or_else(|| props.conversation.last_reply());
    let back = chosen.map(|_| {
        let onclick = move |_: MouseEvent| desk.tell(Action::Select(None));
        button(
            "quiet",
            Some(Icon::Close),
            text("page-explanation-back"),
            onclick,
        )
    });
    let title = text(if chosen.is_some() {
        "page-explanation.chosen"
    } else {
        "page-explanation.last"
    });
    let body = html! {
        <div id="explanation" ref={place} aria-live="polite">
            { entry.map_or_else(|| empty(text("page-explanation.empty")), |entry| explained(&props.conversation, entry)) }
        </div>
    };
    region(
        if chosen.is_some() {
            "explanation is-chosen"
        } else {
            "explanation"
        },
        text("page-explanation"),
        title,
        back.unwrap_or_default(),
        body,
    )
}

/// Whether a challenge is none, but says why a token was refused.
fn refuses(asked: &Said) -> bool {
    [PartKind::Status, PartKind::Error]
        .iter()
        .any(|kind| asked.payload.part(*kind).is_some())
}

fn explained(conversation: &Conversation, entry: &Arc<Entry>) -> Html {
    let asked =
        annex::said(conversation.transcript.entries(), entry.number).filter(|said| said.by_server);
    html! {
        <>
            { match &entry.speech {
                Speech::Reply { reply: said, step, .. } => html! {
                    <>
                        if let Some(asked) = asked {
                            { plain(text(if refuses(&asked) { "page-explain-token-refused" } else { "page-explain-challenge" })) }
                            { message_parts(&asked, true) }
                        }
                        { reply(said, *step) }
                    </>
                },
                Speech::Command(line) => command(&line.bytes, entry.secret.as_ref()),
                Speech::Content(bytes) => html! {
                    <>
                        { plain(text("page-explain-content")) }
                        <p>{ text_with("page-said-content", &[("size", size(bytes.len() as u64).into())]) }</p>
                    </>
                },
                Speech::EndOfData => plain(text("page-explain-end-of-data")),
                Speech::Note(_) => Html::default(),
            } }
            { for entry.diagnostics.iter().map(|found| finding(found, Detail::Full, Html::default())) }
        </>
    }
}
