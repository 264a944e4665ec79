//! The findings of the line that is being typed, or of the message.

use ehlo_protocol::diagnostic::{Diagnostic, Fix};
use yew::prelude::*;

use super::desk::Desk;
use super::finding::{Detail, finding, gravest_with_fix};
use super::icon::{Icon, icon};
use super::paragraph::empty;
use super::region::region;
use crate::state::{Action, LineAction, MessageAction};
use crate::words::{text, text_with};

/// Findings shown at once: more of them help nobody.
const MAX_SHOWN: usize = 12;

/// The findings of what is being typed.
pub(super) fn diagnostics(
    desk: &Desk,
    found: &[Diagnostic],
    in_data: bool,
    nothing_typed: bool,
) -> Html {
    let title = text(if in_data {
        "page-diagnostics.message"
    } else {
        "page-diagnostics.title"
    });
    let more = found.len().saturating_sub(MAX_SHOWN);
    let fixed_by_key = gravest_with_fix(found);
    let row = |(number, found): (usize, &Diagnostic)| {
        let has_key = !in_data && fixed_by_key == Some(number);
        let fix = found
            .fix
            .as_ref()
            .map(|fix| fix_button(desk, fix, in_data, has_key));
        html! { <li key={number}>{ finding(found, Detail::Full, fix.unwrap_or_default()) }</li> }
    };
    let body = if nothing_typed {
        empty(text("page-diagnostics.empty"))
    } else if found.is_empty() {
        html! { <p class="all-well">{ icon(Icon::Done) }{ text("page-diagnostics.none") }</p> }
    } else {
        html! {
            <>
                <ul class="finding-list">{ for found.iter().take(MAX_SHOWN).enumerate().map(row) }</ul>
                if more > 0 {
                    { empty(text_with("page-diagnostics-more", &[("count", more.into())])) }
                }
            </>
        }
    };
    region(
        "diagnostics",
        text("page-diagnostics"),
        title,
        Html::default(),
        body,
    )
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
        (written, insert) => {
            // A line that is put into a message is shown without its end.
            let line = written.trim_end_matches(['\r', '\n']);
            let shown = if line.is_empty() { written } else { line };
            html! {
                <span>
                    { text(if insert { "page-fix-insert" } else { "page-fix-replace" }) }
                    { " " }<code>{ crate::visible::text(shown.as_bytes()) }</code>
                </span>
            }
        }
    }
}
