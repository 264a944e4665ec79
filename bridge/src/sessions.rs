//! How many sessions there are, in all and of one address.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::ops::Mul;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ehlo_protocol::tunnel::Refusal;
use tokio::sync::watch;

/// The sessions that are open now. Clones count together.
#[derive(Clone)]
pub struct Sessions {
    total: Arc<watch::Sender<usize>>,
    of_network: Arc<Mutex<HashMap<Network, usize>>>,
}

/// The first address of a network, and the length of its prefix.
type Network = (IpAddr, u8);

/// The place of one session, given back when dropped.
pub struct Seat {
    sessions: Sessions,
    client: IpAddr,
}

impl Default for Sessions {
    fn default() -> Self {
        Self {
            total: Arc::new(watch::Sender::new(0)),
            of_network: Arc::default(),
        }
    }
}

impl Sessions {
    /// Takes a place for `client`, where there are `most` in all and `most_of_one` for one client.
    ///
    /// # Errors
    /// Where all places are taken.
    pub fn take(&self, client: IpAddr, most: usize, most_of_one: usize) -> Result<Seat, Refusal> {
        let mut of_network = self.networks();
        let full = networks(client, most_of_one).any(|(network, most)| {
            let count = of_network.get(&network).copied().unwrap_or(0);
            count >= most
        });
        if full || *self.total.borrow() >= most {
            return Err(Refusal::TooManySessions);
        }
        for (network, _) in networks(client, most_of_one) {
            *of_network.entry(network).or_default() += 1;
        }
        // Under the lock, so that two takers cannot both have the last place.
        self.total.send_if_modified(|total| {
            *total += 1;
            false
        });
        drop(of_network);
        Ok(Seat {
            sessions: self.clone(),
            client,
        })
    }

    fn networks(&self) -> MutexGuard<'_, HashMap<Network, usize>> {
        self.of_network
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Sessions open now.
    #[must_use]
    pub fn count(&self) -> usize {
        *self.total.borrow()
    }

    /// Waits until no session is open.
    pub async fn none_left(&self) {
        // The sender lives in `self`, so the wait cannot fail.
        let _ = self.total.subscribe().wait_for(|total| *total == 0).await;
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut of_network = self.sessions.networks();
        for (network, _) in networks(self.client, 0_usize) {
            if let Some(count) = of_network.get_mut(&network) {
                *count -= 1;
                if *count == 0 {
                    of_network.remove(&network);
                }
            }
        }
        // Whoever waits does so for the last to go: to look for them at each would cost more than to count.
        self.sessions.total.send_if_modified(|total| {
            *total -= 1;
            *total == 0
        });
    }
}

/// The networks that a client counts for, each with what it may have where one client may have `most_of_one`: one
/// subscriber has a /64 in IPv6, and with a whole /48, which anybody gets for nothing, is as many as a few clients.
pub(crate) fn networks<N>(client: IpAddr, most_of_one: N) -> impl Iterator<Item = (Network, N)>
where
    N: Copy + From<u16> + Mul<Output = N>,
{
    let (subscriber, site) = match client.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            let part = |segment| Ipv6Addr::new(a, b, c, segment, 0, 0, 0, 0).into();
            let site = (part(0), 48);
            ((part(d), 64), Some((site, most_of_one * N::from(SITE))))
        }
        address => ((address, 32), None),
    };
    [Some((subscriber, most_of_one)), site]
        .into_iter()
        .flatten()
}

/// So many clients is a /48: it takes no more than half of what there is, and a site with some people is not cut short.
const SITE: u16 = 8;

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use futures_util::FutureExt;

    use super::*;

    #[test]
    fn places_are_counted_per_address_and_in_all_and_given_back() {
        let sessions = Sessions::default();
        let take = |client: &str| sessions.take(client.parse().unwrap(), 3, 2);
        let first = take("2001:db8::1").unwrap();
        let second = take("2001:db8::2").unwrap();
        // The same /64.
        assert_eq!(take("2001:db8::3").err(), Some(Refusal::TooManySessions));
        let third = take("192.0.2.1").unwrap();
        assert_eq!(take("192.0.2.2").err(), Some(Refusal::TooManySessions));
        drop(first);
        assert_eq!(sessions.count(), 2);
        let again = take("2001:db8::3").unwrap();
        drop((second, third, again));
        assert_eq!(sessions.count(), 0);
        assert!(sessions.of_network.lock().unwrap().is_empty());
    }

    #[test]
    fn a_site_is_as_many_as_eight_clients() {
        let sessions = Sessions::default();
        let take = |client: String| sessions.take(client.parse().unwrap(), 100, 2);
        let held: Vec<_> = (0..16)
            .map(|number| take(format!("2001:db8:1:{number:x}::1")).unwrap())
            .collect();
        assert!(take("2001:db8:1:ffff::1".to_owned()).is_err());
        let next_door = take("2001:db8:2::1".to_owned()).unwrap();
        // A site and its first /64 are not one.
        assert!(take("2001:db8:2::2".to_owned()).is_ok());
        drop((held, next_door));
        assert!(sessions.of_network.lock().unwrap().is_empty());
        assert!(take("2001:db8:1:ffff::1".to_owned()).is_ok());
    }

    #[test]
    fn who_waits_for_the_last_to_go_is_told_of_that_one() {
        let sessions = Sessions::default();
        let take = || sessions.take("192.0.2.1".parse().unwrap(), 3, 3).unwrap();
        assert!(sessions.none_left().now_or_never().is_some());
        let (first, last) = (take(), take());
        let mut waiting = pin!(sessions.none_left());
        assert!(waiting.as_mut().now_or_never().is_none());
        drop(first);
        assert!(waiting.as_mut().now_or_never().is_none());
        drop(last);
        assert!(waiting.as_mut().now_or_never().is_some());
    }
}
