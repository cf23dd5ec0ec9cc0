//! The clock that limits are measured by. Tests turn it forward instead of
//! waiting.

use chrono::{DateTime, TimeDelta, Utc};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// The time, shared by all that hold a copy.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    /// Milliseconds that it runs ahead of the machine's.
    ahead: Arc<AtomicI64>,
}

impl Clock {
    /// Now.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        Utc::now() + TimeDelta::milliseconds(self.ahead.load(Ordering::Relaxed))
    }

    /// Turns it forward, or back.
    pub fn turn(&self, by: TimeDelta) {
        self.ahead.fetch_add(by.num_milliseconds(), Ordering::Relaxed);
    }
}
