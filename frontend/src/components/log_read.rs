//! What stands under a log that was read: what it was read as, where the server said no, and what the rules found.

use std::rc::Rc;
use std::sync::Arc;

use ehlo_protocol::diagnostic::{Diagnostic, Severity};
use ehlo_protocol::transcript::{Entry, Speech, Transcript};
use yew::prelude::*;

use super::button::button;
use super::composer::use_focus_when_free;
use super::desk::use_desk;
use super::finding::{gravest, message};
use super::icon::{Icon, icon, of_severity};
use super::paragraph::hint;
use super::transcript::show_selected;
use crate::state::{Action, Peer, Sheet, State};
use crate::visible;
use crate::words::{text, text_with};

/// Places that are named; the transcript has them all.
const MAX_PLACES: usize = 6;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// The name of the text that says what it was read as.
    pub(super) form: &'static str,
    pub(super) transcript: Rc<Transcript>,
}

/// What stands under a log, as its annex gives it to the page.
pub(crate) fn view(state: &State, form: &'static str) -> Html {
    let transcript = Rc::clone(&state.conversation.transcript);
    html! { <LogRead {form} {transcript} /> }
}

/// Whether the server says no here.
pub(crate) fn refuses(entry: &Entry) -> bool {
    match &entry.speech {
        Speech::Reply { reply, .. } => reply.code().is_some_and(|code| code >= 400),
        _ => false,
    }
}

/// What is wrong in an entry, graver than a note.
fn fault(entry: &Entry) -> Option<&Diagnostic> {
    let found = gravest(&entry.diagnostics).and_then(|number| entry.diagnostics.get(number));
    found.filter(|found| found.severity >= Severity::Warning)
}

/// Where a reader begins: where the server first says no, or else at the first error.
pub(crate) fn first_of_interest(entries: &[Arc<Entry>]) -> Option<usize> {
    let is_error =
        |entry: &Arc<Entry>| fault(entry).is_some_and(|found| found.severity == Severity::Error);
    entries
        .iter()
        .position(|entry| refuses(entry))
        .or_else(|| entries.iter().position(is_error))
}

/// What stands under a log.
#[component]
fn LogRead(props: &Props) -> Html {
    let desk = use_desk();
    let first = use_node_ref();
    use_focus_when_free(first.clone());
    let entries = props.transcript.entries();
    // What the server refused comes first: it is why the log was read.
    let refusals = entries.iter().filter(|entry| refuses(entry));
    let faults = entries
        .iter()
        .filter(|entry| !refuses(entry) && fault(entry).is_some());
    let places: Vec<&Arc<Entry>> = refusals.chain(faults).collect();
    let more = places.len().saturating_sub(MAX_PLACES);
    let refused = entries.iter().filter(|entry| refuses(entry)).count();
    let said = text(match (refused, places.len()) {
        (_, 0) => "page-log-card.clean",
        (0, _) => "page-log-card.faults",
        _ => "page-log-card.refused",
    });
    let row = |entry: &&Arc<Entry>| {
        let (desk, number) = (desk.clone(), entry.number);
        let onclick = move |_: MouseEvent| {
            desk.tell(Action::Select(Some(number)));
            desk.tell(Action::Sheet(Some(Sheet::Help)));
            // Of one that is chosen already nothing changes, but the reader may have gone elsewhere.
            show_selected();
        };
        html! { <li key={number} class={gravity(entry)}><button type="button" class="quiet" {onclick} aria-controls="explanation">{ place(entry) }</button></li> }
    };
    let another = {
        let desk = desk.clone();
        move |_: MouseEvent| desk.tell(Action::ReadLog(Some(String::new())))
    };
    let leave = {
        let desk = desk.clone();
        move |_: MouseEvent| desk.driver.connect(Peer::default())
    };
    html! {
        <div class="card log-read" ref={first} tabindex="-1" role="status">
            <p><strong>{ text_with("page-log-card", &[("form", text(props.form).into())]) }</strong>{ " " }{ said }</p>
            <ul class="log-places">
                { for places.iter().take(MAX_PLACES).map(row) }
            </ul>
            if more > 0 {
                { hint(text_with("page-diagnostics-more", &[("count", more.into())])) }
            }
            <div class="card-buttons">
                { button("plain", Some(Icon::Steps), text("page-log-another"), another) }
                { button("plain", Some(Icon::Page), text("page-log-leave"), leave) }
            </div>
        </div>
    }
}

/// How grave it is, as a class.
fn gravity(entry: &Entry) -> &'static str {
    let found = fault(entry).filter(|_| !refuses(entry));
    found.map_or(Severity::Error.name(), |found| found.severity.name())
}

/// An entry in a line: what the server said, or what is wrong.
fn place(entry: &Entry) -> Html {
    match (&entry.speech, fault(entry)) {
        (Speech::Reply { reply, .. }, _) if refuses(entry) => {
            let first = reply.lines.first().map(|line| line.line.bytes.as_slice());
            html! { <>{ icon(Icon::Error) }<span class="wire">{ visible::text(first.unwrap_or_default()) }</span></> }
        }
        (_, Some(found)) => {
            html! { <>{ icon(of_severity(found.severity)) }<span>{ message(found) }</span></> }
        }
        _ => Html::default(),
    }
}

#[cfg(test)]
mod tests {
    use ehlo_protocol::diagnostic::Profile;
    use ehlo_protocol::import;

    use super::*;

    fn starts_at(log: &str) -> Option<String> {
        let read = import::read(log.as_bytes(), Profile::Strict);
        let entries = read.record.transcript().entries();
        let first = first_of_interest(entries)?;
        Some(
            String::from_utf8_lossy(&entries[first].bytes())
                .trim_end()
                .to_owned(),
        )
    }

    #[test]
    fn a_reader_begins_where_the_server_says_no() {
        let log = "S: 220 mx.example.com\nC: EHLO a.example\nS: 250 mx.example.com\nC: MAIL FROM: <ann@example.org>\n\
            S: 250 ok\nC: RCPT TO:<bob@example.com>\nS: 550 5.1.1 no such user\nC: QUIT\nS: 221 bye\n";
        assert_eq!(starts_at(log).as_deref(), Some("550 5.1.1 no such user"));
        let taken = log.replace("550 5.1.1 no such user", "250 ok");
        assert_eq!(
            starts_at(&taken).as_deref(),
            Some("MAIL FROM: <ann@example.org>")
        );
        let right = taken.replace("FROM: ", "FROM:");
        assert_eq!(starts_at(&right), None);
    }
}
