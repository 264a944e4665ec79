//! The message editor: what is typed between DATA and the final dot.

use std::rc::Rc;

use ehlo_protocol::client::Stuffing;
use ehlo_protocol::command::Command;
use ehlo_protocol::diagnostic::Diagnostic;
use ehlo_protocol::session::Session;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::button::button;
use super::chunk_editor::ChunkEditor;
use super::composer::use_focus_when_free;
use super::desk::{Desk, use_desk};
use super::diagnostics::fix_button;
use super::finding::{Detail, finding, gravest};
use super::icon::Icon;
use super::message_lines::message_lines;
use super::paragraph::hint;
use crate::clock;
use crate::place;
use crate::state::message::Sample;
use crate::state::{Action, Message, MessageAction};
use crate::words::{text, text_with};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(super) session: Rc<Session>,
    pub(super) message: Message,
    pub(super) diagnostics: Rc<Vec<Diagnostic>>,
}

/// The message editor, as its annex gives it to the page.
pub(crate) fn view(props: Props) -> Html {
    if props.session.chunk_left > 0 {
        return html! { <ChunkEditor session={props.session} text={props.message.text} /> };
    }
    html! { <MessageEditor ..props /> }
}

/// The message editor.
#[component]
pub(super) fn MessageEditor(props: &Props) -> Html {
    let desk = use_desk();
    let field = use_node_ref();
    use_focus_when_free(field.clone());
    let message = &props.message;
    let oninput = {
        let desk = desk.clone();
        move |event: InputEvent| {
            let field: HtmlTextAreaElement = event.target_unchecked_into();
            desk.tell(Action::Message(MessageAction::Typed(field.value())));
        }
    };
    let onkeydown = {
        let (desk, stuffing) = (desk.clone(), message.stuffing);
        move |event: KeyboardEvent| {
            if event.key() != "Enter" || event.is_composing() {
                return;
            }
            let field: HtmlTextAreaElement = event.target_unchecked_into();
            let cursor = field.selection_end().ok().flatten().unwrap_or_default() as usize;
            let message = present(&field, stuffing);
            if event.ctrl_key() || event.meta_key() {
                event.prevent_default();
                end(&desk, &message.text, stuffing);
            } else if let Some(before) = message.ended_by_dot(place::octets(&message.text, cursor))
            {
                // The dot that was typed is the one that ends the data.
                event.prevent_default();
                end(&desk, before, stuffing);
            }
        }
    };
    let onsubmit = {
        let (desk, field, stuffing) = (desk.clone(), field.clone(), message.stuffing);
        move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(field) = field.cast::<HtmlTextAreaElement>() {
                end(&desk, &present(&field, stuffing).text, stuffing);
            }
        }
    };
    let stuffed = message
        .text
        .split('\n')
        .filter(|line| message.is_stuffed(line))
        .count();
    html! {
        <form class="message" {onsubmit}>
            { kept(&desk, message.kept.len(), &field) }
            <div class="message-box">
                <div class="layered wire">
                    { message_lines(message, &props.diagnostics) }
                    <textarea
                        ref={field.clone()} value={message.text.clone()} aria-label={text("page-message")}
                        placeholder={text("page-message.placeholder")} autocomplete="off" autocapitalize="off"
                        autocorrect="off" spellcheck="false" aria-describedby="message-hint" {oninput} {onkeydown}
                    />
                </div>
            </div>
            <div class="message-row">
                { stuffing_box(&desk, message.stuffing) }
                if message.text.is_empty() {
                    { sample_button(&desk, &props.session, &field) }
                }
                <button type="submit" class="primary send">{ text("page-end-data") }</button>
            </div>
            <div class="line-status" id="message-hint">
                if let Some(first) = gravest(&props.diagnostics).and_then(|number| props.diagnostics.get(number)) {
                    { finding(first, Detail::Line, first.fix.as_ref().map(|fix| fix_button(&desk, fix, true, false)).unwrap_or_default()) }
                } else {
                    { hint(text("page-message.hint")) }
                }
                if stuffed > 0 {
                    <p class="hint">{ text_with("page-message-stuffed", &[("count", stuffed.into())]) }</p>
                }
            </div>
        </form>
    }
}

