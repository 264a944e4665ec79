//! TLS in a session: what passes through it, what waits for it, and how it ends.
//!
//! ```text
//!   STARTTLS said ----> load the worker
//!   220, or Opened ---> begin ---- Established, all well ------> on
//!                         |  \---- Established, verdicts --> stopped -- the user goes on --> on
//!                         \------- Failed, stalled, cut --> the end
//! ```

mod farewell;
mod loading;

use std::rc::Rc;

use ehlo_protocol::phase::Phase;
use ehlo_protocol::tls::TlsVersion;
use gloo_timers::callback::Timeout;

pub(super) use self::farewell::Farewell;
pub(crate) use self::loading::worker;
use super::{Driver, Line};
use crate::clock;
use crate::link::secure::Secure;
use crate::state::security::{Security, Stage};
use crate::state::{Action, Ending};
use crate::tls::failure::{Cause, Failure};
use crate::tls::message::{Event, Order};
use crate::tls::report::Report;

/// How long a handshake may take, and how long a server may wait with its greeting behind it, in milliseconds. Both are
/// done in a few round trips.
const PATIENCE_MS: u32 = 10_000;

/// TLS over the link.
pub(super) struct Tls {
    /// The worker, once what drives it has been loaded.
    secure: Option<Secure>,
    stage: Stage,
    /// Whether the handshake may begin.
    due: bool,
    /// Whether its first octets are on the wire. A server speaks after that, never before.
    spoken: bool,
    report: Option<Rc<Report>>,
    /// Whether the server ended TLS in order.
    closed: bool,
    /// How the link ended, while the worker is not done yet with what came before.
    ended: Option<Ending>,
    /// What happens if nothing happens.
    watch: Option<Timeout>,
}

impl Tls {
    fn order(&self, order: Order) {
        if let Some(secure) = &self.secure {
            secure.order(order);
        }
    }
}

impl Line {
    /// Whether nothing may be said: TLS was asked for and is not on.
    pub(super) fn is_locked(&self) -> bool {
        let comes = |tls: &Tls| tls.due && tls.stage != Stage::On;
        self.client.session().awaits_tls() || self.tls.as_ref().is_some_and(comes)
    }

    /// Sends octets, through TLS where it is on.
    pub(super) fn send(&self, octets: Vec<u8>) {
        match (&self.tls, &self.link) {
            (Some(tls), _) if tls.due => tls.order(Order::Say(octets)),
            (_, Some(link)) => link.send(octets),
            _ => {}
        }
    }

    /// Once the server has greeted nobody has to watch for that any more; and where it refused STARTTLS, no worker is
    /// needed.
    pub(super) fn look_at_watch(&mut self) {
        let session = self.client.session();
        let (greeted, awaits_tls) = (session.phase != Phase::Connected, session.awaits_tls());
        if let Some(tls) = &mut self.tls {
            if !tls.due && !awaits_tls {
                self.tls = None;
            } else if greeted && tls.stage == Stage::On {
                tls.watch = None;
            }
        }
    }
}

impl Driver {
    /// The user goes on in spite of the verdicts, for this session.
    pub(crate) fn go_on(&self) {
        let stopped = {
            let line = self.0.line.borrow();
            let tls = line.tls.as_ref().filter(|tls| tls.stage == Stage::Stopped);
            tls.inspect(|tls| tls.order(Order::GoOn)).is_some()
        };
        if stopped {
            self.tls_is_on();
        }
    }

    /// The user does not take the certificate.
    pub(crate) fn decline(&self) {
        self.fail_tls(Failure::plain(Cause::Declined));
    }

    /// The server waits for the handshake.
    pub(super) fn begin_tls(&self) {
        if self.0.line.borrow().tls.is_none() {
            self.load_tls();
        }
        let again = self.0.line.borrow().tls.as_ref().map(|tls| tls.due);
        match again {
            Some(false) => {
                {
                    let mut line = self.0.line.borrow_mut();
                    line.waiting_since_ms = Some(clock::now_ms());
                    if let Some(tls) = &mut line.tls {
                        tls.due = true;
                    }
                }
                (self.0.tell)(Action::Secure(Security::at(Stage::Handshake)));
                self.tell_what_was_said();
                self.watch(Cause::Stalled);
                self.start_handshake();
            }
            // A server that takes STARTTLS under TLS: nothing can come of it.
            Some(true) => self.fail_tls(Failure::plain(Cause::Broken)),
            None => {}
        }
    }

    /// Starts the handshake where both the worker and the server are there.
    fn start_handshake(&self) {
        let line = self.0.line.borrow();
        if let Some(tls) = line
            .tls
            .as_ref()
            .filter(|tls| tls.due && tls.secure.as_ref().is_some_and(Secure::is_ready))
        {
            let pin = line.peer.pin.clone();
            let host = server_name(&line.peer.host);
            tls.order(Order::Start { host, pin });
        }
    }

    /// Octets came over the link: through TLS where it is due.
    pub(super) fn came(&self, octets: Vec<u8>) {
        let early = {
            let line = self.0.line.borrow();
            match line.tls.as_ref().filter(|tls| tls.due) {
                None => None,
                Some(tls) if tls.spoken => {
                    tls.order(Order::Wire(octets));
                    return;
                }
                Some(_) => Some(Failure::with_octets(Cause::Injected, &octets)),
            }
        };
        match early {
            Some(failure) => self.fail_tls(failure),
            None => self.received(&octets),
        }
    }

