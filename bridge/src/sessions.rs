//! How many sessions there are, in all and of one address.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};

use ehlo_protocol::tunnel::Refusal;
use tokio::sync::watch;

/// The sessions that are open now. Clones count together.
#[derive(Clone)]
pub struct Sessions {
    total: Arc<watch::Sender<usize>>,
    of_address: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// The place of one session, given back when dropped.
pub struct Seat {
    sessions: Sessions,
    client: IpAddr,
}

impl Default for Sessions {
    fn default() -> Self {
        Self {
            total: Arc::new(watch::Sender::new(0)),
            of_address: Arc::default(),
        }
    }
}

impl Sessions {
    /// Takes a place for `client`, where there are `most` in all and `most_of_one` for one client.
    ///
    /// # Errors
    /// Where all places are taken.
    pub fn take(&self, client: IpAddr, most: usize, most_of_one: usize) -> Result<Seat, Refusal> {
        let client = one_subscriber(client);
        let mut of_address = self
            .of_address
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let count = of_address.get(&client).copied().unwrap_or(0);
        if *self.total.borrow() >= most || count >= most_of_one {
            return Err(Refusal::TooManySessions);
        }
        of_address.insert(client, count + 1);
        // Under the lock, so that two takers cannot both have the last place.
        self.total.send_modify(|total| *total += 1);
        drop(of_address);
        Ok(Seat {
            sessions: self.clone(),
            client,
        })
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
        let mut of_address = self
            .sessions
            .of_address
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = of_address.get_mut(&self.client) {
            *count -= 1;
            if *count == 0 {
                of_address.remove(&self.client);
            }
        }
        self.sessions.total.send_modify(|total| *total -= 1);
    }
}

/// One subscriber has a /64 in IPv6, so it counts as one address.
pub(crate) fn one_subscriber(client: IpAddr) -> IpAddr {
    match client.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        address => address,
    }
}

#[cfg(test)]
mod tests {
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
        assert!(sessions.of_address.lock().unwrap().is_empty());
    }
}
