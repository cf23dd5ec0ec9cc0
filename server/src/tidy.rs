//! What a running server tidies up by the clock: the lake's small files.

use crate::auth::Who;
use crate::jobs::Stop;
use crate::store::{Compacted, KEPT, Store, WORTH_IT};
use std::time::Duration;
use tokio::time::{Instant, MissedTickBehavior, interval_at};

/// How long after its start a server looks for the first time: not while it
/// still catches up with what lay waiting.
const FIRST_AFTER: Duration = Duration::from_mins(10);
/// How often from then on.
const EVERY: Duration = Duration::from_hours(24);

/// Tidies up until it is told to stop. What fails is logged and tried again the next day.
pub async fn follow(store: Store, mut stop: Stop) {
    let mut ticks = interval_at(Instant::now() + FIRST_AFTER, EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while stop.or(ticks.tick()).await.is_some() {
        match store.compact(WORTH_IT, KEPT, &Who::lumbung()).await {
            Ok(Compacted { merged: 0, deleted: 0, .. }) => {}
            Ok(Compacted { merged, into, deleted, .. }) => {
                tracing::info!(merged, into, deleted, "small files of the lake were merged");
            }
            Err(error) => tracing::error!(%error, "the lake's small files could not be merged"),
        }
    }
}
