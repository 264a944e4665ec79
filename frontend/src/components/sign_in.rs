//! The builder of a sign-in, beside the command line.

use std::rc::Rc;

use ehlo_protocol::auth::{ExchangeFault, LEAST_ITERATIONS, Mechanism};
use ehlo_protocol::phase::Phase;
use ehlo_protocol::secret::{MASK, Secret};
use ehlo_protocol::server::{EXAMPLE_USERS, ExampleUser};
use ehlo_protocol::session::Session;
use ehlo_protocol::sign_in::Said;
use ehlo_protocol::transcript::Speech;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::composer::focus_command;
use super::desk::use_desk;
use super::held::Held;
use super::icon::{Icon, icon};
use super::kept::use_effect_of;
use super::message_parts::message_parts;
use super::paragraph::hint;
use crate::random;
use crate::sign_in::{Builder, Stage, choices, takes_authorization, takes_token, wants_secret};
use crate::state::{Action, Choice, Conversation};
use crate::words::text;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) conversation: Conversation,
}

/// The builder of a sign-in, as its annex gives it to the page.
pub(crate) fn view(conversation: Conversation) -> Html {
    html! { <SignIn {conversation} /> }
}

/// What is done to the builder.
type Change = Box<dyn FnOnce(&mut Builder)>;

/// The builder of a sign-in.
#[component]
pub(super) fn SignIn(props: &Props) -> Html {
    let desk = use_desk();
    let update = use_force_update();
    let talk = &props.conversation;
    let session = &talk.session;
    let said = talk.transcript.len();
    let builder =
        use_mut_ref(|| Builder::new(session, &talk.peer.host, talk.peer.port, random::text));
    let user = use_node_ref();
    let secret = use_node_ref();
    // The line leaves the builder before it goes out: what is told on the way may come back here.
    let say = {
        let (desk, builder, update, tls) = (
            desk.clone(),
            Rc::clone(&builder),
            update.clone(),
            session.tls,
        );
        Callback::from(move |()| {
            let line = builder.borrow_mut().say(tls, said);
            if let Some(line) = line {
                desk.driver
                    .send_line(&String::from_utf8_lossy(line.reveal()));
            }
            update.force_update();
        })
    };
    {
        let (desk, builder, say) = (desk.clone(), Rc::clone(&builder), say.clone());
        let (transcript, update) = (Rc::clone(&talk.transcript), update.clone());
        let in_exchange = session.phase == Phase::Authenticating;
        use_effect_of(said, move |said| {
            let go_on = {
                let mut builder = builder.borrow_mut();
                let heard = builder.heard();
                let replies = transcript.entries().iter().skip(heard).filter_map(|entry| {
                    let Speech::Reply { reply, .. } = &entry.speech else {
                        return None;
                    };
                    Some((reply.code(), reply.lines.first()?.text()))
                });
                builder.hear(replies, *said, in_exchange)
            };
            if go_on {
                say.emit(());
            }
            if builder.borrow().stage() == Stage::Accepted(Ok(())) {
                desk.tell(Action::SignIn(false));
                focus_command();
            }
            update.force_update();
        });
    }
    {
        let user = user.clone();
        use_effect_of((), move |()| focus(&user));
    }
    let change = {
        let (builder, update) = (Rc::clone(&builder), update.clone());
        Callback::from(move |change: Change| {
            builder.borrow_mut().change(change);
            update.force_update();
        })
    };
    let go = |to_end: bool| {
        let (builder, say) = (Rc::clone(&builder), say.clone());
        move || {
            builder.borrow_mut().to_end = to_end;
            say.emit(());
        }
    };
    let stop = {
        let (builder, say) = (Rc::clone(&builder), say.clone());
        move |_: MouseEvent| {
            builder.borrow_mut().stop();
            say.emit(());
        }
    };
    let close = {
        let desk = desk.clone();
        Callback::from(move |()| {
            desk.tell(Action::SignIn(false));
            focus_command();
        })
    };
    let onkeydown = {
        let close = close.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                close.emit(());
            }
        }
    };
    let step = go(false);
    let to_end = go(true);
    let onsubmit = move |event: SubmitEvent| {
        event.prevent_default();
        to_end();
    };
    let example = {
        let (change, user, secret) = (change.clone(), user.clone(), secret.clone());
        Callback::from(move |(name, word): (&'static str, &'static str)| {
            for (field, value) in [(&user, name), (&secret, word)] {
                if let Some(field) = field.cast::<HtmlInputElement>() {
                    field.set_value(value);
                }
            }
            change.emit(Box::new(move |builder| {
                builder.credentials.user = name.to_owned();
                builder.credentials.secret = Secret::new(word);
            }));
        })
    };
    let drawn = builder.borrow();
    let busy = !session.pending.is_empty() || drawn.stage() == Stage::Waiting;
    let ready = !busy && drawn.next().is_ok();
    let risky = drawn.asks;
    html! {
        <section class="sign-in" aria-label={text("page-sign-in")} {onkeydown}>
            <form {onsubmit} autocomplete="off">
                <div class="region-head">
                    <h2>{ text("page-sign-in") }</h2>
                    <button type="button" class="quiet" onclick={close.reform(|_: MouseEvent| ())}>{ icon(Icon::Close) }{ text("page-close") }</button>
                </div>
                <div class="sign-in-body">
                    { fields(&drawn, session, &change, &user, &secret) }
                    if talk.peer.choice != Choice::Own && drawn.is_draft() {
                        { examples(&drawn, &example) }
                    }
                    { next_step(&drawn, talk) }
                </div>
                { verdict(&drawn) }
                <div class="sign-in-buttons">
                    <button type="button" class={classes!("plain", risky.then_some("is-risky"))} disabled={!ready} onclick={move |_| step()}>
                        { text(if risky { "page-sign-in-step.clear" } else { "page-sign-in-step" }) }
                    </button>
                    <button type="submit" class={if risky { "is-risky" } else { "primary" }} disabled={!ready}>
                        { text(if risky { "page-sign-in-end.clear" } else { "page-sign-in-end" }) }
                    </button>
                    if drawn.stage() == Stage::Asked && drawn.fault().is_none() {
                        <button type="button" class="quiet" disabled={busy} onclick={stop}>{ text("page-sign-in-stop") }</button>
                    }
                </div>
            </form>
        </section>
    }
}

