//! An officer's decision about a value, in one transaction like everything that
//! makes a version.

use super::{Store, StoreError};
use crate::auth::Who;
use crate::book::{Commit, NewDecision, Recorded};
use crate::home::WriteLock;
use lumbung_data::granary::{Decided, Granary, decide};
use lumbung_data::lake::{self, LakeError};
use lumbung_data::model::{Ruling, SeriesKey};
use lumbung_data::profile::Profile;
use std::sync::Arc;
use uuid::Uuid;

impl Store {
    /// Decides about the value of a day as a new version, and gives what is
    /// known then; none if no figure was reported for it. No ruling takes the
    /// decision before it back. What was reported never changes.
    ///
    /// # Errors
    /// When the disk or the database refuses; nothing is changed then.
    pub async fn decide(
        &self,
        _lock: &WriteLock,
        (known, profile): (&Arc<Granary>, &Arc<Profile>),
        (key, day): (&SeriesKey, i32),
        ruling: Option<Ruling>,
        reason: &str,
        who: &Who,
    ) -> Result<Option<Arc<Granary>>, StoreError> {
        let version = known.version() + 1;
        let (lake, base, city, what) = (self.home.lake(), Arc::clone(known), Arc::clone(profile), key.clone());
        let staged = tokio::task::spawn_blocking(move || -> Result<_, LakeError> {
            let Some(decided) = decide(&base, &city, (&what, day), ruling, version) else { return Ok(None) };
            let files = if decided.prices.is_empty() {
                Vec::new()
            } else {
                lake::stage_prices(&lake, &Uuid::now_v7().to_string(), &decided.prices)?
            };
            Ok(Some((decided, files)))
        });
        let Some((decided, files)) = staged.await?? else { return Ok(None) };
        let Decided { reported, mark, before, after, next, .. } = decided;
        let record = NewDecision { key, day, reported, ruling, mark, before, after, reason };
        let commit = Commit { version, files: &files, who, record: Recorded::Decision(record) };
        self.book.commit(&commit).await?;
        Ok(Some(Arc::new(next)))
    }
}
