//! The row under the command line: the gravest finding and its fix, what a strict server would answer, or what to say.

use ehlo_protocol::command::Command;
use ehlo_protocol::complete::{Completion, Suggestion, suggestions};
use ehlo_protocol::diagnostic::Diagnostic;
use ehlo_protocol::phase::{Phase, Step};
use ehlo_protocol::record::expected_reply;
use ehlo_protocol::session::Session;
use ehlo_protocol::verb::Verb;
use yew::prelude::*;

use super::command_line::{Props, shows_secret};
use super::desk::Desk;
use super::diagnostics::fix_button;
use super::finding::{Detail, finding, gravest, gravest_with_fix};
use super::paragraph::hint;
use super::waiting::Waiting;
use crate::state::{Choice, LineAction};
use crate::words::{find, text};

/// The row under the command line. It always has its height, so nothing jumps. `offered` is what Tab writes, where it
/// writes anything.
pub(super) fn line_status(desk: &Desk, props: &Props, offered: Option<&Completion>) -> Html {
    let found = &props.diagnostics;
    let gravest = gravest(found).and_then(|number| Some((number, found.get(number)?)));
    let body = if props.locked {
        match props.waiting_since_ms {
            Some(since_ms) if props.composer.line.is_empty() => {
                html! { <p class="hint"><Waiting what={text("page-waiting-tls")} {since_ms} /></p> }
            }
            _ => hint(text("page-locked")),
        }
    } else if let Some((number, gravest)) = gravest {
        let has_key = gravest_with_fix(found) == Some(number);
        let fix = gravest
            .fix
            .as_ref()
            .map(|fix| fix_button(desk, fix, false, has_key));
        html! {
            <>
                { finding(gravest, Detail::Line, fix.unwrap_or_default()) }
                { prediction(found, props.composer.asks) }
            </>
        }
    } else if let Some(offered) = offered {
        way_on(desk, offered)
    } else if props.composer.line.is_empty() {
        let phase = props.session.phase;
        let waits = !props.session.pending.is_empty() || phase == Phase::Connected;
        match props.waiting_since_ms.filter(|_| waits) {
            Some(since_ms) => {
                html! { <p class="hint"><Waiting what={waiting_for(phase)} {since_ms} /></p> }
            }
            None if tls_was_refused(&props.session) => hint(text("page-tls-refused")),
            None if props.tls_is_gone => hint(text("page-tls-gone")),
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

/// What Tab writes, and what that does.
fn way_on(desk: &Desk, offered: &Completion) -> Html {
    let onclick = {
        let (desk, offered) = (desk.clone(), offered.clone());
        move |_| desk.line(LineAction::Complete(offered.clone()))
    };
    html! {
        <p class="hint">
            <button type="button" class="example" {onclick}>
                <span class="wire">{ offered.insert.trim_end() }</span><kbd>{ text("page-complete-key") }</kbd>
            </button>
            { " " }{ find(&offered.text, &[]).unwrap_or_default() }
        </p>
    }
}

/// Whether the last thing that happened is that the server did not start TLS.
fn tls_was_refused(session: &Session) -> bool {
    session.last_step == Some(Step::StartTls)
        && !session.tls
        && session.last_code.is_some_and(|code| code >= 400)
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
                <p class="asks" role="alert">{ text(if shows_secret(diagnostics) { "page-ask-clear" } else { "page-ask" }) }</p>
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
