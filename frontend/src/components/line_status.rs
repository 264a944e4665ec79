//! The row under the command line: the gravest finding and its fix, what a strict server would answer, or what to say.

use ehlo_protocol::command::Command;
use ehlo_protocol::complete::{Suggestion, suggestions};
use ehlo_protocol::diagnostic::Diagnostic;
use ehlo_protocol::phase::Phase;
use ehlo_protocol::record::expected_reply;
use ehlo_protocol::verb::Verb;
use yew::prelude::*;

use super::command_line::Props;
use super::desk::Desk;
use super::diagnostics::fix_button;
use super::finding::{Detail, finding};
use super::paragraph::hint;
use super::waiting::Waiting;
use crate::state::{Choice, LineAction};
use crate::words::text;

/// The row under the command line. It always has its height, so nothing jumps.
pub(super) fn line_status(desk: &Desk, props: &Props) -> Html {
    let asks = props.composer.asks;
    let gravest = props
        .diagnostics
        .iter()
        .max_by_key(|found| (found.severity, std::cmp::Reverse(found.span.start)));
    let body = if let Some(gravest) = gravest {
        let fix = gravest
            .fix
            .as_ref()
            .map(|fix| fix_button(desk, fix, false, true))
            .unwrap_or_default();
        html! {
            <>
                { finding(gravest, Detail::Line, fix) }
                { prediction(&props.diagnostics, asks) }
            </>
        }
    } else if props.composer.line.is_empty() {
        let phase = props.session.phase;
        match props
            .waiting_since_ms
            .filter(|_| !props.session.pending.is_empty() || phase == Phase::Connected)
        {
            Some(since_ms) => {
                html! { <p class="hint"><Waiting what={waiting_for(phase)} {since_ms} /></p> }
            }
            None => first_word(desk, props),
        }
    } else {
        let verb = Command::read(props.composer.line.as_bytes()).verb;
        match verb {
            Verb::Other => hint(text("page-command-hint")),
            verb => html! { <p class="hint"><code>{ verb.syntax() }</code></p> },
        }
    };
    html! { <div class="line-status" id="command-status">{ body }</div> }
}

fn waiting_for(phase: Phase) -> String {
    text(if phase == Phase::Connected {
        "page-waiting-greeting"
    } else {
        "page-waiting-reply"
    })
}

/// What a strict server would answer, and what Enter does now.
fn prediction(diagnostics: &[Diagnostic], asks: bool) -> Html {
    let reply = expected_reply(diagnostics)
        .map(|expected| [&expected.code.to_string(), expected.enhanced, expected.text].join(" "));
    html! {
        <>
            if let Some(reply) = reply {
                <p class="hint">{ text("page-would-answer") }{ " " }<code>{ reply }</code></p>
            }
            if asks {
                <p class="asks" role="alert">{ text("page-ask") }</p>
            }
        </>
    }
}

/// What to say first: the usual next step, whole, so that a newcomer can send a mail before reading anything.
fn first_word(desk: &Desk, props: &Props) -> Html {
    let next = suggestions(&props.session)
        .into_iter()
        .find(|suggestion| suggestion.next);
    let Some(next) = next else {
        return hint(text("page-command-hint"));
    };
    let line = example(&next, props.choice);
    let onclick = {
        let (desk, line) = (desk.clone(), line.clone());
        move |_| desk.line(LineAction::Insert(line.clone()))
    };
    html! {
        <p class="hint">
            { text("page-next-step") }{ " " }
            <button type="button" class="example wire" {onclick} title={text("page-next-step.press")}>{ line.trim_end().to_owned() }</button>
        </p>
    }
}

/// A whole line for the usual next step. A real server gets no made-up addresses: there it is only the beginning.
fn example(next: &Suggestion, choice: Choice) -> String {
    let whole = match next.verb {
        Verb::Ehlo => "EHLO client.example.org",
        Verb::Mail => "MAIL FROM:<ann@example.org>",
        Verb::Rcpt => "RCPT TO:<bob@example.com>",
        _ => return next.insert.clone(),
    };
    if choice == Choice::Own {
        next.insert.clone()
    } else {
        whole.to_owned()
    }
}
