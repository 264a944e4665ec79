//! TLS between the driver and a tunnel: the worker that ends it, loaded when a session starts TLS and not before.

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Worker};

use crate::tls::failure::{Cause, Failure};
use crate::tls::message::{Event, Order};
use crate::tls::parcel;

/// The script that loads the worker, beside the page in whatever folder that is.
const SCRIPT: &str = "tls-worker-start.js";

/// A TLS session. Its worker ends when it is dropped.
pub(crate) struct Secure {
    worker: Worker,
    state: Rc<State>,
    /// How an order goes to the worker. It is in the annex, and this way stays there.
    post: fn(&Worker, Order),
    _listeners: [EventListener; 2],
}

/// What the worker's listeners need to know.
#[derive(Default)]
struct State {
    ready: Cell<bool>,
    /// The number of the session that it works for; 0 while there is none.
    session: Cell<u32>,
}

/// Where a worker tells what happens, and for which session.
pub(crate) type Listener = Rc<dyn Fn(u32, Event)>;

impl Secure {
    /// Loads a worker, for no session yet. The first that comes of it is [`Event::Ready`]; before that no order reaches it.
    pub(crate) fn load(listener: Listener) -> Result<Self, JsValue> {
        let worker = Worker::new(SCRIPT)?;
        let state = Rc::<State>::default();
        let hear = {
            let (listener, state) = (Rc::clone(&listener), Rc::clone(&state));
            move |event: &web_sys::Event| {
                let told = event
                    .dyn_ref::<MessageEvent>()
                    .and_then(|event| parcel::unwrap(&event.data()))
                    .and_then(Event::unpack);
                if told == Some(Event::Ready) {
                    state.ready.set(true);
                }
                listener(state.session.get(), told.unwrap_or_else(lost));
            }
        };
        let fail = {
            let state = Rc::clone(&state);
            move |_: &web_sys::Event| listener(state.session.get(), lost())
        };
        let listeners = [
            EventListener::new(&worker, "message", hear),
            EventListener::new(&worker, "error", fail),
        ];
        Ok(Self {
            worker,
            state,
            post,
            _listeners: listeners,
        })
    }

    /// From now on it works for this session.
    pub(super) fn work_for(&self, session: u32) {
        self.state.session.set(session);
    }

    /// Whether orders reach it.
    pub(super) fn is_ready(&self) -> bool {
        self.state.ready.get()
    }

    /// Tells the worker to do something.
    pub(super) fn order(&self, order: Order) {
        (self.post)(&self.worker, order);
    }
}

impl Drop for Secure {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

fn post(worker: &Worker, order: Order) {
    let (message, moved) = parcel::wrap(&order.pack());
    // It fails only for what cannot be moved, and a buffer of our own can.
    let _ = worker.post_message_with_transfer(&message, &moved);
}

/// The worker is not there, or is of another version.
fn lost() -> Event {
    Event::Failed(Failure::plain(Cause::NoWorker), None)
}
