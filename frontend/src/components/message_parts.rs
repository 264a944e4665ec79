//! A message of the AUTH exchange, out of its Base64: whole, with what does not show itself drawn, and part by part.

use ehlo_protocol::auth::PartKind;
use ehlo_protocol::secret::MASK;
use ehlo_protocol::sign_in::Said;
use yew::prelude::*;

use super::entry_row::drawn;
use crate::visible::{self, segments};
use crate::words::text;

/// What the status of a refused token says: the codes of HTTP, or the words of RFC 6750 §3.1.
fn status_words(status: &[u8]) -> Option<String> {
    let name = match status {
        b"400" | b"invalid_request" => "page-token-status.malformed",
        b"401" | b"invalid_token" => "page-token-status.invalid",
        b"403" | b"insufficient_scope" => "page-token-status.scope",
        _ => return None,
    };
    Some(text(name))
}

/// The message and its parts. Secret ones are masked unless the user asked for them.
pub(crate) fn message_parts(said: &Said, reveal: bool) -> Html {
    let message = said.message.reveal();
    let shows = |kind: PartKind| reveal || said.by_server || !kind.is_secret();
    let mut shown = Vec::new();
    let mut from = 0;
    for part in &said.payload.parts {
        let octets = part.span.range();
        shown.extend_from_slice(message.get(from..octets.start).unwrap_or_default());
        let value = part.span.of(message);
        shown.extend_from_slice(if shows(part.kind) {
            value
        } else {
            MASK.as_bytes()
        });
        from = octets.end;
    }
    let rest = message.get(from..).unwrap_or_default();
    // What was not understood could hold anything.
    let understood = said.payload.faults.is_empty() || shows(PartKind::Opaque);
    shown.extend_from_slice(if understood { rest } else { MASK.as_bytes() });
    let row = |part: &ehlo_protocol::auth::Part| {
        let value = part.span.of(message);
        let value = match (shows(part.kind), value) {
            (false, _) => html! { <span class="mask">{ MASK }</span> },
            (true, b"") => html! { <span class="none">{ text("page-nothing") }</span> },
            (true, value) => html! { <code>{ visible::text(value) }</code> },
        };
        let words = (part.kind == PartKind::Status)
            .then(|| status_words(part.span.of(message)))
            .flatten();
        html! { <><dt>{ text(&["page-part-", part.kind.name()].concat()) }</dt><dd>{ value }{ words.map(|words| [" ", &words].concat()) }</dd></> }
    };
    // Of a message that is one part the part says it all.
    let is_one =
        matches!(said.payload.parts.as_slice(), [part] if part.span.len() == message.len());
    html! {
        <div class="parts">
            if !is_one && !shown.is_empty() {
                <p class="wire">{ drawn(segments(&shown, &[])) }</p>
            }
            if !said.payload.parts.is_empty() {
                <dl>{ for said.payload.parts.iter().map(row) }</dl>
            }
        </div>
    }
}
