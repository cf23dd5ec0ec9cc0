//! How much may be asked for: so many requests at once, and so many a minute in
//! the long run, by address and by account.

use super::address::household;
use crate::settings::{Limits, Rate};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::{DefaultKeyedRateLimiter, NotUntil, Quota, RateLimiter};
use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU64, Ordering};

/// The counters.
#[derive(Debug)]
pub(super) struct Counters {
    reads: DefaultKeyedRateLimiter<IpAddr, StateInformationMiddleware>,
    reading: Rate,
    writes: DefaultKeyedRateLimiter<IpAddr>,
    sign_ins: DefaultKeyedRateLimiter<IpAddr>,
    accounts: DefaultKeyedRateLimiter<i64>,
    counted: AtomicU64,
}

/// After so many requests the counters forget whoever has been quiet.
const TIDY_AFTER: u64 = 50_000;

/// What somebody wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    Read,
    Write,
    SignIn,
}

/// Seconds to wait before asking again.
pub(super) type Wait = u64;

/// How much an address may still read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Left {
    /// So many requests at once.
    pub now: u32,
    /// The limit that is counted against.
    pub rate: Rate,
}

impl Left {
    /// Seconds in which all of the limit comes back.
    pub fn window(self) -> u64 {
        let (burst, per_minute) = (u64::from(self.rate.burst), u64::from(self.rate.per_minute.max(1)));
        (burst * 60).div_ceil(per_minute)
    }

    /// Seconds until all of it is there again.
    pub fn reset(self) -> u64 {
        let missing = u64::from(self.rate.burst.saturating_sub(self.now));
        (missing * 60).div_ceil(u64::from(self.rate.per_minute.max(1)))
    }
}

impl Counters {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            reads: limiter(limits.reads).with_middleware(),
            reading: limits.reads,
            writes: limiter(limits.writes),
            sign_ins: limiter(limits.sign_ins),
            accounts: limiter(limits.account),
            counted: AtomicU64::new(0),
        }
    }

    /// Counts a request of an address. Programs on this machine read as much as
    /// they like: the owner's own, or a proxy that should have been named. Others learn
    /// how much reading is left.
    pub(super) fn address(&self, address: IpAddr, wish: Wish) -> Result<Option<Left>, Wait> {
        self.tidy();
        match wish {
            Wish::Read if address.is_loopback() => Ok(None),
            Wish::Read => {
                let state = self.reads.check_key(&household(address)).map_err(|not_until| wait(&not_until))?;
                Ok(Some(Left { now: state.remaining_burst_capacity(), rate: self.reading }))
            }
            Wish::Write => count(&self.writes, &household(address)).map(|()| None),
            Wish::SignIn => count(&self.sign_ins, &household(address)).map(|()| None),
        }
    }

    /// Counts a request of an account.
    pub(super) fn account(&self, person: i64) -> Result<(), Wait> {
        count(&self.accounts, &person)
    }

    /// Forgets whoever has been quiet, now and then.
    fn tidy(&self) {
        if !self.counted.fetch_add(1, Ordering::Relaxed).is_multiple_of(TIDY_AFTER) {
            return;
        }
        self.reads.retain_recent();
        self.writes.retain_recent();
        self.sign_ins.retain_recent();
        self.accounts.retain_recent();
    }
}

fn limiter<K: Hash + Eq + Clone>(rate: Rate) -> DefaultKeyedRateLimiter<K> {
    let some = |n: u32| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
    RateLimiter::keyed(Quota::per_minute(some(rate.per_minute)).allow_burst(some(rate.burst)))
}

fn count<K: Hash + Eq + Clone>(limiter: &DefaultKeyedRateLimiter<K>, key: &K) -> Result<(), Wait> {
    limiter.check_key(key).map_err(|not_until| wait(&not_until))
}

fn wait(not_until: &NotUntil<<DefaultClock as Clock>::Instant>) -> Wait {
    not_until.wait_time_from(DefaultClock::default().now()).as_secs() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counters() -> Counters {
        let few = Rate { burst: 2, per_minute: 1 };
        Counters::new(&Limits { reads: few, writes: few, sign_ins: few, account: few, ..Limits::default() })
    }

    #[test]
    fn the_third_request_of_two_waits_and_another_address_does_not() {
        let (counters, one) = (counters(), "198.51.100.1".parse().unwrap());
        let asked = [0; 3].map(|_| counters.address(one, Wish::SignIn).is_ok());
        assert_eq!(asked, [true, true, false]);
        let wait = counters.address(one, Wish::SignIn).unwrap_err();
        assert!((1..=61).contains(&wait), "{wait}");
        assert!(counters.address("198.51.100.2".parse().unwrap(), Wish::SignIn).is_ok());
        assert!(counters.address(one, Wish::Write).is_ok(), "each wish has its own count");
    }

    #[test]
    fn whoever_reads_learns_how_much_is_left_and_when_all_of_it_is_back() {
        let (counters, one) = (counters(), "198.51.100.1".parse().unwrap());
        let left = counters.address(one, Wish::Read).unwrap().unwrap();
        assert_eq!((left.now, left.window(), left.reset()), (1, 120, 60));
        assert_eq!(counters.address(one, Wish::Read).unwrap().map(|left| left.now), Some(0));
        assert!(counters.address(one, Wish::Read).is_err());
    }

    #[test]
    fn this_machine_reads_without_limit_and_writes_within_it() {
        let (counters, here) = (counters(), "127.0.0.1".parse().unwrap());
        assert!((0..50).all(|_| counters.address(here, Wish::Read).is_ok()));
        assert!((0..3).any(|_| counters.address(here, Wish::Write).is_err()));
    }

    #[test]
    fn an_account_is_counted_wherever_it_asks_from() {
        let counters = counters();
        assert!(counters.account(1).is_ok() && counters.account(1).is_ok());
        assert!(counters.account(1).is_err() && counters.account(2).is_ok());
    }
}
