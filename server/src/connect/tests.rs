//! Tests of going out, against servers on this machine and a clock that jumps.

mod broken;
mod city;
mod client;
mod guard;
mod neighbours;
mod sources;

use super::ask::Limits;
use super::pace::Pace;
use chrono::{DateTime, TimeDelta, Utc};
use lumbung_data::model::SourceId;
use lumbung_data::profile::Fetch;
use std::future::Future;
use std::pin::Pin;
use std::sync::Mutex;
use std::time::Duration;

/// A clock that jumps instead of waiting and remembers each jump, and dice that
/// always fall the same way.
#[derive(Debug)]
struct Noted {
    now: Mutex<DateTime<Utc>>,
    waits: Mutex<Vec<Duration>>,
    /// The part of a random wait that is waited.
    part: f64,
}

impl Noted {
    fn new(part: f64) -> Self {
        let now = DateTime::parse_from_rfc3339("2026-11-20T08:00:00Z").unwrap().to_utc();
        Self { now: Mutex::new(now), waits: Mutex::default(), part }
    }

    fn seconds(&self) -> Vec<f64> {
        self.waits.lock().unwrap().iter().map(Duration::as_secs_f64).collect()
    }
}

impl Pace for Noted {
    fn now(&self) -> DateTime<Utc> {
        *self.now.lock().unwrap()
    }

    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        *self.now.lock().unwrap() += TimeDelta::from_std(time).unwrap();
        self.waits.lock().unwrap().push(time);
        Box::pin(std::future::ready(()))
    }

    fn up_to(&self, most: Duration) -> Duration {
        most.mul_f64(self.part)
    }
}

/// Limits without pauses, so that waits are those of failures.
fn limits() -> Limits {
    Limits { pause: Duration::ZERO, whole: Duration::from_secs(5), bytes: 100_000, ..Limits::default() }
}

/// A source whose profile names these hosts.
fn source(hosts: &[&str], private: &[&str], plain: &[&str]) -> Fetch {
    let owned = |list: &[&str]| list.iter().map(|host| (*host).to_owned()).collect();
    Fetch {
        hosts: owned(hosts),
        private_hosts: owned(private),
        plain_hosts: owned(plain),
        ..Fetch::usual(SourceId::parse("pihps").unwrap())
    }
}
