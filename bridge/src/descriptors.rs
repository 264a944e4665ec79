//! File descriptors: as many as the system gives, and some kept back.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tracing::warn;

use crate::limits::Limits;

/// Asks the system for as many descriptors as it gives, and takes no more connections than they are enough for: a bridge
/// without any left could not even say so.
pub fn fit(limits: &mut Limits) {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let wanted = needed(limits);
    if current.is_some_and(|current| current < wanted) {
        let more = Rlimit {
            current: maximum.map_or(Some(wanted), |maximum| Some(maximum.min(wanted))),
            maximum,
        };
        // Where it is refused, what follows makes do with what there is.
        let _ = setrlimit(Resource::Nofile, more);
    }
    let Some(there) = getrlimit(Resource::Nofile).current else {
        return;
    };
    if there < wanted {
        let places = (limits.http_connections() as u64)
            .saturating_sub(wanted - there)
            .max(FEWEST_PLACES);
        warn!(descriptors = there, wanted, places, "few descriptors");
        let _ = limits.set("http-connections", places);
    }
}

/// A session holds two, a connection of HTTP and one of the sandbox one each.
fn needed(limits: &Limits) -> u64 {
    let connections =
        limits.http_connections() + 2 * limits.sessions() + 2 * limits.sandbox_connections();
    connections as u64 + RESERVE
}

/// Kept for listeners, the resolver, files and the log.
const RESERVE: u64 = 64;

/// Fewer serve no page.
const FEWEST_PLACES: u64 = 4;
