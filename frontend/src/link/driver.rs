//! The driver: it owns the client and the link, and turns what happens on either into actions.
//!
//! It is handed to components to be called and never calls one: what it has to say it tells as an [`Action`]. No borrow
//! is held while it tells, so whatever the listener does, it may call the driver again.

pub(crate) mod tls;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use ehlo_protocol::client::{Client, Stuffing};
use ehlo_protocol::diagnostic::Profile;
use ehlo_protocol::phase::{Phase, Step};
use ehlo_protocol::session::Mode;
use wasm_bindgen_futures::spawn_local;

use self::tls::{Farewell, Tls};
use super::base::Base;
use super::secure::Secure;
use super::{Link, LinkEvent, Listener, http, simulation};
use crate::annex::{self, Annex};
use crate::clock;
use crate::crash;
use crate::state::Choice;
use crate::state::conversation::{Conversation, Said};
use crate::state::security::{Security, Stage};
use crate::state::{Action, Ending, Peer, Reach};
use crate::tls::failure::{Cause, Failure};

/// Most octets that a server may say in one session. An endless reply fills no tab.
const MAX_RECEIVED: usize = 1024 * 1024;

/// Moves a session on: what the user wants said goes out, what the server says comes in.
#[derive(Clone)]
pub(crate) struct Driver(Rc<Inner>);

struct Inner {
    tell: Box<dyn Fn(Action)>,
    line: RefCell<Line>,
    /// A worker for the next session with TLS, where there was one with TLS before.
    spare: RefCell<Option<Secure>>,
    /// The session under TLS that was left last, while its server is told so.
    farewell: RefCell<Option<Farewell>>,
    base: RefCell<Base>,
    /// Mails that the simulation accepted since the page was opened.
    simulated: Rc<Cell<u64>>,
}

/// The session in progress, or the last one.
struct Line {
    client: Client,
    link: Option<Link>,
    /// TLS over the link, from when it was asked for.
    tls: Option<Tls>,
    peer: Peer,
    /// Counts the sessions, so that a late event of one that was left is told from those of the next.
    session: u32,
    received: usize,
    waiting_since_ms: Option<u64>,
}

fn new_client(mode: Mode) -> Client {
    Client::checked_by(mode, Profile::Strict, annex::check_content)
}

impl PartialEq for Driver {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Driver {
    /// A driver that tells `tell` what happens.
    pub(crate) fn new(tell: impl Fn(Action) + 'static) -> Self {
        let line = Line {
            client: new_client(Mode::Smtp),
            link: None,
            tls: None,
            peer: Peer::default(),
            session: 0,
            received: 0,
            waiting_since_ms: None,
        };
        Self(Rc::new(Inner {
            tell: Box::new(tell),
            line: RefCell::new(line),
            spare: RefCell::default(),
            farewell: RefCell::default(),
            base: RefCell::default(),
            simulated: Rc::default(),
        }))
    }

    /// Asks whether a bridge serves this page, or whether the one that the user agreed to is there. Where there is none and
    /// the address of the page names another, the user is asked, and nothing else is: a link never acts.
    pub(crate) fn look_for_bridge(&self) {
        let driver = self.clone();
        (self.0.tell)(Action::Reached(Reach::Looking));
        spawn_local(async move {
            let base = driver.0.base.borrow().clone();
            let reach = match (http::policy(&base).await.map(Rc::new), base.origin()) {
                (Ok(policy), None) => Reach::Present(policy),
                (Ok(policy), Some(origin)) => Reach::Elsewhere(policy, origin.into()),
                (Err(Reach::Absent), None) => match http::named_bridge() {
                    Some(origin) => Reach::Asked(origin.into()),
                    None => Reach::Absent,
                },
                (Err(reach), _) => reach,
            };
            if reach.has_inbox() {
                driver.fetch_inbox();
            }
            (driver.0.tell)(Action::Reached(reach));
        });
    }

    /// Uses the bridge of another origin, to which the user has agreed, from now on.
    pub(crate) fn use_bridge(&self, origin: &str) {
        *self.0.base.borrow_mut() = Base::elsewhere(origin.to_owned());
        self.look_for_bridge();
    }

