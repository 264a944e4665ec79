//! How often one client, or the holder of one grant, may do what: what each profile allows, kept in a [`Ledger`].

use std::fmt::Write;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use ehlo_protocol::tunnel::Refusal;

use crate::ledger::{Allowance, Ledger};
use crate::limits::Limits;
use crate::sessions::networks;

/// The allowances in force.
#[derive(Clone)]
pub struct Quotas {
    ledger: Arc<dyn Ledger>,
    limits: Limits,
}

/// One attempt to reach a server, paid for in advance.
pub struct Approach<'a> {
    quotas: &'a Quotas,
    dials: Vec<String>,
    /// Whose bytes were reserved.
    bytes: Option<String>,
}

impl Quotas {
    /// Allowances after these limits, kept in this ledger.
    #[must_use]
    pub fn new(ledger: Arc<dyn Ledger>, limits: &Limits) -> Self {
        Self {
            ledger,
            limits: limits.clone(),
        }
    }

    /// A client opens a session.
    ///
    /// # Errors
    /// Where it has opened too many in a short time.
    pub async fn arrive(&self, client: IpAddr) -> Result<(), Refusal> {
        let most = self.limits.new_sessions_per_minute() as u64;
        for ((network, prefix), most) in networks(client, most) {
            let account = account("sessions", network, prefix);
            self.spend(&account, 1, most, MINUTE).await?;
        }
        Ok(())
    }

    /// A client wants to reach `host`, with the grant of this name where it has one. A dial counts as failed until it
    /// has succeeded, and a session as long as it may be, so that many at once get no further than one after another.
    ///
    /// # Errors
    /// Where an allowance is used up.
    pub async fn approach(
        &self,
        client: IpAddr,
        host: &str,
        grant: Option<&str>,
    ) -> Result<Approach<'_>, Refusal> {
        let limits = &self.limits;
        let meet = async |account: String, most, window| {
            let allowance = Allowance { most, window };
            let met = self.ledger.meet(&account, host, allowance).await;
            met.then_some(()).ok_or(Refusal::RateLimited)
        };
        match grant {
            None => {
                let most = limits.hosts_per_hour() as u64;
                for ((network, prefix), most) in networks(client, most) {
                    meet(account("hosts", network, prefix), most, HOUR).await?;
                }
            }
            Some(name) => {
                let most = limits.grant_hosts() as u64;
                meet(format!("grant-hosts/{name}"), most, DAY).await?;
            }
        }
        if let Some(name) = grant {
            let sessions = format!("grant-sessions/{name}");
            self.spend(&sessions, 1, limits.grant_sessions() as u64, DAY)
                .await?;
        }
        let mut dials = Vec::new();
        for ((network, prefix), most) in networks(client, limits.failed_dials() as u64) {
            let account = account("dials", network, prefix);
            self.spend(&account, 1, most, TEN_MINUTES).await?;
            dials.push(account);
        }
        let bytes = grant.map(|name| format!("grant-bytes/{name}"));
        if let Some(bytes) = &bytes {
            self.spend(bytes, self.reserve(), limits.grant_bytes() as u64, DAY)
                .await?;
        }
        Ok(Approach {
            quotas: self,
            dials,
            bytes,
        })
    }

    /// What one session may move, both ways together.
    const fn reserve(&self) -> u64 {
        (self.limits.bytes_from_page() + self.limits.bytes_from_server()) as u64
    }

    async fn spend(
        &self,
        account: &str,
        amount: u64,
        most: u64,
        window: Duration,
    ) -> Result<(), Refusal> {
        if self
            .ledger
            .spend(account, amount, Allowance { most, window })
            .await
        {
            Ok(())
        } else {
            Err(Refusal::RateLimited)
        }
    }
}

impl Approach<'_> {
    /// The connection stands, so this dial has not failed.
    pub async fn connected(&self) {
        for account in &self.dials {
            self.quotas.ledger.refund(account, 1).await;
        }
    }

    /// The session is over and has moved so many bytes. (One that is cut off with the whole bridge gives nothing back.)
    pub async fn over(self, moved: u64) {
        if let Some(bytes) = &self.bytes {
            let left = self.quotas.reserve().saturating_sub(moved);
            self.quotas.ledger.refund(bytes, left).await;
        }
    }
}

/// The name of a network's account. Written in one piece, as every session has some.
fn account(kind: &str, network: IpAddr, prefix: u8) -> String {
    let mut name = String::with_capacity(LONGEST_ACCOUNT);
    let _ = write!(name, "{kind}/{network}/{prefix}");
    name
}

/// A kind, an address of IPv6, the length of its prefix.
const LONGEST_ACCOUNT: usize = 64;

