//! What lies under the message editor: its lines, with what dot-stuffing adds in the margin and the findings underlined.

use ehlo_protocol::diagnostic::Diagnostic;
use yew::prelude::*;

use super::underlay::{run, runs};
use crate::state::Message;

/// Lines that get their margin; a message longer than that is pasted, and nobody reads its margin.
const MAX_LINES: usize = 4_000;

/// The lines of the message, unseen, with their margin.
pub(super) fn message_lines(message: &Message, diagnostics: &[Diagnostic]) -> Html {
    let mut start = 0;
    // What is missing has no place of its own in a message: its finding stands in words only.
    let placed: Vec<Diagnostic> = diagnostics
        .iter()
        .filter(|found| !found.span.is_empty())
        .cloned()
        .collect();
    let many = message.text.bytes().filter(|byte| *byte == b'\n').count() > MAX_LINES;
    if many {
        return html! { <div class="underlay" aria-hidden="true">{ message.text.clone() }{ "\u{200b}" }</div> };
    }
    html! {
        <div class="underlay" aria-hidden="true">
            { for message.text.split('\n').enumerate().map(|(number, line)| {
                let range = start..start + line.len();
                start = range.end + 1;
                html! {
                    <div key={number} class={classes!("message-line", message.is_stuffed(line).then_some("is-stuffed"))}>
                        { for runs(&message.text, range, &placed).into_iter().map(run) }
                        { "\u{200b}" }
                    </div>
                }
            }) }
        </div>
    }
}