/// What is to be filled in.
fn fields(
    builder: &Builder,
    session: &Session,
    change: &Callback<Change>,
    user: &NodeRef,
    secret: &NodeRef,
) -> Html {
    let mechanism = builder.mechanism;
    let disabled = !builder.is_draft();
    let chosen = {
        let change = change.clone();
        move |event: Event| {
            let field: HtmlSelectElement = event.target_unchecked_into();
            let mechanism = Mechanism::recognise(field.value().as_bytes());
            change.emit(Box::new(move |builder| builder.choose(mechanism)));
        }
    };
    let typed = |set: fn(&mut Builder, String)| {
        let change = change.clone();
        move |event: InputEvent| {
            let field: HtmlInputElement = event.target_unchecked_into();
            let value = field.value();
            change.emit(Box::new(move |builder| set(builder, value)));
        }
    };
    let secret_name = if takes_token(mechanism) {
        "page-sign-in-token"
    } else {
        "page-sign-in-password"
    };
    html! {
        <>
            <div class="fields">
                <label class="field">
                    <span>{ text("page-sign-in-mechanism") }</span>
                    <select onchange={chosen} {disabled}>
                        { for choices(session).into_iter().map(|(each, offered)| option(each, offered, each == mechanism)) }
                    </select>
                </label>
                if mechanism != Mechanism::External {
                    <label class="field">
                        <span>{ text("page-sign-in-user") }</span>
                        <input
                            ref={user} type="text" class="wire" {disabled} autocomplete="off" autocapitalize="off" spellcheck="false"
                            oninput={typed(|builder, value| builder.credentials.user = value)}
                        />
                    </label>
                }
                if wants_secret(mechanism) {
                    <label class="field">
                        <span>{ text(secret_name) }</span>
                        <input
                            ref={secret} type="password" class="wire" {disabled} autocomplete="off"
                            oninput={typed(|builder, value| builder.credentials.secret = Secret::new(value))}
                        />
                    </label>
                }
                if takes_authorization(mechanism) {
                    <label class="field">
                        <span>{ text("page-sign-in-act-as") }</span>
                        <input
                            type="text" class="wire" {disabled} autocomplete="off" autocapitalize="off" spellcheck="false"
                            placeholder={text("page-sign-in-act-as.placeholder")}
                            oninput={typed(|builder, value| builder.credentials.authorization = value)}
                        />
                    </label>
                }
            </div>
            { hint(text(&["page-mechanism-", &mechanism.name().to_ascii_lowercase()].concat())) }
        </>
    }
}

