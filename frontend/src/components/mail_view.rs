//! One mail: its envelope beside its header and body, or its octets as they are. All of it as text.

use std::rc::Rc;

use yew::prelude::*;

use super::button::button;
use super::desk::use_desk;
use super::dialog::use_dialog;
use super::entry_row::drawn;
use super::icon::Icon;
use super::inbox::subject_of;
use super::kept::use_kept;
use super::paragraph::{empty, hint};
use super::server_picker;
use crate::measure::{address, size, time_of_day};
use crate::received::{MAX_SHOWN, Parts};
use crate::state::{Action, StoredMail};
use crate::visible;
use crate::words::{text, text_with};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) mail: Option<Rc<StoredMail>>,
}

/// The mail on show, as its annex gives it to the page.
pub(crate) fn view(mail: Option<Rc<StoredMail>>) -> Html {
    html! { <MailView {mail} /> }
}

/// The mail on show, in a dialog of its own.
#[component]
pub(super) fn MailView(props: &Props) -> Html {
    let desk = use_desk();
    let dialog = use_dialog(props.mail.is_some());
    let raw = use_kept(|| false);
    let onclose = {
        let desk = desk.clone();
        move |_: Event| desk.tell(Action::OpenMail(None))
    };
    let close = move |_: MouseEvent| desk.tell(Action::OpenMail(None));
    let show_raw = {
        let raw = raw.clone();
        move |_: MouseEvent| raw.set(!*raw)
    };
    html! {
        <dialog class="mail-view" ref={dialog} {onclose} aria-label={text("page-mail")}>
            if let Some(mail) = &props.mail {
                <div class="mail-head">
                    <h2>{ subject_of(&mail.subject) }</h2>
                    <button type="button" class="quiet" onclick={show_raw} aria-pressed={raw.to_string()}>{ text("page-mail-raw") }</button>
                    { button("quiet", Some(Icon::Close), text("page-close"), close) }
                </div>
                if *raw {
                    <div class="mail-part"><pre class="wire">{ lines(&mail.raw) }</pre></div>
                } else {
                    { parts(mail) }
                }
            }
        </dialog>
    }
}

fn parts(mail: &StoredMail) -> Html {
    let parts = Parts::of(&mail.raw);
    let shown = |said: &str| visible::text(said.as_bytes());
    html! {
        <div class="mail-parts">
            <section class="mail-part envelope" aria-labelledby="mail-envelope">
                <h3 id="mail-envelope">{ text("page-envelope") }</h3>
                { hint(text("page-envelope.about")) }
                <dl>
                    <dt>{ text("page-envelope-from") }</dt><dd class="wire">{ shown(&address(&mail.reverse_path)) }</dd>
                    <dt>{ text("page-envelope-to") }</dt>
                    { for mail.recipients.iter().map(|recipient| html! { <dd class="wire">{ shown(recipient) }</dd> }) }
                    <dt>{ text("page-envelope-hello") }</dt><dd class="wire">{ shown(&mail.hello) }</dd>
                    <dt>{ text("page-envelope-by") }</dt>
                    <dd>{ text(server_picker::name(mail.choice)) }{ ", " }{ time_of_day(mail.accepted_ms) }</dd>
                    <dt>{ text("page-envelope-size") }</dt><dd>{ size(mail.raw.len() as u64) }</dd>
                </dl>
            </section>
            <section class="mail-part content" aria-labelledby="mail-content">
                <h3 id="mail-content">{ text("page-content") }</h3>
                { hint(text("page-content.about")) }
                <dl class="fields">
                    { for parts.fields.iter().map(|field| html! {
                        <>
                            <dt class="wire">{ visible::text(&field.name) }</dt>
                            <dd class="wire">{ drawn(visible::segments(&field.value, &[])) }</dd>
                        </>
                    }) }
                </dl>
                if parts.body.is_empty() {
                    { empty(text("page-no-body")) }
                } else {
                    <pre class="wire">{ lines(&parts.body) }</pre>
                }
            </section>
        </div>
    }
}

/// Octets as lines of text, what hides drawn; the ends of the lines are the lines.
fn lines(bytes: &[u8]) -> Html {
    let shown = bytes.get(..MAX_SHOWN).unwrap_or(bytes);
    let more = bytes.len() - shown.len();
    html! {
        <>
            { for shown.split_inclusive(|byte| *byte == b'\n').map(|line| {
                let whole = line.strip_suffix(b"\r\n");
                html! { <>{ drawn(visible::segments(whole.unwrap_or(line), &[])) }{ if whole.is_some() { "\n" } else { "" } }</> }
            }) }
            if more > 0 {
                <span class="mark">{ text_with("page-more-octets", &[("size", size(more as u64).into())]) }</span>
            }
        </>
    }
}
