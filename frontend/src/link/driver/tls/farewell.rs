//! How a session under TLS is left: its server is told before the link goes.

use gloo_timers::callback::Timeout;

use super::Tls;
use crate::link::Link;
use crate::link::driver::Driver;
use crate::link::secure::Secure;
use crate::state::security::Stage;
use crate::tls::message::{Event, Order};

/// How long a worker may take for a single alert, in milliseconds. One that is stuck holds no connection open.
const PATIENCE_MS: u32 = 1_000;

/// A session that was left. For the page it is over; its link closes once the worker has said goodbye over it.
pub(in crate::link::driver) struct Farewell {
    session: u32,
    link: Link,
    _secure: Secure,
    _watch: Timeout,
}

impl Driver {
    /// Leaves a link. Where TLS is on, the server is told by a `close_notify` that nothing was cut off (RFC 8446 §6.1).
    pub(in crate::link::driver) fn take_leave(
        &self,
        session: u32,
        link: Option<Link>,
        tls: Option<Tls>,
    ) {
        let (Some(link), Some(tls)) = (link, tls) else {
            return;
        };
        let Some(secure) = tls.secure.filter(|_| tls.stage != Stage::Handshake) else {
            return;
        };
        secure.order(Order::Leave);
        let driver = self.clone();
        let watch = Timeout::new(PATIENCE_MS, move || driver.forget(session));
        *self.0.farewell.borrow_mut() = Some(Farewell {
            session,
            link,
            _secure: secure,
            _watch: watch,
        });
    }

    /// What the worker of a session that was left still has to say.
    pub(super) fn hear_farewell(&self, session: u32, event: Event) {
        match event {
            Event::Wire(octets) => {
                let farewell = self.0.farewell.borrow();
                if let Some(left) = farewell.as_ref().filter(|left| left.session == session) {
                    left.link.send(octets);
                }
            }
            Event::Finished | Event::Failed(..) => self.forget(session),
            _ => {}
        }
    }

    fn forget(&self, session: u32) {
        let mut farewell = self.0.farewell.borrow_mut();
        if farewell
            .as_ref()
            .is_some_and(|left| left.session == session)
        {
            *farewell = None;
        }
    }
}
