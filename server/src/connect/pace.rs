//! Time and chance, as the client needs them: what it is now, waiting, and a
//! random part of a wait. Tests have a clock that jumps.

use chrono::{DateTime, Utc};
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

/// The time and the dice of a client.
pub trait Pace: fmt::Debug + Send + Sync {
    /// Now.
    fn now(&self) -> DateTime<Utc>;
    /// Waits.
    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;
    /// A random time from none to `most`.
    fn up_to(&self, most: Duration) -> Duration;
}

/// The machine's own.
#[derive(Debug, Default)]
pub struct Machine;

impl Pace for Machine {
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(tokio::time::sleep(time))
    }

    fn up_to(&self, most: Duration) -> Duration {
        // Without randomness the whole wait is the polite one.
        let dice = getrandom::u32().unwrap_or(u32::MAX);
        most.mul_f64(f64::from(dice) / f64::from(u32::MAX))
    }
}

/// How long to wait before try number `tries` + 1: anything up to `base`,
/// doubled with every try, up to `most` ("full jitter", so that many who fail
/// together do not come back together).
pub(super) fn backoff(pace: &dyn Pace, tries: u32, base: Duration, most: Duration) -> Duration {
    let doubled = base.saturating_mul(2_u32.saturating_pow(tries.saturating_sub(1)));
    pace.up_to(doubled.min(most))
}
