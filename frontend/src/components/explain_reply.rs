//! A reply explained: its code, its enhanced code, what to do.

use ehlo_protocol::code::{self, sense};
use ehlo_protocol::phase::Step;
use ehlo_protocol::reply::Reply;
use ehlo_protocol::sign_in::SignInRefusal;
use yew::prelude::*;

use super::entry_row::{code_class, in_words};
use super::finding::reference;
use super::paragraph::plain;
use crate::words::{find, text};

/// A reply explained, by the step that it answers where that is known.
pub(super) fn reply(reply: &Reply, step: Option<Step>) -> Html {
    let Some(number) = reply.code() else {
        return plain(text("page-no-code.meaning"));
    };
    html! {
        <>
            <p class="lead">
                <span class={classes!("code", "wire", code_class(Some(number)))}>{ number }</span>
                { " " }<strong>{ in_words(Some(number), step) }</strong>
            </p>
            { for ["meaning", "advice"].iter().filter_map(|variant| about(number, step, variant)).map(plain) }
            { enhanced(reply) }
            { sign_in(reply) }
            if let Some(known) = code::find(number) {
                <p class="finding-where">{ reference(known.reference) }</p>
            } else {
                { plain(text("page-unregistered-code")) }
            }
        </>
    }
}

/// What is said of the code where it answers this, or else in general; of one that nobody registered, what its first
/// digit says.
fn about(number: u16, step: Option<Step>, variant: &str) -> Option<String> {
    let digits = number.to_string();
    if let Some(sense) = step.and_then(|step| sense(number, step)) {
        let here = ["code-", &digits, "-", sense.name()].concat();
        return match variant {
            "meaning" => find(&here, &[]),
            _ => find(&[&here, ".", variant].concat(), &[]),
        };
    }
    let of_code = ["code-", &digits, ".", variant].concat();
    let of_class = ["code-class-", &(number / 100).to_string(), ".", variant].concat();
    find(&of_code, &[]).or_else(|| find(&of_class, &[]))
}

/// What a refused sign-in means, and what to do next.
fn sign_in(reply: &Reply) -> Html {
    let Some(refusal) = SignInRefusal::recognise(reply) else {
        return Html::default();
    };
    let name = ["sign-in-", refusal.name].concat();
    html! {
        <>
            <p class="lead"><strong>{ text(&name) }</strong></p>
            { for ["meaning", "advice"].iter().filter_map(|variant| find(&[&name, ".", variant].concat(), &[])).map(plain) }
        </>
    }
}

fn enhanced(reply: &Reply) -> Html {
    // x.0.0 says no more than the reply code has said, and where all went well neither does what is not said exactly.
    let Some(code) = reply.enhanced().filter(|code| {
        (code.subject, code.detail) != (0, 0) && (code.class, code.detail) != (2, 0)
    }) else {
        return Html::default();
    };
    // What to do about it was written for what went wrong.
    let variants: &[&str] = match code.class {
        2 => &["meaning"],
        _ => &["meaning", "advice"],
    };
    let digits = [
        code.class.to_string(),
        code.subject.to_string(),
        code.detail.to_string(),
    ]
    .join(".");
    let said = code
        .explanation_names()
        .find_map(|name| Some((find(&name, &[])?, name)));
    let Some((said, name)) = said else {
        return Html::default();
    };
    html! {
        <>
            <p class="lead"><span class="code wire">{ digits }</span>{ " " }<strong>{ said }</strong></p>
            { for variants.iter().filter_map(|variant| find(&[&name, ".", variant].concat(), &[])).map(plain) }
        </>
    }
}
