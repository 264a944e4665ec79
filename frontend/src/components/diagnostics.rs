//! The findings of the line that is being typed, or of the message.

use std::rc::Rc;

use ehlo_protocol::diagnostic::{Diagnostic, Fix};
use yew::prelude::*;

use super::desk::{Desk, use_desk};
use super::finding::{Detail, finding};
use super::icon::{Icon, icon};
use super::region::Region;
use crate::state::{Action, LineAction, MessageAction};
use crate::words::{text, text_with};

/// Findings shown at once: more of them help nobody.
const MAX_SHOWN: usize = 12;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) diagnostics: Rc<Vec<Diagnostic>>,
    pub(super) in_data: bool,
    /// Whether nothing is typed.
    pub(super) empty: bool,
}

/// The findings of what is being typed.
#[component]
pub(super) fn Diagnostics(props: &Props) -> Html {
    let desk = use_desk();
    let title = text(if props.in_data {
        "page-diagnostics.message"
    } else {
        "page-diagnostics.title"
    });
    let more = props.diagnostics.len().saturating_sub(MAX_SHOWN);
    let fixed_first = props
        .diagnostics
        .iter()
        .position(|found| found.fix.is_some());
    let body = if props.empty {
        html! { <p class="empty">{ text("page-diagnostics.empty") }</p> }
    } else if props.diagnostics.is_empty() {
        html! { <p class="all-well">{ icon(Icon::Done) }{ text("page-diagnostics.none") }</p> }
    } else {
        html! {
            <ul class="finding-list">
                { for props.diagnostics.iter().take(MAX_SHOWN).enumerate().map(|(number, found)| {
                    let has_key = !props.in_data && fixed_first == Some(number);
                    let fix = found.fix.as_ref().map(|fix| fix_button(&desk, fix, props.in_data, has_key));
                    let fix = fix.unwrap_or_default();
                    html! { <li key={number}>{ finding(found, Detail::Full, fix) }</li> }
                }) }
            </ul>
        }
    };
    html! {
        <Region name={text("page-diagnostics")} {title} class="diagnostics">
            { body }
            if more > 0 {
                <p class="empty">{ text_with("page-diagnostics-more", &[("count", more.into())]) }</p>
            }
        </Region>
    }
}

/// The button that writes a fix into the line or the message. It says what it will write, and the key that does the same.
pub(super) fn fix_button(desk: &Desk, fix: &Fix, in_data: bool, has_key: bool) -> Html {
    let onclick = {
        let (desk, fix) = (desk.clone(), fix.clone());
        move |_| {
            let fix = fix.clone();
            desk.tell(if in_data {
                Action::Message(MessageAction::Fix(fix))
            } else {
                Action::Line(LineAction::Fix(fix))
            });
        }
    };
    html! {
        <button type="button" class="fix" {onclick}>
            { fix_words(fix) }
            if has_key {
                <kbd>{ text("page-fix-key") }</kbd>
            }
        </button>
    }
}

fn fix_words(fix: &Fix) -> Html {
    match (fix.text.as_str(), fix.span.is_empty()) {
        ("", _) => html! { <span>{ text("page-fix-remove") }</span> },
        (written, insert) => html! {
            <span>
                { text(if insert { "page-fix-insert" } else { "page-fix-replace" }) }
                { " " }<code>{ crate::visible::text(written.as_bytes()) }</code>
            </span>
        },
    }
}
