//! TLS between the driver and a tunnel: the worker that ends it, loaded when a session starts TLS and not before.

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
pub(super) struct Secure {
    worker: Worker,
    _listeners: [EventListener; 2],
}

impl Secure {
    /// Loads the worker. The first that comes of it is [`Event::Ready`]; before that no order reaches it.
    pub(super) fn load(listener: Rc<dyn Fn(Event)>) -> Result<Self, JsValue> {
        let worker = Worker::new(SCRIPT)?;
        let hear = {
            let listener = Rc::clone(&listener);
            move |event: &web_sys::Event| {
                let told = event
                    .dyn_ref::<MessageEvent>()
                    .and_then(|event| parcel::unwrap(&event.data()))
                    .and_then(Event::unpack);
                listener(told.unwrap_or_else(lost));
            }
        };
        let fail = move |_: &web_sys::Event| listener(lost());
        let listeners = [
            EventListener::new(&worker, "message", hear),
            EventListener::new(&worker, "error", fail),
        ];
        Ok(Self {
            worker,
            _listeners: listeners,
        })
    }

    /// Tells the worker to do something.
    pub(super) fn order(&self, order: Order) {
        let (message, moved) = parcel::wrap(&order.pack());
        // It fails only for what cannot be moved, and a buffer of our own can.
        let _ = self.worker.post_message_with_transfer(&message, &moved);
    }
}

impl Drop for Secure {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// The worker is not there, or is of another version.
fn lost() -> Event {
    Event::Failed(Failure::plain(Cause::NoWorker), None)
}
