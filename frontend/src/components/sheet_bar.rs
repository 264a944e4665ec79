//! The side regions of a narrow screen: the buttons that open them, and the head that closes them.

use yew::prelude::*;

use super::desk::use_desk;
use super::icon::{Icon, icon};
use crate::state::{Action, Sheet};
use crate::words::{text, text_with};

#[derive(Properties, PartialEq)]
pub(super) struct BarProps {
    pub(super) sheet: Option<Sheet>,
    pub(super) mails: usize,
    pub(super) errors: usize,
}

/// The buttons that open the side regions. Wide screens have no use for them and do not show them.
#[component]
pub(super) fn SheetBar(props: &BarProps) -> Html {
    let desk = use_desk();
    let button = |sheet: Sheet, sign: Icon, words: String| {
        let open = props.sheet == Some(sheet);
        let desk = desk.clone();
        let onclick = move |_| desk.tell(Action::Sheet((!open).then_some(sheet)));
        html! {
            <button type="button" class={classes!("sheet-button", (sheet == Sheet::Help).then_some("opens-help"))} aria-expanded={open.to_string()} {onclick}>{ icon(sign) }{ words }</button>
        }
    };
    let help = match props.errors {
        0 => text("page-side-help"),
        errors => text_with("page-side-help-errors", &[("count", errors.into())]),
    };
    let inbox = match props.mails {
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

#[derive(Properties, PartialEq)]
pub(super) struct HeadProps {
    pub(super) title: AttrValue,
}

/// The head of an open sheet.
#[component]
pub(super) fn SheetHead(props: &HeadProps) -> Html {
    let desk = use_desk();
    let onclick = move |_| desk.tell(Action::Sheet(None));
    html! {
        <div class="sheet-head">
            <strong>{ &props.title }</strong>
            <button type="button" class="quiet" {onclick}>{ icon(Icon::Close) }{ text("page-close") }</button>
        </div>
    }
}