fn option(mechanism: Mechanism, offered: bool, selected: bool) -> Html {
    let name = mechanism.name();
    html! {
        <option value={name} {selected}>
            { name }
            if !offered {
                { " " }{ text("page-sign-in-not-offered") }
            }
        </option>
    }
}

/// The users of a server to play with; a press fills one in.
fn examples(builder: &Builder, fill: &Callback<(&'static str, &'static str)>) -> Html {
    if !wants_secret(builder.mechanism) {
        return Html::default();
    }
    let token = takes_token(builder.mechanism);
    let row = |user: &'static ExampleUser| {
        let word = if token { user.token } else { user.password };
        let onclick = {
            let fill = fill.clone();
            move |_: MouseEvent| fill.emit((user.name, word))
        };
        let does = if user.refusal.is_empty() {
            text("page-sign-in-lets-in")
        } else {
            user.refusal.to_owned()
        };
        html! { <button type="button" class="example wire" title={does} {onclick}>{ user.name }{ " / " }{ word }</button> }
    };
    html! {
        <details class="examples">
            <summary>{ text("page-sign-in-examples") }</summary>
            <div>{ for EXAMPLE_USERS.iter().map(row) }</div>
        </details>
    }
}

/// What goes out next, masked, with its parts, and what the server has asked.
fn next_step(builder: &Builder, talk: &Conversation) -> Html {
    let asked = (builder.stage() == Stage::Asked)
        .then(|| talk.last_reply())
        .flatten()
        .and_then(|reply| Said::read(talk.transcript.entries(), reply.number));
    let Ok(line) = builder.next() else {
        return Html::default();
    };
    if builder.stage() == Stage::Waiting {
        return hint(text("page-waiting-reply"));
    }
    let message = builder.message();
    let written = String::from_utf8_lossy(line.reveal()).into_owned();
    let head = match written.rsplit_once(' ') {
        Some((head, _)) if message.is_some() => [head, " ", MASK].concat(),
        None if message.is_some() && !written.is_empty() => MASK.to_owned(),
        _ => written,
    };
    html! {
        <div class="next-step">
            if let Some(asked) = asked {
                <div class="step-server"><span class="letter">{ "S" }</span>{ message_parts(&asked, true) }</div>
            }
            <div class="step-client">
                <span class="letter">{ "C" }</span>
                <div>
                    if head.is_empty() {
                        <p class="none">{ text("page-sign-in-empty-line") }</p>
                    } else {
                        <p class="wire">{ head }</p>
                    }
                    if let Some(message) = message.filter(|_| !line.reveal().is_empty()) {
                        { message_parts(&message, false) }
                        <Held line={line.clone()} said={Some(message)} />
                    }
                </div>
            </div>
        </div>
    }
}

/// What is missing, what went wrong, and what must be agreed to.
fn verdict(builder: &Builder) -> Html {
    let few = builder
        .iterations()
        .is_some_and(|iterations| iterations < LEAST_ITERATIONS);
    let missing = builder.next().err();
    let untold = matches!(
        missing,
        Some(ExchangeFault::UserMissing | ExchangeFault::SecretMissing)
    );
    let fault = match builder.stage() {
        Stage::Accepted(Err(fault)) => Some(fault),
        _ => builder.fault().or(missing),
    };
    let said = fault.map(|fault| text(&["page-sign-in-fault-", fault.name()].concat()));
    html! {
        <>
            if let Some(said) = said {
                if untold {
                    { hint(said) }
                } else {
                    <p class="alarm" role="alert">{ icon(Icon::Error) }<span>{ said }</span></p>
                }
            }
            if few {
                <p class="alarm caution">{ icon(Icon::Warning) }<span>{ text("page-sign-in-few-iterations") }</span></p>
            }
            if builder.asks {
                <p class="alarm caution" role="alert">{ icon(Icon::Warning) }<span>{ text("page-sign-in.clear") }</span></p>
            }
        </>
    }
}

fn focus(field: &NodeRef) {
    if let Some(field) = field.cast::<HtmlInputElement>() {
        // Focus fails only on what is not in the document.
        let _ = field.focus();
    }
}
