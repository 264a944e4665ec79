//! What all requests and sessions of one bridge share.

use std::sync::Arc;

use crate::clock::Clock;
use crate::dial::Dialler;
use crate::inbox::Inbox;
use crate::limits::Limits;
use crate::metrics::Metrics;
use crate::policy::Policy;
use crate::quotas::Quotas;
use crate::sessions::Sessions;
use crate::stop::Stop;

/// One bridge.
pub struct Bridge {
    /// What the operator allows.
    pub policy: Policy,
    /// How much.
    pub limits: Limits,
    /// What opens connections.
    pub dialler: Dialler,
    /// How often.
    pub quotas: Quotas,
    /// What is counted.
    pub metrics: Arc<Metrics>,
    /// The tunnels that are open.
    pub sessions: Sessions,
    /// What the sandbox accepted.
    pub inbox: Inbox,
    /// What keeps the deadlines of sessions.
    pub clock: Clock,
    /// The word that the bridge stops.
    pub stop: Stop,
}
