//! What the simulation and the sandbox accepted.

use std::rc::Rc;

use yew::prelude::*;

use super::button::button;
use super::desk::{Desk, use_desk};
use super::icon::Icon;
use super::paragraph::empty;
use super::region::region;
use super::server_picker;
use crate::measure::{address, time_of_day};
use crate::state::{Action, Inbox as Mails, Reach, StoredMail};
use crate::visible;
use crate::words::{text, text_with};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) inbox: Mails,
    pub(super) reach: Reach,
}

/// The accepted mails, newest first.
#[component]
pub(super) fn Inbox(props: &Props) -> Html {
    let desk = use_desk();
    let count = props.inbox.mails.len();
    let title = if count == 0 {
        text("page-inbox")
    } else {
        text_with("page-inbox-count", &[("count", count.into())])
    };
    let refresh = props.reach.has_inbox().then(|| {
        let desk = desk.clone();
        let onclick = move |_| desk.driver.fetch_inbox();
        button(
            "quiet",
            Some(Icon::Again),
            text("page-inbox-refresh"),
            onclick,
        )
    });
    let body = html! {
    <>            if count == 0 {
                    { empty(text("page-inbox.empty")) }
                } else {
                    <ul class="mail-list">
                        { for props.inbox.mails.iter().map(|mail| row(&desk, mail, props.inbox.is_read(mail.key()))) }
                    </ul>
                }
            </>};
    region(
        "inbox",
        text("page-inbox"),
        title,
        refresh.unwrap_or_default(),
        body,
    )
}

fn row(desk: &Desk, mail: &Rc<StoredMail>, read: bool) -> Html {
    let onclick = {
        let (desk, key) = (desk.clone(), mail.key());
        move |_| desk.tell(Action::OpenMail(Some(key)))
    };
    html! {
        <li key={[mail.choice.name(), &mail.id.to_string()].concat()}>
            <button type="button" class={classes!("mail", (!read).then_some("is-new"))} {onclick}>
                <span class="mail-subject">{ subject_of(&mail.subject) }</span>
                <span class="mail-path">
                    { visible::text(address(&mail.reverse_path).as_bytes()) }{ " → " }
                    { visible::text(mail.recipients.join(", ").as_bytes()) }
                </span>
                <span class="mail-where">
                    { text(server_picker::name(mail.choice)) }{ ", " }{ time_of_day(mail.accepted_ms) }
                </span>
            </button>
        </li>
    }
}

/// The subject, or that there is none.
pub(super) fn subject_of(subject: &[u8]) -> String {
    if subject.is_empty() {
        text("page-no-subject")
    } else {
        visible::text(subject)
    }
}
