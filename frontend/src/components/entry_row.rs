//! One entry of the transcript: who, what, when, in words, and what the rules found.

use std::rc::Rc;
use std::sync::Arc;

use ehlo_protocol::code::sense;
use ehlo_protocol::diagnostic::ExpectedReply;
use ehlo_protocol::phase::Step;
use ehlo_protocol::reply::{Reply, ReplyLine};
use ehlo_protocol::secret::{Secret, is_mask};
use ehlo_protocol::sign_in::Said;
use ehlo_protocol::transcript::{Blame, Entry, Note, Speech};
use yew::prelude::*;

use super::desk::use_desk;
use super::finding::{Detail, finding};
use super::held::Held;
use super::icon::{Icon, icon};
use super::tokens::tokens;
use crate::measure::{duration, size};
use crate::state::{Action, Sheet};
use crate::tls::report::Report;
use crate::visible::{self, Segment};
use crate::words::{find, text, text_with};

/// Findings drawn under an entry; its explanation has them all.
const MAX_FINDINGS: usize = 3;

/// Lines of a message that are drawn; its explanation says how long it is.
const MAX_MESSAGE_LINES: usize = 60;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) entry: Arc<Entry>,
    /// When the entry before it was said.
    pub(super) before_ms: Option<u64>,
    /// When the session began.
    pub(super) start_ms: u64,
    /// For the beginning of TLS: what is known of it.
    pub(super) tls: Option<Rc<Report>>,
    /// For a reply: what was predicted for the line it answers.
    pub(super) expected: Option<ExpectedReply>,
    /// Of a line with a secret: the message in it, where it is one.
    pub(super) said: Option<Said>,
    /// Whether it was read from a log, which has other people in it and no times.
    pub(super) read: bool,
    pub(super) selected: bool,
    /// Whether it is the last: the one that Tab reaches where none is chosen.
    pub(super) last: bool,
}

/// One entry of the transcript.
#[component]
pub(super) fn EntryRow(props: &Props) -> Html {
    let desk = use_desk();
    let entry = &*props.entry;
    let choose = {
        let (desk, number, selected) = (desk.clone(), entry.number, props.selected);
        Callback::from(move |()| {
            desk.tell(Action::Select((!selected).then_some(number)));
            desk.tell(Action::Sheet((!selected).then_some(Sheet::Help)));
        })
    };
    if let Speech::Note(note) = &entry.speech {
        return note_row(note, props);
    }
    let onclick = choose.reform(|_: MouseEvent| ());
    let onkeydown = move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "Enter" | " ") {
            event.prevent_default();
            choose.emit(());
        }
    };
    let (side, letter) = match entry.speech {
        Speech::Reply { .. } => ("server", "S"),
        _ => ("client", "C"),
    };
    html! {
        <div class={classes!("entry", side, props.selected.then_some("is-selected"))}>
            <div
                class="entry-line" role="button" tabindex={if props.selected || props.last { "0" } else { "-1" }}
                aria-expanded={props.selected.to_string()} aria-controls="explanation" {onclick} {onkeydown}
            >
                <span class="letter">{ letter }</span>
                <div class="said">
                    { wire(entry) }
                    { words(entry) }
                </div>
                { time(props) }
            </div>
            if let Some(secret) = &entry.secret {
                if !is_mask(secret.secret.reveal()) {
                    <Held line={shown_line(entry)} said={props.said.clone()} />
                }
            }
            if let Some(expected) = props.expected {
                { prediction(expected, entry) }
            }
            { for entry.diagnostics.iter().take(MAX_FINDINGS).map(|found| finding(found, Detail::Line, Html::default())) }
        </div>
    }
}

/// The line without its ending, secret and all.
fn shown_line(entry: &Entry) -> Secret {
    let exact = entry.exact_bytes();
    Secret::new(exact.reveal().trim_ascii_end())
}

fn note_row(note: &Note, props: &Props) -> Html {
    let said = match note {
        Note::Connected => text("page-note-connected"),
        Note::TlsEstablished(_) => match &props.tls {
            Some(report) => text_with(
                "page-note-tls",
                &[
                    ("version", report.version.clone().into()),
                    ("suite", report.suite.clone().into()),
                    ("time", duration(report.handshake_ms).into()),
                ],
            ),
            None if props.read => text("page-note-tls.read"),
            None => text("page-note-tls.model"),
        },
        Note::Closed(Blame::Client) if props.read => text("page-note-closed.reader"),
        Note::Closed(Blame::Client) => text("page-note-closed.client"),
        Note::Closed(Blame::Server) => text("page-note-closed.server"),
        Note::Closed(Blame::Network) => text("page-note-closed.network"),
        Note::Comment(comment) => visible::text(comment.as_bytes()),
    };
    html! {
        <div class="entry note-entry">
            <div class="note-line"><span>{ said }</span>{ time(props) }</div>
            { for props.entry.diagnostics.iter().take(MAX_FINDINGS).map(|found| finding(found, Detail::Line, Html::default())) }
        </div>
    }
}

/// What went over the wire.
fn wire(entry: &Entry) -> Html {
    match &entry.speech {
        Speech::Command(line) => {
            html! {
                <div class="wire">
                    { drawn(visible::segments(&line.bytes, &entry.diagnostics)) }
                    if line.dropped > 0 {
                        <span class="mark">{ text_with("page-dropped", &[("count", line.dropped.into())]) }</span>
                    }
                </div>
            }
        }
        Speech::Content(bytes) => content(bytes),
        Speech::EndOfData => html! { <div class="wire">{ "." }</div> },
        Speech::Reply { reply, .. } => reply_lines(reply),
        Speech::Note(_) => Html::default(),
    }
}