const MINUTE: Duration = Duration::from_secs(60);
const TEN_MINUTES: Duration = Duration::from_secs(600);
const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(86_400);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Memory;
    use crate::profile::Profile;

    fn quotas(changes: &[(&str, u64)]) -> Quotas {
        let mut limits = Limits::of(Profile::Granted);
        for (name, value) in changes {
            limits.set(name, *value).unwrap();
        }
        Quotas::new(Arc::new(Memory::new(100)), &limits)
    }

    const CLIENT: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));
    const OTHER: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 2));
    const FULL: Option<Refusal> = Some(Refusal::RateLimited);

    #[tokio::test(start_paused = true)]
    async fn sessions_are_counted_by_the_minute_and_the_client() {
        let quotas = quotas(&[("new-sessions-per-minute", 10)]);
        for _ in 0..10 {
            assert_eq!(quotas.arrive(CLIENT).await, Ok(()));
        }
        assert_eq!(quotas.arrive(CLIENT).await.err(), FULL);
        assert_eq!(quotas.arrive(OTHER).await, Ok(()));
        tokio::time::sleep(MINUTE).await;
        assert_eq!(quotas.arrive(CLIENT).await, Ok(()));
    }

    #[tokio::test(start_paused = true)]
    async fn who_has_a_whole_48_gets_no_further_than_a_few_clients() {
        let quotas = quotas(&[
            ("new-sessions-per-minute", 2),
            ("hosts-per-hour", 2),
            ("failed-dials", 2),
        ]);
        let address = |site: u8, number: u16| -> IpAddr {
            format!("2001:db8:{site:x}:{number:x}::1").parse().unwrap()
        };
        for number in 0..16 {
            let client = address(1, number);
            assert_eq!(quotas.arrive(client).await, Ok(()), "{number}");
            let host = number.to_string();
            let approach = quotas.approach(client, &host, None).await.ok().unwrap();
            approach.connected().await;
            // Dials that fail at one host.
            assert!(quotas.approach(address(2, number), "a", None).await.is_ok());
        }
        assert_eq!(quotas.arrive(address(1, 99)).await.err(), FULL);
        for (site, host) in [(1, "another"), (2, "a")] {
            let end = quotas.approach(address(site, 99), host, None).await;
            assert_eq!(end.err(), FULL, "{site}");
        }
        assert_eq!(quotas.arrive(address(3, 0)).await, Ok(()));
        assert!(quotas.approach(address(3, 0), "a", None).await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn hosts_are_counted_by_the_hour_and_known_ones_once() {
        let quotas = quotas(&[("hosts-per-hour", 5), ("failed-dials", 100)]);
        for host in ["a", "b", "c", "a", "d", "e", "e"] {
            assert!(quotas.approach(CLIENT, host, None).await.is_ok(), "{host}");
        }
        assert_eq!(quotas.approach(CLIENT, "f", None).await.err(), FULL);
        assert!(quotas.approach(CLIENT, "a", None).await.is_ok());
        assert!(quotas.approach(OTHER, "f", None).await.is_ok());
        tokio::time::sleep(HOUR).await;
        assert!(quotas.approach(CLIENT, "f", None).await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn failed_dials_are_counted_and_others_are_not() {
        let quotas = quotas(&[("failed-dials", 5)]);
        for _ in 0..20 {
            let approach = quotas.approach(CLIENT, "a", None).await.ok().unwrap();
            approach.connected().await;
        }
        for _ in 0..5 {
            assert!(quotas.approach(CLIENT, "a", None).await.is_ok());
        }
        assert_eq!(quotas.approach(CLIENT, "a", None).await.err(), FULL);
        tokio::time::sleep(TEN_MINUTES).await;
        assert!(quotas.approach(CLIENT, "a", None).await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn a_grant_has_sessions_hosts_and_bytes_for_a_day() {
        let open = [("failed-dials", 1000), ("grant-bytes", 1_073_741_824)];
        for (changes, hosts) in [
            (
                [("grant-sessions", 3), ("grant-hosts", 100)],
                ["a", "b", "a"],
            ),
            (
                [("grant-sessions", 100), ("grant-hosts", 3)],
                ["a", "b", "c"],
            ),
        ] {
            let quotas = quotas(&[&open[..], &changes].concat());
            for host in hosts {
                assert!(quotas.approach(CLIENT, host, Some("docs")).await.is_ok());
            }
            assert_eq!(quotas.approach(OTHER, "d", Some("docs")).await.err(), FULL);
            assert!(quotas.approach(CLIENT, "d", Some("other")).await.is_ok());
            tokio::time::sleep(DAY).await;
            assert!(quotas.approach(CLIENT, "d", Some("docs")).await.is_ok());
        }
        let quotas = quotas(&[
            ("bytes-from-page", 60),
            ("bytes-from-server", 40),
            ("grant-bytes", 250),
        ]);
        let first = quotas
            .approach(CLIENT, "a", Some("docs"))
            .await
            .ok()
            .unwrap();
        let second = quotas
            .approach(CLIENT, "a", Some("docs"))
            .await
            .ok()
            .unwrap();
        assert_eq!(quotas.approach(CLIENT, "a", Some("docs")).await.err(), FULL);
        first.over(50).await;
        let third = quotas
            .approach(CLIENT, "a", Some("docs"))
            .await
            .ok()
            .unwrap();
        second.over(100).await;
        third.over(100).await;
        // 250 are spent.
        assert_eq!(quotas.approach(CLIENT, "a", Some("docs")).await.err(), FULL);
    }
}