    /// Asks for the mails of the sandbox.
    pub(crate) fn fetch_inbox(&self) {
        let driver = self.clone();
        spawn_local(async move {
            if let Some(mails) = http::inbox(http::token().as_deref()).await {
                (driver.0.tell)(Action::Fetched(mails));
            }
        });
    }

    /// Opens a session. One that is open ends.
    pub(crate) fn connect(&self, peer: Peer) {
        self.disconnect();
        let mode = if peer.choice == Choice::Own {
            Mode::of_port(peer.port)
        } else {
            Mode::Smtp
        };
        let session = {
            let mut line = self.0.line.borrow_mut();
            line.client = new_client(mode);
            line.tls = None;
            line.peer = peer.clone();
            line.session += 1;
            line.received = 0;
            line.waiting_since_ms = None;
            line.session
        };
        (self.0.tell)(Action::Connecting {
            peer: peer.clone(),
            at_ms: clock::now_ms(),
        });
        let listener = self.listener(session);
        let link = match peer.choice {
            Choice::Simulation => Some(Link::Simulation(simulation::Simulation::open(
                listener,
                Rc::clone(&self.0.simulated),
            ))),
            Choice::Sandbox | Choice::Own => self
                .0
                .base
                .borrow()
                .tunnel()
                .and_then(|address| {
                    (annex::bridge()?.open)(&address, &peer, http::token(), listener)
                })
                .map(Link::Bridge),
        };
        if link.is_none() {
            self.end(Ending::NoBridge);
        }
        self.0.line.borrow_mut().link = link;
    }

    /// Says that a connection cannot even be tried.
    pub(crate) fn cannot_connect(&self, peer: Peer, ending: Ending) {
        self.disconnect();
        self.0.line.borrow_mut().client = new_client(Mode::Smtp);
        (self.0.tell)(Action::Connecting {
            peer,
            at_ms: clock::now_ms(),
        });
        self.tell_the_end(ending);
    }

    /// Shows what was read of a session that somebody else had, and where to begin in it. One that is open ends.
    pub(crate) fn show_log(&self, read: Conversation, first: Option<usize>) {
        self.disconnect();
        crash::keep(&read.transcript);
        (self.0.tell)(Action::LogRead(Box::new(read), first));
    }

    /// Ends the session, where one is open.
    pub(crate) fn disconnect(&self) {
        if self.0.line.borrow().link.is_some() {
            self.end(Ending::You);
        }
    }

    /// Says a line. Whether it holds a secret is given back.
    pub(crate) fn send_line(&self, text: &str) -> bool {
        self.speak(|client, now| client.send_line(text.as_bytes(), now));
        let line = self.0.line.borrow();
        line.client
            .transcript()
            .entries()
            .last()
            .is_some_and(|entry| entry.secret.is_some())
    }

    /// Says a message and ends it.
    pub(crate) fn send_message(&self, text: &str, stuffing: Stuffing) {
        // A second press before the page is drawn anew finds the message gone already.
        if !self.0.line.borrow().client.session().expects_content() {
            return;
        }
        self.speak(|client, now| {
            client.send_content(text.as_bytes(), stuffing, now);
            client.end_data(now);
        });
    }

    /// Says what was typed of a chunk.
    pub(crate) fn send_chunk(&self, text: &str) {
        // A second press before the page is drawn anew finds the chunk gone already.
        if self.0.line.borrow().client.session().chunk_left == 0 {
            return;
        }
        self.speak(|client, now| client.send_chunk(text.as_bytes(), now));
    }

    fn listener(&self, session: u32) -> Listener {
        let driver = self.clone();
        Rc::new(move |event| driver.hear(session, event))
    }

    fn speak(&self, say: impl FnOnce(&mut Client, u64)) {
        annex::foresee(Annex::Message);
        let now = clock::now_ms();
        {
            let mut line = self.0.line.borrow_mut();
            if line.is_locked() {
                return;
            }
            say(&mut line.client, now);
            // As long as octets of a chunk are due, it is the server that waits.
            let waits = line.client.session().chunk_left == 0;
            line.waiting_since_ms = line.waiting_since_ms.or(Some(now)).filter(|_| waits);
            while let Some(bytes) = line.client.poll_output() {
                line.send(bytes);
            }
        }
        self.prepare_tls_if_asked();
        self.tell_what_was_said();
    }

