//! The server inside the page. It answers in a later task of the browser, as a server over a network would: whoever
//! sends bytes is never called back before `send` has returned.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use ehlo_protocol::server::{AcceptedMail, Output, Server, Settings};
use gloo_timers::callback::Timeout;

use super::{LinkEvent, Listener};
use crate::clock;
use crate::state::{Choice, Ending, StoredMail};

/// A connection to the simulated server.
pub(super) struct Simulation {
    inner: Rc<Inner>,
}

struct Inner {
    server: RefCell<Server>,
    listener: Listener,
    open: Cell<bool>,
    /// Counts the mails of all simulated sessions of this page.
    accepted: Rc<Cell<u64>>,
}

impl Simulation {
    /// Connects; the greeting follows.
    pub(super) fn open(listener: Listener, accepted: Rc<Cell<u64>>) -> Self {
        let server = RefCell::new(Server::new(Settings::default()));
        let inner = Rc::new(Inner {
            server,
            listener,
            open: Cell::new(true),
            accepted,
        });
        inner.later(|inner| {
            (inner.listener)(LinkEvent::Opened(None));
            inner.with_server(Server::connected);
        });
        Self { inner }
    }

    /// Sends bytes to the server.
    pub(super) fn send(&self, bytes: Vec<u8>) {
        self.inner.later(move |inner| {
            inner.with_server(|server| server.receive(&bytes, clock::unix_ms()))
        });
    }
}

impl Drop for Simulation {
    fn drop(&mut self) {
        self.inner.open.set(false);
    }
}

impl Inner {
    /// Runs in a later task, in order, unless the connection is closed by then.
    fn later(self: &Rc<Self>, work: impl FnOnce(&Self) + 'static) {
        let inner = Rc::clone(self);
        Timeout::new(0, move || {
            if inner.open.get() {
                work(&inner);
            }
        })
        .forget();
    }

    /// Lets the server work, then passes on what it wants done.
    fn with_server(&self, work: impl FnOnce(&mut Server)) {
        let outputs = outputs_of(&mut self.server.borrow_mut(), work);
        for output in outputs {
            if !self.open.get() {
                return;
            }
            match output {
                Output::Send(bytes) => (self.listener)(LinkEvent::Received(bytes)),
                Output::Accepted(mail) => (self.listener)(LinkEvent::Accepted(self.store(mail))),
                Output::Close => {
                    self.open.set(false);
                    (self.listener)(LinkEvent::Ended(Ending::Dropped));
                }
            }
        }
    }

    fn store(&self, mail: AcceptedMail) -> StoredMail {
        self.accepted.set(self.accepted.get() + 1);
        StoredMail {
            choice: Choice::Simulation,
            id: self.accepted.get(),
            hello: mail.hello,
            reverse_path: mail.reverse_path,
            recipients: mail.recipients,
            accepted_ms: mail.accepted_ms,
            raw: mail.raw,
        }
    }
}

fn outputs_of(server: &mut Server, work: impl FnOnce(&mut Server)) -> Vec<Output> {
    work(server);
    std::iter::from_fn(|| server.poll()).collect()
}
