//! What every component may reach for: a way to change the state, and the driver.

use yew::prelude::*;

use crate::link::Driver;
use crate::state::{Action, Choice, Ending, LineAction, Peer, Reach, State};

/// The way to change the state, and the driver. Neither ever changes, so nobody renders anew for it.
#[derive(Clone, PartialEq)]
pub(super) struct Desk {
    pub(super) dispatcher: UseReducerDispatcher<State>,
    pub(super) driver: Driver,
}

impl Desk {
    /// Lets something happen to the state.
    pub(super) fn tell(&self, action: Action) {
        self.dispatcher.dispatch(action);
    }

    /// Lets something happen to the command line.
    pub(super) fn line(&self, action: LineAction) {
        self.tell(Action::Line(action));
    }

    /// Connects to a server, or says why that cannot even be tried.
    pub(super) fn connect(&self, peer: Peer, reach: &Reach) {
        let sandbox = reach.policy().map(|policy| policy.sandbox.clone());
        match (peer.choice, sandbox) {
            (Choice::Simulation, _) | (Choice::Own, Some(_)) => self.driver.connect(peer),
            (Choice::Sandbox, Some(Some(sandbox))) => {
                self.driver.connect(Peer {
                    host: sandbox.host,
                    port: if peer.tls {
                        sandbox.tls_port
                    } else {
                        sandbox.port
                    },
                    pin: sandbox.fingerprint,
                    ..peer
                });
            }
            (Choice::Sandbox, Some(None)) => self.driver.cannot_connect(peer, Ending::NoSandbox),
            (Choice::Sandbox | Choice::Own, None) => {
                let ending = match reach {
                    Reach::Unspoken => Ending::Unspoken,
                    _ => Ending::NoBridge,
                };
                self.driver.cannot_connect(peer, ending);
            }
        }
    }
}

/// The desk that [`super::App`] provides.
#[hook]
pub(super) fn use_desk() -> Desk {
    #[allow(
        clippy::expect_used,
        reason = "App provides it around every component; there is no page without it"
    )]
    use_context::<Desk>().expect("the desk of the page")
}
