//! The worker: takes orders from the page, lets the session work, tells the page what happened.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::session::{Session, Settings};
use ehlo_frontend::tls::message::{Event, Order};
use ehlo_frontend::tls::parcel;

/// Listens to the page for as long as the worker lives.
pub(super) fn start() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else {
        return;
    };
    let session = Rc::new(RefCell::new(None));
    let listener = {
        let scope = scope.clone();
        Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let order = parcel::unwrap(&event.data()).and_then(Order::unpack);
            if let Some(order) = order {
                carry_out(order, &mut session.borrow_mut(), &scope);
            }
        })
    };
    scope.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
    tell(&scope, Event::Ready);
}

fn carry_out(order: Order, session: &mut Option<Session>, scope: &DedicatedWorkerGlobalScope) {
    let finish = matches!(order, Order::Finish | Order::Leave);
    match (order, session.as_mut()) {
        (Order::Start { host, pin }, _) => {
            let settings = Settings {
                host,
                pin,
                anchors: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
                now_ms: unix_ms(),
            };
            match Session::start(settings) {
                Ok(started) => *session = Some(started),
                Err(failure) => tell(scope, Event::Failed(failure, None)),
            }
        }
        (Order::Wire(octets), Some(session)) => session.receive(&octets, unix_ms()),
        (Order::Say(octets), Some(session)) => session.say(&octets),
        (Order::GoOn, Some(session)) => session.go_on(),
        (Order::Leave, Some(session)) => session.leave(),
        _ => {}
    }
    while let Some(event) = session.as_mut().and_then(Session::poll) {
        tell(scope, event);
    }
    if finish {
        tell(scope, Event::Finished);
    }
}

fn tell(scope: &DedicatedWorkerGlobalScope, event: Event) {
    let (message, moved) = parcel::wrap(&event.pack());
    // It fails only for what cannot be moved, and a buffer of our own can.
    let _: Result<(), JsValue> = scope.post_message_with_transfer(&message, &moved);
}

/// Milliseconds since 1970, by the clock of the machine.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is positive and far below 2^53; the cast cuts the fraction"
)]
fn unix_ms() -> u64 {
    js_sys::Date::now() as u64
}
