//! How the page reaches a server. No component lives here, and no link knows one.

mod base;
pub(crate) mod bridge;
pub(crate) mod driver;
pub(crate) mod frames;
mod http;
mod json;
pub(crate) mod secure;
mod simulation;

use std::rc::Rc;

pub(crate) use self::driver::Driver;
pub(crate) use self::http::value_in;
use crate::state::{Ending, StoredMail};

/// What comes out of a link.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum LinkEvent {
    /// The connection is open, at this address where the bridge told one.
    Opened(Option<String>),
    /// TLS is on, as a model: the simulation needs no real one.
    Secured,
    /// Bytes came from the server.
    Received(Vec<u8>),
    /// The server accepted a mail.
    Accepted(StoredMail),
    /// The connection is gone; nothing comes after it.
    Ended(Ending),
}

/// Where a link puts its events.
pub(crate) type Listener = Rc<dyn Fn(LinkEvent)>;

/// A connection to a server. It closes when it is dropped.
enum Link {
    /// To the server inside the page.
    Simulation(simulation::Simulation),
    /// To a server behind the bridge.
    Bridge(bridge::Tunnel),
}

impl Link {
    /// Sends bytes, in order with what was sent before.
    fn send(&self, bytes: Vec<u8>) {
        match self {
            Self::Simulation(simulation) => simulation.send(bytes),
            Self::Bridge(tunnel) => tunnel.send(&bytes),
        }
    }
}
