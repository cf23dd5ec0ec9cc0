//! Effects, computed once for what is known and kept: the same intervention, the same
//! others and the same prices have the same effect.

use super::assess::{Assessed, assess};
use crate::live::Live;
use lumbung_data::model::intervention::Entry;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{OnceCell, Semaphore};

/// How long a page waits for effects that are not there yet.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// What is computed of an intervention.
type Cell = Arc<OnceCell<Arc<Vec<Assessed>>>>;

/// Effects of the prices and interventions that are shown.
#[derive(Debug)]
pub struct Effects {
    live: Arc<Live>,
    kept: Mutex<Kept>,
    /// One at a time: the other cores are for requests.
    turn: Arc<Semaphore>,
}

#[derive(Debug, Default)]
struct Kept {
    /// The version of the prices, and the stamp of the interventions.
    of: (i64, i64),
    cells: HashMap<i64, Cell>,
}

impl Effects {
    /// Effects of what a server shows.
    #[must_use]
    pub fn new(live: Arc<Live>) -> Self {
        Self { live, kept: Mutex::default(), turn: Arc::new(Semaphore::new(1)) }
    }

    /// The effects of an intervention; none while they are being computed, which goes on
    /// however long whoever asks waits.
    pub async fn of(&self, entry: &Entry) -> Option<Arc<Vec<Assessed>>> {
        let (granary, all) = (self.live.granary(), self.live.interventions());
        let cell = self.cell((granary.version(), all.stamp), entry.id);
        if let Some(known) = cell.get() {
            return Some(Arc::clone(known));
        }
        let (profile, entry, turn) = (Arc::clone(&self.live.profile), entry.clone(), Arc::clone(&self.turn));
        let computing = tokio::spawn(async move {
            let compute = async || {
                let _turn = turn.acquire().await;
                let work = move || Arc::new(assess(&entry, &all.entries, &granary, &profile));
                tokio::task::spawn_blocking(work).await
            };
            cell.get_or_try_init(compute).await.cloned()
        });
        match tokio::time::timeout(PATIENCE, computing).await {
            Ok(Ok(Ok(found))) => Some(found),
            Ok(Ok(Err(error)) | Err(error)) => {
                tracing::error!(%error, "an effect could not be computed");
                None
            }
            Err(_) => None,
        }
    }

    /// Where the effects of an intervention are kept, for a version of the prices and a stamp
    /// of the interventions.
    fn cell(&self, of: (i64, i64), id: i64) -> Cell {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.of != of {
            *kept = Kept { of, cells: HashMap::new() };
        }
        Arc::clone(kept.cells.entry(id).or_default())
    }
}
