//! When TLS is loaded: its annex, and the worker behind it.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::Tls;
use crate::annex::{self, Annex};
use crate::link::Link;
use crate::link::driver::Driver;
use crate::link::secure::Secure;
use crate::state::security::Stage;
use crate::tls::failure::{Cause, Failure};

/// Loads a worker that tells this driver what happens. It is in the annex, with all that hears it.
pub(crate) fn worker(driver: &Driver) -> Option<Secure> {
    let driver = driver.clone();
    Secure::load(Rc::new(move |session, event| {
        driver.hear_tls(session, event)
    }))
    .ok()
}

impl Driver {
    /// The user has typed STARTTLS: by the time it is said and answered, the worker may be there.
    pub(crate) fn foresee(&self, typed: &str) {
        if typed.trim().eq_ignore_ascii_case("STARTTLS") {
            self.prepare_tls();
        }
    }

    /// Loads the worker, where TLS can be switched on and none is there.
    fn prepare_tls(&self) {
        let wanted = {
            let line = self.0.line.borrow();
            let over_bridge = matches!(line.link, Some(Link::Bridge(_)));
            over_bridge && line.tls.is_none()
        };
        if wanted {
            self.load_tls();
        }
    }

    /// Loads the worker while the server still thinks about STARTTLS.
    pub(in crate::link::driver) fn prepare_tls_if_asked(&self) {
        if self.0.line.borrow().client.session().awaits_tls() {
            self.prepare_tls();
        }
    }

    fn new_worker(&self) -> Option<Secure> {
        (annex::tls()?.worker)(self)
    }

    /// Whoever has used TLS will use it again: the next session finds a worker that is there. It is a new one, so nothing
    /// of one session reaches another.
    pub(in crate::link::driver) fn prepare_next_worker(&self) {
        if self.0.spare.borrow().is_none() {
            *self.0.spare.borrow_mut() = self.new_worker();
        }
    }

    /// TLS is to come: what does it is loaded, and then its worker. From here on the session waits where it must.
    pub(super) fn load_tls(&self) {
        let session = {
            let mut line = self.0.line.borrow_mut();
            line.tls = Some(Tls {
                secure: None,
                stage: Stage::Handshake,
                due: false,
                spoken: false,
                report: None,
                closed: false,
                ended: None,
                watch: None,
            });
            line.session
        };
        if Annex::Tls.is_here() {
            self.load_worker(session);
            return;
        }
        let driver = self.clone();
        spawn_local(async move {
            annex::need(Annex::Tls).await;
            driver.load_worker(session);
        });
    }

    /// Loads the worker of a session that still wants one.
    fn load_worker(&self, session: u32) {
        let wanted = {
            let line = self.0.line.borrow();
            let waits = line.tls.as_ref().is_some_and(|tls| tls.secure.is_none());
            line.session == session && waits
        };
        if !wanted {
            return;
        }
        let spare = self.0.spare.take().filter(Secure::is_ready);
        match spare.or_else(|| self.new_worker()) {
            Some(secure) => {
                secure.work_for(session);
                if let Some(tls) = &mut self.0.line.borrow_mut().tls {
                    tls.secure = Some(secure);
                }
                self.start_handshake();
            }
            None if self.is_tls_due() => self.fail_tls(Failure::plain(Cause::NoWorker)),
            // In clear there is still a session without it.
            None => self.0.line.borrow_mut().tls = None,
        }
    }
}
