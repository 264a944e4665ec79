//! The server inside the page. It answers in a later task of the browser, as a server over a network would: whoever
//! sends bytes is never called back before `send` has returned.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use ehlo_protocol::server::{AcceptedMail, Behaviour, Output, Server, Settings};
use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;

use super::{LinkEvent, Listener};
use crate::annex::{self, Annex};
use crate::clock;
use crate::random;
use crate::received::subject_of;
use crate::state::{Choice, Ending, StoredMail};

/// What needs the part of the page that signs in.
const AUTH: &[u8] = b"AUTH";

/// A connection to the simulated server.
pub(super) struct Simulation {
    inner: Rc<Inner>,
}

struct Inner {
    server: RefCell<Server>,
    /// What the server wants done and nobody has done yet.
    todo: RefCell<VecDeque<Output>>,
    /// Whether the server takes its time before it does the next.
    waits: Cell<bool>,
    listener: Listener,
    open: Cell<bool>,
    /// What was said since AUTH, while the page still loads what answers it.
    held: RefCell<Option<Vec<u8>>>,
    /// Counts the mails of all simulated sessions of this page.
    accepted: Rc<Cell<u64>>,
}

impl Simulation {
    /// Connects; the greeting follows.
    pub(super) fn open(listener: Listener, accepted: Rc<Cell<u64>>) -> Self {
        let behaviour = Behaviour {
            settings: Settings {
                seed: random::text(),
                ..Settings::playground()
            },
            faults: Vec::new(),
        };
        let server = RefCell::new(Server::checked_by(behaviour, annex::check_content));
        let inner = Rc::new(Inner {
            server,
            todo: RefCell::default(),
            waits: Cell::new(false),
            listener,
            open: Cell::new(true),
            held: RefCell::default(),
            accepted,
        });
        inner.later(0, |inner| {
            (inner.listener)(LinkEvent::Opened(None));
            inner.with_server(Server::connected);
        });
        Self { inner }
    }

    /// Sends bytes to the server.
    pub(super) fn send(&self, bytes: Vec<u8>) {
        if let Some(held) = &mut *self.inner.held.borrow_mut() {
            held.extend_from_slice(&bytes);
            return;
        }
        let signs_in = bytes
            .get(..AUTH.len())
            .is_some_and(|verb| verb.eq_ignore_ascii_case(AUTH));
        if signs_in && !Annex::SignIn.is_here() {
            self.inner.hold(bytes);
        } else {
            self.inner.hear(bytes);
        }
    }
}

impl Drop for Simulation {
    fn drop(&mut self) {
        self.inner.open.set(false);
    }
}

impl Inner {
    /// Runs in a later task, in order, unless the connection is closed by then.
    fn later(self: &Rc<Self>, milliseconds: u32, work: impl FnOnce(&Rc<Self>) + 'static) {
        let inner = Rc::clone(self);
        Timeout::new(milliseconds, move || {
            if inner.open.get() {
                work(&inner);
            }
        })
        .forget();
    }

    /// The server hears bytes.
    fn hear(self: &Rc<Self>, bytes: Vec<u8>) {
        self.later(0, move |inner| {
            inner.with_server(|server| {
                if let Some(here) = annex::sign_in() {
                    server.learn_sign_in(here.server);
                }
                server.receive(&bytes, clock::unix_ms());
            });
        });
    }

    /// Holds bytes and what follows them back until signing in has been loaded, or cannot be.
    fn hold(self: &Rc<Self>, bytes: Vec<u8>) {
        *self.held.borrow_mut() = Some(bytes);
        let inner = Rc::clone(self);
        spawn_local(async move {
            annex::need(Annex::SignIn).await;
            let held = inner.held.take().unwrap_or_default();
            inner.hear(held);
        });
    }

    /// Lets the server work, then does what it wants done.
    fn with_server(self: &Rc<Self>, work: impl FnOnce(&mut Server)) {
        let mut server = self.server.borrow_mut();
        work(&mut server);
        self.todo
            .borrow_mut()
            .extend(std::iter::from_fn(|| server.poll()));
        drop(server);
        self.go_on();
    }

    /// Does what is to be done, up to where the server takes its time.
    fn go_on(self: &Rc<Self>) {
        while self.open.get() && !self.waits.get() {
            let next = self.todo.borrow_mut().pop_front();
            let Some(output) = next else { return };
            self.perform(output);
        }
    }

    fn perform(self: &Rc<Self>, output: Output) {
        match output {
            Output::Wait(milliseconds) => {
                self.waits.set(true);
                self.later(u32::try_from(milliseconds).unwrap_or(u32::MAX), |inner| {
                    inner.waits.set(false);
                    inner.go_on();
                });
            }
            Output::Send(bytes) => (self.listener)(LinkEvent::Received(bytes)),
            Output::StartTls => {
                // Within the page nothing has to be hidden: the session goes on as it does behind a handshake.
                self.server.borrow_mut().tls_established();
                (self.listener)(LinkEvent::Secured);
            }
            Output::Accepted(mail) => (self.listener)(LinkEvent::Accepted(self.store(mail))),
            Output::Close => {
                self.open.set(false);
                (self.listener)(LinkEvent::Ended(Ending::Dropped));
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
            subject: subject_of(&mail.raw),
            raw: mail.raw,
        }
    }
}
