//! Taking a batch back, in one transaction like everything that makes a
//! version.

use super::{Store, StoreError};
use crate::auth::Who;
use crate::book::{Commit, NewWithdrawal, Recorded};
use crate::home::WriteLock;
use lumbung_data::granary::{Beside, Granary, Withdrawn, withdraw};
use lumbung_data::lake::{self, LakeError};
use lumbung_data::profile::Profile;
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

/// What a withdrawal changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effect {
    /// Observations that go back to what another batch said.
    pub restored: u64,
    /// Observations that nothing is known of any more.
    pub emptied: u64,
}

impl Effect {
    fn of(taken: &Withdrawn, beside: &Beside, known: &Granary) -> Self {
        let (gone, changed) = beside.lacking(known.beside());
        Self { restored: taken.restored + changed, emptied: taken.emptied + gone }
    }
}

impl Store {
    /// What withdrawing a batch would change; none if it is not in force.
    ///
    /// # Errors
    /// When the catalogue or a file cannot be read.
    pub async fn effect_of_withdrawal(
        &self,
        known: &Arc<Granary>,
        profile: &Arc<Profile>,
        batch: i64,
    ) -> Result<Option<Effect>, StoreError> {
        let taken = self.taken(known, profile, batch).await?;
        Ok(taken.map(|(taken, beside)| Effect::of(&taken, &beside, known)))
    }

    /// Withdraws a batch as a new version and gives what is known then; none if
    /// the batch is not in force. Its files stay, and the versions before this
    /// one show what they showed.
    ///
    /// # Errors
    /// When the disk or the database refuses; nothing is changed then.
    pub async fn withdraw(
        &self,
        _lock: &WriteLock,
        known: &Arc<Granary>,
        profile: &Arc<Profile>,
        batch: i64,
        reason: &str,
        who: &Who,
    ) -> Result<Option<(Effect, Arc<Granary>)>, StoreError> {
        let Some((taken, beside)) = self.taken(known, profile, batch).await? else { return Ok(None) };
        let version = known.version() + 1;
        let effect = Effect::of(&taken, &beside, known);
        let (lake, base) = (self.home.lake(), Arc::clone(known));
        let staged = tokio::task::spawn_blocking(move || -> Result<_, LakeError> {
            let mut files = Vec::new();
            if !taken.prices.is_empty() {
                files.extend(lake::stage_prices(&lake, &Uuid::now_v7().to_string(), &taken.prices)?);
            }
            let next = taken.next.unwrap_or_else(|| base.with(version, &[]));
            Ok((files, next.knowing(Arc::new(beside))))
        });
        let (files, next) = staged.await??;
        let record = NewWithdrawal { batch, reason, restored: effect.restored, emptied: effect.emptied };
        let commit = Commit { version, files: &files, who, record: Recorded::Withdrawal(record) };
        self.book.commit(&commit).await?;
        Ok(Some((effect, Arc::new(next))))
    }

    /// The rows of a withdrawal, and what is known beside prices without the
    /// batch; none if it is not in force.
    async fn taken(
        &self,
        known: &Arc<Granary>,
        profile: &Arc<Profile>,
        batch: i64,
    ) -> Result<Option<(Withdrawn, Beside)>, StoreError> {
        let mut counts: BTreeSet<i64> = self.book.batches_in_force().await?.into_iter().collect();
        if !counts.remove(&batch) {
            return Ok(None);
        }
        let beside = self.book.beside_without(known.version(), Some(batch)).await?;
        let (lake, known, profile) = (self.home.lake(), Arc::clone(known), Arc::clone(profile));
        let version = known.version();
        let taken = self.with_files(version, 0, move |files| {
            let history =
                files.iter().map(|file| lake::scan_prices(&lake, file, 0, i64::MAX)).collect::<Result<Vec<_>, _>>()?;
            Ok(withdraw(&history, &known, &profile, batch, &counts, version + 1))
        });
        Ok(Some((taken.await?, beside)))
    }
}
