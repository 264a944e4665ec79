//! The ways to go on with a half-typed line.

use std::rc::Rc;

use ehlo_protocol::complete::Completion;
use yew::prelude::*;

use super::desk::use_desk;
use super::kept::use_effect_of;
use crate::state::LineAction;
use crate::words::{find, text};

/// The id of the list, for the field that controls it.
pub(super) const LIST: &str = "completions";

/// The id of an option.
pub(super) fn option_id(number: usize) -> String {
    ["completion-", &number.to_string()].concat()
}

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) completions: Rc<Vec<Completion>>,
    pub(super) marked: usize,
}

/// The list of completions, over the field.
#[component]
pub(super) fn CompletionList(props: &Props) -> Html {
    let desk = use_desk();
    let list = use_node_ref();
    {
        let list = list.clone();
        use_effect_of(props.marked, move |marked| {
            let marked = list
                .cast::<web_sys::Element>()
                .and_then(|list| list.children().item(u32::try_from(*marked).ok()?));
            if let Some(marked) = marked {
                let nearest = web_sys::ScrollIntoViewOptions::new();
                nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
                marked.scroll_into_view_with_scroll_into_view_options(&nearest);
            }
        });
    }
    html! {
        <ul class="completion-list" id={LIST} role="listbox" aria-label={text("page-completions")} ref={list}>
            { for props.completions.iter().enumerate().map(|(number, completion)| {
                let onclick = {
                    let (desk, completion) = (desk.clone(), completion.clone());
                    move |_| desk.line(LineAction::Complete(completion.clone()))
                };
                // The field keeps the focus.
                let onmousedown = |event: MouseEvent| event.prevent_default();
                html! {
                    <li
                        key={number} id={option_id(number)} role="option" class="completion"
                        aria-selected={(number == props.marked).to_string()} {onclick} {onmousedown}
                    >
                        <span class="wire">{ completion.insert.trim_end() }</span>
                        <span class="completion-does">{ find(&completion.text, &[]).unwrap_or_default() }</span>
                    </li>
                }
            }) }
        </ul>
    }
}
