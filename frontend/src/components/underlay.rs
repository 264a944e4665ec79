//! What lies under a text field: the same text, unseen, with its findings underlined and the offered rest of the word.
//!
//! It is set exactly as the field is, so that each underline stands under its character; it also gives the field its
//! height. Assistive technology reads the findings where they stand in words.

use std::ops::Range;

use ehlo_protocol::diagnostic::{Diagnostic, Severity};
use yew::prelude::*;

use crate::visible::severity_at;

/// `text` with underlines, then `ghost`.
pub(super) fn underlay(text: &str, diagnostics: &[Diagnostic], ghost: &str) -> Html {
    html! {
        <div class="underlay" aria-hidden="true">
            { for runs(text, 0..text.len(), diagnostics).into_iter().map(run) }
            if !ghost.is_empty() {
                <span class="ghost">{ ghost.to_owned() }</span>
            }
            // An empty last line needs something to have a height.
            { "\u{200b}" }
        </div>
    }
}

/// A run of text under one severity, or under none.
pub(super) fn run((text, severity): (String, Option<Severity>)) -> Html {
    match severity {
        Some(severity) => html! { <span class={["is-", severity.name()].concat()}>{ text }</span> },
        None => html! { { text } },
    }
}

/// The octets `range` of `text`, cut where findings begin and end.
pub(super) fn runs(
    text: &str,
    range: Range<usize>,
    diagnostics: &[Diagnostic],
) -> Vec<(String, Option<Severity>)> {
    let part = text.get(range.clone()).unwrap_or_default();
    if diagnostics.is_empty() {
        return vec![(part.to_owned(), None)];
    }
    let mut runs: Vec<(String, Option<Severity>)> = Vec::new();
    for (offset, character) in part.char_indices() {
        let start = range.start + offset;
        let severity = severity_at(
            &(start..start + character.len_utf8()),
            text.len(),
            diagnostics,
        );
        match runs.last_mut() {
            Some((run, last)) if *last == severity => run.push(character),
            _ => runs.push((character.to_string(), severity)),
        }
    }
    runs
}
