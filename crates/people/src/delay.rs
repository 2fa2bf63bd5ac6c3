//! Waiting after failures: whoever fails often waits longer, and an account is never locked.
//!
//! The decision to question: failures are counted by account **and** network, and by network alone, never by account alone. So a
//! stranger who tries a name cannot lock its owner out, who comes from elsewhere. The counts live in memory: a restart forgets them,
//! which costs an attacker's patience and nobody's account.

use std::collections::HashMap;

/// Failures of one account from one network before anybody waits.
const FREE_OF_ACCOUNT: u32 = 4;
/// Failures of one network before anybody waits: many people may share it.
const FREE_OF_NETWORK: u32 = 30;
/// Longest wait, in seconds.
const LONGEST: u64 = 300;
/// Failures are forgotten after so many seconds.
const FORGOTTEN_AFTER: u64 = 3600;
/// Most counts that are held; the oldest make room.
const MOST: usize = 20_000;

#[derive(Debug, Clone, Copy)]
struct Count {
    failures: u32,
    last: u64,
}

/// Who failed how often.
#[derive(Debug, Default)]
pub struct Delays {
    counts: HashMap<(String, String), Count>,
}

impl Delays {
    /// How many seconds this account waits from this network; 0 if it may try. `now` is in seconds of a clock that never goes back.
    /// Whether there is such an account makes no difference.
    #[must_use]
    pub fn wait(&self, account: &str, network: &str, now: u64) -> u64 {
        let of = |account: &str, free: u32| {
            let count = self.counts.get(&(account.to_owned(), network.to_owned()))?;
            let over = count.failures.checked_sub(free)?;
            let wait = 2_u64.saturating_pow(over.min(16)).min(LONGEST);
            Some(count.last.saturating_add(wait).saturating_sub(now))
        };
        of(account, FREE_OF_ACCOUNT).max(of("", FREE_OF_NETWORK)).unwrap_or(0)
    }

    /// Notes a failure.
    pub fn failed(&mut self, account: &str, network: &str, now: u64) {
        if self.counts.len() >= MOST {
            self.counts.retain(|_, count| count.last.saturating_add(FORGOTTEN_AFTER) > now);
        }
        if self.counts.len() >= MOST {
            self.counts.clear();
        }
        for account in [account, ""] {
            let count =
                self.counts.entry((account.to_owned(), network.to_owned())).or_insert(Count { failures: 0, last: now });
            if count.last.saturating_add(FORGOTTEN_AFTER) <= now {
                count.failures = 0;
            }
            count.failures = count.failures.saturating_add(1);
            count.last = now;
        }
    }

    /// Forgets what this account failed from this network. The network's own count stays: one known passphrase must not buy more tries.
    pub fn succeeded(&mut self, account: &str, network: &str) {
        self.counts.remove(&(account.to_owned(), network.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_fails_often_waits_longer_each_time_and_then_may_try_again() {
        let mut delays = Delays::default();
        for now in 0..3 {
            delays.failed("moss", "net-a", now);
            assert_eq!(delays.wait("moss", "net-a", now), 0);
        }
        delays.failed("moss", "net-a", 3);
        assert_eq!(delays.wait("moss", "net-a", 3), 1);
        delays.failed("moss", "net-a", 5);
        assert_eq!(delays.wait("moss", "net-a", 5), 2);
        assert_eq!(delays.wait("moss", "net-a", 7), 0);
    }

    #[test]
    fn a_stranger_cannot_lock_the_owner_out() {
        let mut delays = Delays::default();
        for now in 0..10_000 {
            delays.failed("moss", "stranger", now);
        }
        assert!(delays.wait("moss", "stranger", 10_000) > 0);
        assert_eq!(delays.wait("moss", "home", 10_000), 0);
    }

    #[test]
    fn trying_many_names_from_one_network_waits_too() {
        let mut delays = Delays::default();
        for now in 0..40 {
            delays.failed(&format!("name-{now}"), "net-a", now);
        }
        assert!(delays.wait("moss", "net-a", 40) > 0);
    }

    #[test]
    fn success_and_an_hour_forget() {
        let mut delays = Delays::default();
        for _ in 0..6 {
            delays.failed("moss", "net-a", 0);
        }
        assert!(delays.wait("moss", "net-a", 0) > 0);
        delays.succeeded("moss", "net-a");
        assert_eq!(delays.wait("moss", "net-a", 0), 0);
        delays.failed("moss", "net-a", 0);
        delays.failed("moss", "net-a", FORGOTTEN_AFTER);
        assert_eq!(delays.wait("moss", "net-a", FORGOTTEN_AFTER), 0);
    }
}