    fn hear(&self, session: u32, event: LinkEvent) {
        if self.0.line.borrow().session != session {
            return;
        }
        match event {
            LinkEvent::Opened(address) => {
                let now = clock::now_ms();
                {
                    let mut line = self.0.line.borrow_mut();
                    line.client.connected(now);
                    line.waiting_since_ms = Some(now);
                }
                (self.0.tell)(Action::Opened(address));
                self.tell_what_was_said();
                if self.0.line.borrow().peer.tls {
                    self.begin_tls();
                }
            }
            LinkEvent::Secured => {
                annex::foresee(Annex::Tls);
                self.0
                    .line
                    .borrow_mut()
                    .client
                    .tls_established(clock::now_ms());
                (self.0.tell)(Action::Secure(Security::at(Stage::On)));
                self.tell_what_was_said();
            }
            LinkEvent::Received(bytes) => self.came(bytes),
            LinkEvent::Accepted(mail) => (self.0.tell)(Action::Accepted(mail)),
            LinkEvent::Ended(ending) => self.link_ended(ending),
        }
    }

    fn received(&self, bytes: &[u8]) {
        let now = clock::now_ms();
        let (ending, delivered, starts_tls) = {
            let mut line = self.0.line.borrow_mut();
            line.received += bytes.len();
            let delivering = line
                .client
                .session()
                .pending
                .front()
                .is_some_and(|said| matches!(said.step, Step::EndOfData | Step::LastChunk));
            line.client.receive(bytes, now);
            let session = line.client.session();
            if session.announces("AUTH") == Some(true) {
                annex::foresee(Annex::SignIn);
            }
            let waits = session.phase == Phase::Connected || !session.pending.is_empty();
            let starts_tls = session.phase == Phase::StartingTls;
            line.waiting_since_ms = waits.then_some(now);
            line.look_at_watch();
            let early = if starts_tls {
                line.client.take_early()
            } else {
                Vec::new()
            };
            let ending = if line.received > MAX_RECEIVED {
                Some(Ending::TooMuch)
            } else if !early.is_empty() {
                let failure = Failure::with_octets(Cause::Injected, &early);
                Some(Ending::Tls(failure))
            } else {
                None
            };
            (
                ending,
                delivering && line.peer.choice == Choice::Sandbox,
                starts_tls && matches!(line.link, Some(Link::Bridge(_))),
            )
        };
        self.tell_what_was_said();
        if delivered {
            self.fetch_inbox();
        }
        if let Some(ending) = ending {
            self.end(ending);
        } else if starts_tls {
            self.begin_tls();
        }
    }

    fn end(&self, ending: Ending) {
        let used_tls;
        let (ending, opened) = {
            let mut line = self.0.line.borrow_mut();
            let (link, tls) = (line.link.take(), line.tls.take());
            used_tls = tls.is_some();
            self.take_leave(line.session, link, tls);
            // A late event of this link must not reach the next session.
            line.session += 1;
            line.waiting_since_ms = None;
            let phase = line.client.session().phase;
            let opened = !matches!(phase, Phase::Idle | Phase::Closed);
            if opened {
                line.client.closed(ending.blame(), clock::now_ms());
            }
            let said_goodbye = phase == Phase::Closing && ending == Ending::Dropped;
            (
                if said_goodbye {
                    Ending::Goodbye
                } else {
                    ending
                },
                opened,
            )
        };
        if opened {
            self.tell_what_was_said();
        }
        self.tell_the_end(ending);
        if used_tls {
            self.prepare_next_worker();
        }
    }

    fn tell_the_end(&self, ending: Ending) {
        let bridge_gone = matches!(ending, Ending::BridgeLost | Ending::NoBridge);
        (self.0.tell)(Action::Ended(ending));
        if bridge_gone {
            self.look_for_bridge();
        }
    }

    fn tell_what_was_said(&self) {
        let said = {
            let line = self.0.line.borrow();
            Said {
                session: Rc::new(line.client.session().clone()),
                transcript: Rc::new(line.client.transcript().clone()),
                partial: Rc::new(line.client.partial_reply()),
                waiting_since_ms: line.waiting_since_ms,
            }
        };
        crash::keep(&said.transcript);
        (self.0.tell)(Action::Said(said));
    }
}
