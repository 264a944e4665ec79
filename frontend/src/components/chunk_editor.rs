//! The chunk editor: what is typed behind BDAT, counted in octets.

use std::rc::Rc;

use ehlo_protocol::client::chunk_of;
use ehlo_protocol::session::Session;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::composer::use_focus_when_free;
use super::desk::{Desk, use_desk};
use super::paragraph::hint;
use crate::state::{Action, MessageAction};
use crate::words::{text, text_with};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) session: Rc<Session>,
    pub(super) text: String,
}

/// The chunk editor.
#[component]
pub(super) fn ChunkEditor(props: &Props) -> Html {
    let desk = use_desk();
    let field = use_node_ref();
    use_focus_when_free(field.clone());
    let oninput = {
        let desk = desk.clone();
        move |event: InputEvent| {
            let field: HtmlTextAreaElement = event.target_unchecked_into();
            desk.tell(Action::Message(MessageAction::Typed(field.value())));
        }
    };
    let onkeydown = {
        let desk = desk.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
                event.prevent_default();
                let field: HtmlTextAreaElement = event.target_unchecked_into();
                send(&desk, &field.value());
            }
        }
    };
    let onsubmit = {
        let (desk, field) = (desk, field.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(field) = field.cast::<HtmlTextAreaElement>() {
                send(&desk, &field.value());
            }
        }
    };
    let due = props.session.chunk_left;
    let typed = chunk_of(props.text.as_bytes()).len() as u64;
    let name = match typed.cmp(&due) {
        std::cmp::Ordering::Less => "page-chunk-short",
        std::cmp::Ordering::Equal => "page-chunk-fits",
        std::cmp::Ordering::Greater => "page-chunk-long",
    };
    let figures = [("typed", typed.into()), ("due", due.into())];
    html! {
        <form class="message" {onsubmit}>
            <div class="message-box">
                <div class="layered wire">
                    <div class="underlay" aria-hidden="true">{ props.text.clone() }{ "\u{200b}" }</div>
                    <textarea
                        ref={field} value={props.text.clone()} aria-label={text("page-chunk")}
                        placeholder={text("page-chunk.placeholder")} autocomplete="off" autocapitalize="off"
                        autocorrect="off" spellcheck="false" aria-describedby="chunk-hint" {oninput} {onkeydown}
                    />
                </div>
            </div>
            <div class="message-row">
                <button type="submit" class="primary send">{ text("page-chunk-send") }</button>
            </div>
            <div class="line-status" id="chunk-hint">{ hint(text_with(name, &figures)) }</div>
        </form>
    }
}

/// An empty press says nothing: the octets are due all the same.
fn send(desk: &Desk, typed: &str) {
    if !typed.is_empty() {
        desk.driver.send_chunk(typed);
        desk.tell(Action::Message(MessageAction::Sent));
    }
}
