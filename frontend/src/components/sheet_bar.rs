//! The side regions of a narrow screen: the buttons that open them, and the head that closes them.

use yew::prelude::*;

use super::button::button;
use super::desk::Desk;
use super::icon::{Icon, icon};
use crate::state::{Action, Sheet};
use crate::words::{text, text_with};

/// The buttons that open the side regions. Wide screens have no use for them and do not show them.
pub(super) fn sheet_bar(desk: &Desk, present: Option<Sheet>, mails: usize, errors: usize) -> Html {
    let button = |sheet: Sheet, sign: Icon, words: String| {
        let open = present == Some(sheet);
        let desk = desk.clone();
        let onclick = move |_| desk.tell(Action::Sheet((!open).then_some(sheet)));
        html! {
            <button type="button" class={classes!("sheet-button", (sheet == Sheet::Help).then_some("opens-help"))} aria-expanded={open.to_string()} {onclick}>{ icon(sign) }{ words }</button>
        }
    };
    let help = match errors {
        0 => text("page-side-help"),
        errors => text_with("page-side-help-errors", &[("count", errors.into())]),
    };
    let inbox = match mails {
        0 => text("page-inbox"),
        mails => text_with("page-inbox-count", &[("count", mails.into())]),
    };
    html! {
        <nav class="sheet-bar" aria-label={text("page-sides")}>
            { button(Sheet::Session, Icon::Steps, text("page-side-session")) }
            { button(Sheet::Help, Icon::Help, help) }
            { button(Sheet::Inbox, Icon::Letter, inbox) }
        </nav>
    }
}

/// The head of an open sheet.
pub(super) fn sheet_head(desk: &Desk, title: String) -> Html {
    let desk = desk.clone();
    let onclick = move |_| desk.tell(Action::Sheet(None));
    html! {
        <div class="sheet-head">
            <strong>{ title }</strong>
            { button("quiet", Some(Icon::Close), text("page-close"), onclick) }
        </div>
    }
}