fn content(bytes: &[u8]) -> Html {
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let more = lines.clone().skip(MAX_MESSAGE_LINES).count();
    html! {
        <div class="wire content">
            { for lines.take(MAX_MESSAGE_LINES).map(|line| {
                let line = line.strip_suffix(b"\r\n").unwrap_or(line);
                let (dot, rest) = match line.strip_prefix(b".") {
                    Some(rest) if rest.first() == Some(&b'.') => (Some("."), rest),
                    _ => (None, line),
                };
                html! {
                    <div>
                        if let Some(dot) = dot {
                            <span class="stuffed-dot" title={text("page-stuffed-dot")}>{ dot }</span>
                        }
                        { drawn(visible::segments(rest, &[])) }
                    </div>
                }
            }) }
            if more > 0 {
                <div class="mark">{ text_with("page-more-lines", &[("count", more.into())]) }</div>
            }
        </div>
    }
}

fn reply_lines(reply: &Reply) -> Html {
    html! {
        <div class="wire">
            { for reply.lines.iter().map(reply_line) }
            if !reply.complete {
                <div class="mark">{ text("page-reply-cut") }</div>
            }
            if reply.dropped_lines > 0 {
                <div class="mark">{ text_with("page-more-lines", &[("count", reply.dropped_lines.into())]) }</div>
            }
        </div>
    }
}

fn reply_line(line: &ReplyLine) -> Html {
    let bytes = &line.line.bytes;
    let (code, rest) = match line.code() {
        Some(_) => bytes.split_at(bytes.len().min(3)),
        None => (&b""[..], bytes.as_slice()),
    };
    html! {
        <div>
            if !code.is_empty() {
                <span class={classes!("code", code_class(line.code()))}>{ visible::text(code) }</span>
            }
            { drawn_with(tokens, visible::segments(rest, &[])) }
            if line.line.dropped > 0 {
                <span class="mark">{ text_with("page-dropped", &[("count", line.line.dropped.into())]) }</span>
            }
        </div>
    }
}

/// The class of a code: `code-2` to `code-5`.
pub(super) const fn code_class(code: Option<u16>) -> &'static str {
    match code {
        Some(200..=299) => "code-2",
        Some(300..=399) => "code-3",
        Some(400..=499) => "code-4",
        Some(500..=599) => "code-5",
        _ => "code-none",
    }
}

/// Segments as text nodes: what a server says never becomes markup.
pub(super) fn drawn(segments: Vec<Segment>) -> Html {
    drawn_with(|text| html! { { text } }, segments)
}

/// The same, with plain text drawn in a way of its own.
fn drawn_with(plain: fn(&str) -> Html, segments: Vec<Segment>) -> Html {
    segments
        .into_iter()
        .map(|segment| {
            let severity = segment.severity.map(|severity| ["is-", severity.name()].concat());
            match (segment.mark, severity) {
                (false, None) => plain(&segment.text),
                (mark, severity) => html! { <span class={classes!(mark.then_some("mark"), severity)}>{ segment.text }</span> },
            }
        })
        .collect()
}

/// The entry in words.
fn words(entry: &Entry) -> Html {
    let said = match &entry.speech {
        Speech::Reply { reply, step, .. } => Some(in_words(reply.code(), *step)),
        Speech::Content(bytes) => Some(text_with(
            "page-said-content",
            &[("size", size(bytes.len() as u64).into())],
        )),
        Speech::EndOfData => Some(text("page-said-end-of-data")),
        _ => None,
    };
    said.map(|said| html! { <div class="in-words">{ said }</div> })
        .unwrap_or_default()
}

/// A code in a few words, by the step that it answers where it means something of its own there.
pub(super) fn in_words(code: Option<u16>, step: Option<Step>) -> String {
    let Some(code) = code else {
        return text("page-no-code");
    };
    let known = ["code-", &code.to_string()].concat();
    step.and_then(|step| sense(code, step))
        .and_then(|sense| find(&[&known, "-", sense.name(), ".title"].concat(), &[]))
        .or_else(|| find(&known, &[]))
        .or_else(|| find(&["code-class-", &(code / 100).to_string()].concat(), &[]))
        .unwrap_or_else(|| text("page-unknown-code"))
}

fn prediction(expected: ExpectedReply, entry: &Entry) -> Html {
    let Speech::Reply { reply, .. } = &entry.speech else {
        return Html::default();
    };
    let predicted = [expected.code.to_string(), expected.enhanced.to_owned()].join(" ");
    let as_predicted = reply.code() == Some(expected.code);
    let name = if as_predicted {
        "page-predicted.same"
    } else {
        "page-predicted.other"
    };
    html! {
        <p class={classes!("prediction", as_predicted.then_some("is-same"))}>
            { icon(if as_predicted { Icon::Done } else { Icon::Info }) }
            <span>{ text("page-predicted") }{ " " }<code>{ predicted.trim_end() }</code>{ ". " }{ text(name) }</span>
        </p>
    }
}

/// The time since the entry before, the exact time on hover.
fn time(props: &Props) -> Html {
    if props.read {
        return Html::default();
    }
    let at = props.entry.at_ms;
    let since = at.saturating_sub(props.before_ms.unwrap_or(at));
    let values = [
        ("since", since.to_string().into()),
        (
            "start",
            at.saturating_sub(props.start_ms).to_string().into(),
        ),
    ];
    html! {
        <span class="time" title={text_with("page-time-exact", &values)}>
            if props.before_ms.is_some() {
                { duration(since) }
            }
        </span>
    }
}