/// The message as it stands in the field. The page is drawn some time after the event that changed it, and the next
/// key may come in between.
fn present(field: &HtmlTextAreaElement, stuffing: Stuffing) -> Message {
    Message {
        text: field.value(),
        stuffing,
        ..Message::default()
    }
}

fn end(desk: &Desk, content: &str, stuffing: Stuffing) {
    desk.driver.send_message(content, stuffing);
    desk.tell(Action::Message(MessageAction::Sent));
}

fn stuffing_box(desk: &Desk, stuffing: Stuffing) -> Html {
    let onchange = {
        let desk = desk.clone();
        move |event: Event| {
            let field: HtmlInputElement = event.target_unchecked_into();
            let stuffing = if field.checked() {
                Stuffing::Apply
            } else {
                Stuffing::AsTyped
            };
            desk.tell(Action::Message(MessageAction::Stuff(stuffing)));
        }
    };
    html! {
        <label class="check">
            <input type="checkbox" checked={stuffing == Stuffing::Apply} {onchange} />
            <span>{ text("page-stuffing") }</span>
        </label>
    }
}

/// Writes a small message from the envelope.
fn sample_button(desk: &Desk, session: &Rc<Session>, field: &NodeRef) -> Html {
    let onclick = {
        let (desk, session, field) = (desk.clone(), Rc::clone(session), field.clone());
        move |_| {
            let written = sample_of(&session);
            desk.tell(Action::Message(MessageAction::Sample(written)));
            // The button goes with the empty message.
            focus(&field);
        }
    };
    button("quiet", Some(Icon::Letter), text("page-sample"), onclick)
}

/// Drafts that left the editor without being sent, and the way to have them back.
fn kept(desk: &Desk, count: usize, field: &NodeRef) -> Html {
    if count == 0 {
        return Html::default();
    }
    let act = |action: MessageAction| {
        let (desk, field) = (desk.clone(), field.clone());
        move |_| {
            desk.tell(Action::Message(action.clone()));
            // The button goes with the last draft.
            focus(&field);
        }
    };
    let word = |name: &str| text_with(name, &[("count", count.into())]);
    html! {
        <p class="queue" role="status">
            { word("page-draft-kept") }
            { button("quiet", None, word("page-draft-kept.back"), act(MessageAction::BringBack)) }
            { button("quiet", None, word("page-draft-kept.drop"), act(MessageAction::DropKept)) }
        </p>
    }
}

fn focus(field: &NodeRef) {
    if let Some(field) = field.cast::<HtmlTextAreaElement>() {
        // Focus fails only on what is not in the document.
        let _ = field.focus();
    }
}

fn sample_of(session: &Session) -> String {
    let Some(transaction) = &session.transaction else {
        return String::new();
    };
    let accepted = transaction
        .recipients
        .iter()
        .filter(|(_, accepted)| *accepted);
    let hello = session
        .hello
        .as_ref()
        .map(|hello| String::from_utf8_lossy(&hello.name).into_owned());
    let sample = Sample {
        sender: path(&transaction.mail),
        recipients: accepted.map(|(line, _)| path(line)).collect(),
        hello: hello.unwrap_or_default(),
        subject: text("page-sample.subject"),
        body: text("page-sample.body"),
        now_ms: clock::unix_ms(),
    };
    sample.write()
}

/// The address of a MAIL or RCPT line, without its brackets.
fn path(line: &[u8]) -> String {
    let command = Command::read(line);
    let mailbox = command
        .envelope()
        .and_then(|envelope| envelope.path)
        .and_then(|path| path.mailbox);
    mailbox
        .map(|mailbox| command.text(mailbox.span))
        .unwrap_or_default()
}
