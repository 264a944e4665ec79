//! What was spent of which allowance: in this program's memory, or, behind the same trait, in a store that several
//! bridges share.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::network::Later;

/// How much of something within how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// The most.
    pub most: u64,
    /// Within this time from the first use on; then it begins anew.
    pub window: Duration,
}

/// Keeps accounts. Three steps that any store of counters and sets can do; each is one round trip.
pub trait Ledger: Send + Sync {
    /// Spends `amount` of an account's allowance, or nothing where that is more than is left. Says whether it was there.
    fn spend<'a>(&'a self, account: &'a str, amount: u64, allowance: Allowance) -> Later<'a, bool>;

    /// Gives back what was spent and not used.
    fn refund<'a>(&'a self, account: &'a str, amount: u64) -> Later<'a, ()>;

    /// Adds a member to an account's set, which may have so many. Says whether it is in it.
    fn meet<'a>(
        &'a self,
        account: &'a str,
        member: &'a str,
        allowance: Allowance,
    ) -> Later<'a, bool>;
}

/// Accounts in memory, bounded.
pub struct Memory {
    accounts: Mutex<Accounts>,
    most: usize,
}

#[derive(Default)]
struct Accounts {
    by_name: HashMap<String, Account>,
    /// When those that have ended may be looked for again.
    sweep: Option<Instant>,
}

struct Account {
    ends: Instant,
    spent: u64,
    members: HashSet<String>,
}

impl Memory {
    /// No accounts yet, and so many at most. Where all are in use, a new one is refused: who is known goes on, and
    /// nobody gets past an allowance by coming from ever new addresses.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self {
            accounts: Mutex::default(),
            most,
        }
    }

    fn with(
        &self,
        name: &str,
        allowance: Allowance,
        act: impl FnOnce(&mut Account) -> bool,
    ) -> bool {
        let mut accounts = self.accounts();
        let now = Instant::now();
        let fresh = || Account {
            ends: now + allowance.window,
            spent: 0,
            members: HashSet::new(),
        };
        if let Some(account) = accounts.by_name.get_mut(name) {
            if account.ends <= now {
                *account = fresh();
            }
            return act(account);
        }
        if accounts.by_name.len() >= self.most && accounts.sweep.is_none_or(|sweep| sweep <= now) {
            accounts.sweep = Some(now + SWEEP);
            accounts.by_name.retain(|_, account| account.ends > now);
        }
        if accounts.by_name.len() >= self.most {
            return false;
        }
        act(accounts
            .by_name
            .entry(name.to_owned())
            .or_insert_with(fresh))
    }

    fn accounts(&self) -> MutexGuard<'_, Accounts> {
        self.accounts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ledger for Memory {
    fn spend<'a>(&'a self, account: &'a str, amount: u64, allowance: Allowance) -> Later<'a, bool> {
        let there = self.with(account, allowance, |account| {
            let total = account.spent.saturating_add(amount);
            let there = total <= allowance.most;
            if there {
                account.spent = total;
            }
            there
        });
        Box::pin(std::future::ready(there))
    }

    fn refund<'a>(&'a self, account: &'a str, amount: u64) -> Later<'a, ()> {
        if let Some(account) = self.accounts().by_name.get_mut(account) {
            account.spent = account.spent.saturating_sub(amount);
        }
        Box::pin(std::future::ready(()))
    }

    fn meet<'a>(
        &'a self,
        account: &'a str,
        member: &'a str,
        allowance: Allowance,
    ) -> Later<'a, bool> {
        let met = self.with(account, allowance, |account| {
            if account.members.contains(member) {
                return true;
            }
            let room = (account.members.len() as u64) < allowance.most;
            room && account.members.insert(member.to_owned())
        });
        Box::pin(std::future::ready(met))
    }
}

/// Where all accounts are in use, newcomers do not have them all looked through each time: that takes a millisecond.
const SWEEP: Duration = Duration::from_secs(1);

#[cfg(test)]
mod tests {
    use tokio::time::sleep;

    use super::*;

    const THREE: Allowance = Allowance {
        most: 3,
        window: Duration::from_secs(60),
    };

    #[tokio::test(start_paused = true)]
    async fn an_allowance_is_spent_to_the_last_and_begins_anew() {
        let ledger = Memory::new(10);
        for (amount, there) in [(2, true), (2, false), (1, true), (1, false), (0, true)] {
            assert_eq!(ledger.spend("a", amount, THREE).await, there, "{amount}");
        }
        assert!(ledger.spend("b", 3, THREE).await);
        ledger.refund("a", 1).await;
        assert!(ledger.spend("a", 1, THREE).await);
        sleep(Duration::from_secs(59)).await;
        assert!(!ledger.spend("a", 1, THREE).await);
        sleep(Duration::from_secs(1)).await;
        assert!(ledger.spend("a", 3, THREE).await);
    }

    #[tokio::test(start_paused = true)]
    async fn members_are_met_again_for_nothing() {
        let ledger = Memory::new(10);
        for (member, met) in [
            ("x", true),
            ("y", true),
            ("x", true),
            ("z", true),
            ("w", false),
            ("z", true),
        ] {
            assert_eq!(ledger.meet("a", member, THREE).await, met, "{member}");
        }
        sleep(THREE.window).await;
        assert!(ledger.meet("a", "w", THREE).await);
    }

    #[tokio::test(start_paused = true)]
    async fn there_are_so_many_accounts_and_no_more() {
        let ledger = Memory::new(2);
        assert!(ledger.spend("a", 1, THREE).await);
        assert!(ledger.spend("b", 1, THREE).await);
        assert!(!ledger.spend("c", 1, THREE).await);
        assert!(ledger.spend("a", 1, THREE).await);
        sleep(THREE.window).await;
        assert!(ledger.spend("c", 1, THREE).await);
    }

    #[tokio::test(start_paused = true)]
    async fn accounts_that_have_ended_are_looked_for_once_a_second() {
        let ledger = Memory::new(1);
        let short = Allowance {
            most: 1,
            window: Duration::from_millis(500),
        };
        assert!(ledger.spend("a", 1, short).await);
        // Looked for, and not again in this second.
        assert!(!ledger.spend("b", 1, short).await);
        sleep(Duration::from_millis(600)).await;
        assert!(!ledger.spend("b", 1, short).await);
        sleep(Duration::from_millis(400)).await;
        assert!(ledger.spend("b", 1, short).await);
    }
}
