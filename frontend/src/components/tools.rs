//! What can be done with a transcript: copy it, save it, link to it, and read another in its place.

use ehlo_protocol::transcript::Transcript;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};
use yew::prelude::*;

use super::button::button;
use super::desk::use_desk;
use super::icon::{Icon, icon};
use super::kept::{use_effect_of, use_kept};
use crate::say;
use crate::state::{Action, Conversation};
use crate::words::text;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) conversation: Conversation,
}

/// What came of the last press.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Copied {
    Not,
    Done,
    LinkDone,
    Failed,
}

/// Copy and save the transcript, as C:/S: text, secrets masked.
#[component]
pub(super) fn Tools(props: &Props) -> Html {
    let desk = use_desk();
    let copied = use_kept(|| Copied::Not);
    let length = props.conversation.transcript.len();
    {
        let copied = copied.clone();
        use_effect_of(length, move |_| copied.set(Copied::Not));
    }
    let transcript = props.conversation.transcript.clone();
    let copy = |done: Copied, written: fn(&Transcript) -> String| {
        let (copied, transcript) = (copied.clone(), transcript.clone());
        move |_: MouseEvent| {
            let (copied, written) = (copied.clone(), written(&transcript));
            spawn_local(async move {
                copied.set(if write(&written).await.is_ok() {
                    done
                } else {
                    Copied::Failed
                });
            });
        }
    };
    let copy_text = copy(Copied::Done, Transcript::to_text);
    let copy_link = copy(Copied::LinkDone, say::link);
    let save = move |_: MouseEvent| {
        // It fails only where the browser forbids downloads, and says so itself.
        let _ = save(&transcript.to_text());
    };
    let read_log = move |_: MouseEvent| desk.tell(Action::ReadLog(Some(String::new())));
    let said = match *copied {
        Copied::Not | Copied::LinkDone => "page-copy",
        Copied::Done => "page-copy.done",
        Copied::Failed => "page-copy.failed",
    };
    html! {
        <div class="tools">
            { button("quiet", Some(Icon::Steps), text("page-log"), read_log) }
            if has_clipboard() {
                <button type="button" class="quiet" onclick={copy_text} disabled={length == 0}>
                    { icon(if *copied == Copied::Done { Icon::Done } else { Icon::Copy }) }
                    <span aria-live="polite">{ text(said) }</span>
                </button>
                <button type="button" class="quiet" onclick={copy_link} disabled={length == 0} title={text("page-link.about")}>
                    { icon(if *copied == Copied::LinkDone { Icon::Done } else { Icon::Link }) }
                    <span aria-live="polite">{ text(if *copied == Copied::LinkDone { "page-link.done" } else { "page-link" }) }</span>
                </button>
            }
            <button type="button" class="quiet" onclick={save} disabled={length == 0}>
                { icon(Icon::Download) }{ text("page-save") }
            </button>
        </div>
    }
}

/// The clipboard is there in secure contexts only: https, and this machine.
pub(super) fn has_clipboard() -> bool {
    web_sys::window().is_some_and(|window| window.is_secure_context())
}

pub(super) async fn write(written: &str) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    JsFuture::from(window.navigator().clipboard().write_text(written)).await?;
    Ok(())
}

fn save(written: &str) -> Result<(), JsValue> {
    let document = web_sys::window()
        .and_then(|window| window.document())
        .ok_or(JsValue::NULL)?;
    let kind = BlobPropertyBag::new();
    kind.set_type("text/plain;charset=utf-8");
    let parts = js_sys::Array::of1(&JsValue::from(written));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &kind)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
    link.set_href(&address);
    link.set_download(&text("page-save.file"));
    link.click();
    Url::revoke_object_url(&address)
}