    /// The link is gone. What the worker still has is heard first.
    pub(super) fn link_ended(&self, ending: Ending) {
        let ending = {
            let mut line = self.0.line.borrow_mut();
            match &mut line.tls {
                Some(tls) if tls.spoken => {
                    tls.order(Order::Finish);
                    tls.ended = Some(ending);
                    return;
                }
                Some(tls) if tls.due => cut(ending),
                _ => ending,
            }
        };
        self.end(ending);
    }

    fn hear_tls(&self, session: u32, event: Event) {
        if self.0.line.borrow().session != session {
            self.hear_farewell(session, event);
            return;
        }
        match event {
            Event::Ready => self.start_handshake(),
            Event::Wire(octets) => {
                let mut line = self.0.line.borrow_mut();
                if let Some(tls) = &mut line.tls {
                    tls.spoken = true;
                }
                if let Some(link) = &line.link {
                    link.send(octets);
                }
            }
            Event::Heard(octets) => self.received(&octets),
            Event::Established(report) => self.established(report),
            // In clear there is still a session without it.
            Event::Failed(..) if !self.is_tls_due() => self.0.line.borrow_mut().tls = None,
            Event::Failed(failure, report) => {
                if report.is_some() {
                    (self.0.tell)(Action::Secure(Security {
                        report: report.map(Rc::new),
                        ..Security::at(Stage::Handshake)
                    }));
                }
                self.fail_tls(failure);
            }
            Event::Closed => {
                if let Some(tls) = &mut self.0.line.borrow_mut().tls {
                    tls.closed = true;
                }
            }
            Event::Finished => self.finished(),
        }
    }

    fn is_tls_due(&self) -> bool {
        let line = self.0.line.borrow();
        line.tls.as_ref().is_some_and(|tls| tls.due)
    }

    fn established(&self, report: Report) {
        let good = report.is_good();
        let report = Rc::new(report);
        if let Some(tls) = &mut self.0.line.borrow_mut().tls {
            tls.watch = None;
            tls.report = Some(Rc::clone(&report));
            tls.stage = Stage::Stopped;
        }
        if good {
            self.tls_is_on();
        } else {
            (self.0.tell)(Action::Secure(Security {
                report: Some(report),
                ..Security::at(Stage::Stopped)
            }));
        }
    }

    fn tls_is_on(&self) {
        let now = clock::now_ms();
        let (report, from_start) = {
            let mut line = self.0.line.borrow_mut();
            let Some(tls) = &mut line.tls else { return };
            tls.stage = Stage::On;
            let report = tls.report.clone();
            let version = report
                .as_ref()
                .and_then(|report| TlsVersion::read(&report.version));
            let from_start = line.client.session().phase == Phase::Connected;
            if from_start {
                line.client.tls_from_the_start(version, now);
            } else if let Some(version) = version {
                line.client.tls_established_with(version, now);
            } else {
                line.client.tls_established(now);
            }
            line.waiting_since_ms = from_start.then_some(now);
            (report, from_start)
        };
        (self.0.tell)(Action::Secure(Security {
            report,
            ..Security::at(Stage::On)
        }));
        self.tell_what_was_said();
        if from_start {
            self.watch(Cause::NoGreeting);
        }
    }

    /// All that came before the end of the link has been heard.
    fn finished(&self) {
        let (ending, unclosed) = {
            let mut line = self.0.line.borrow_mut();
            let Some(tls) = &mut line.tls else { return };
            let Some(ending) = tls.ended.take() else {
                return;
            };
            // Nobody is left to take leave of.
            let stage = std::mem::replace(&mut tls.stage, Stage::Handshake);
            match stage {
                Stage::On => (
                    ending.clone(),
                    !tls.closed && matches!(ending, Ending::Dropped),
                ),
                Stage::Handshake => (cut(ending), false),
                _ => (ending, false),
            }
        };
        if unclosed {
            let report = self
                .0
                .line
                .borrow()
                .tls
                .as_ref()
                .map(|tls| tls.report.clone());
            (self.0.tell)(Action::Secure(Security {
                stage: Stage::On,
                report: report.flatten(),
                unclosed,
            }));
        }
        self.end(ending);
    }

    /// Ends the session for this reason, if nothing else happens in time.
    fn watch(&self, cause: Cause) {
        let session = self.0.line.borrow().session;
        let driver = self.clone();
        let timeout = Timeout::new(PATIENCE_MS, move || {
            if driver.0.line.borrow().session == session {
                driver.fail_tls(Failure::plain(cause));
            }
        });
        if let Some(tls) = &mut self.0.line.borrow_mut().tls {
            tls.watch = Some(timeout);
        }
    }

    fn fail_tls(&self, failure: Failure) {
        self.end(Ending::Tls(failure));
    }
}

/// The end of the link in the middle of a handshake.
fn cut(ending: Ending) -> Ending {
    match ending {
        Ending::Dropped | Ending::Reset => Ending::Tls(Failure::plain(Cause::Cut)),
        other => other,
    }
}

/// The name that a certificate has to be for: as browsers write it, with letters beyond ASCII in their DNS form.
fn server_name(host: &str) -> String {
    let host = host.trim();
    let bracketed = if host.contains(':') && !host.starts_with('[') {
        ["https://[", host, "]"].concat()
    } else {
        ["https://", host].concat()
    };
    let name = web_sys::Url::new(&bracketed).map_or_else(|_| host.to_owned(), |url| url.hostname());
    name.trim_matches(['[', ']'])
        .trim_end_matches('.')
        .to_owned()
}
