//! Compaction: small files become large ones, and those that were merged are
//! deleted once nobody can be reading them any more.
//!
//! A merged file shows every version that the small ones showed, so that they
//! are needed by none as soon as it is committed. They stay for a while for
//! readers that looked into the catalogue before. Killed at any moment, this
//! leaves files that the catalogue does not name, which are set aside like any
//! others, or files that still wait for the next run.

use super::{Store, StoreError};
use crate::auth::Who;
use crate::book::{Merge, SmallFile};
use crate::home::WriteLock;
use chrono::{TimeDelta, Utc};
use lumbung_data::lake::{self, LakeError, Part, frequency_of};
use lumbung_data::model::Frequency;
use std::collections::BTreeMap;
use std::path::Path;
use uuid::Uuid;

/// The rows of a merged file at most: as many as are sorted in memory.
const MOST_ROWS: i64 = 1_000_000;
/// A file with fewer rows is small. Two such ones always fit into one.
const SMALL_ROWS: i64 = MOST_ROWS / 2;
/// From so many small files of one kind on a server merges them: so that what
/// was merged yesterday is not merged again with every day's two or three.
pub const WORTH_IT: usize = 16;
/// How long merged files stay.
pub const KEPT: TimeDelta = TimeDelta::days(7);

/// What a compaction did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Compacted {
    /// Small files that were merged.
    pub merged: usize,
    /// Files that hold their rows now.
    pub into: usize,
    /// These rows.
    pub rows: i64,
    /// Merged files that were deleted.
    pub deleted: usize,
    /// Merged files that still wait to be deleted.
    pub waiting: usize,
    /// The version after it.
    pub version: i64,
}

impl Store {
    /// Merges small files where there are at least so many of one kind, and
    /// deletes what has waited for `keep`. The lock is given back after each
    /// file, so that nobody waits for long.
    ///
    /// # Errors
    /// When the disk or the database refuses. What was merged before stays so.
    pub async fn compact(&self, least: usize, keep: TimeDelta, who: &Who) -> Result<Compacted, StoreError> {
        let mut done = Compacted::default();
        loop {
            let lock = self.lock().await?;
            let merges = self.merge_some(&lock, least).await?;
            if merges.is_empty() {
                break;
            }
            self.book.commit_merges(&merges, who).await?;
            done.merged += merges.iter().map(|merge| merge.files.len()).sum::<usize>();
            done.into += merges.len();
            done.rows += merges.iter().map(|merge| merge.into.rows).sum::<i64>();
        }
        let lock = self.lock().await?;
        done.deleted = self.delete_merged(&lock, keep).await?;
        done.waiting = self.book.waiting_for_deletion(Utc::now()).await?.len();
        done.version = self.book.version().await?;
        Ok(done)
    }

    /// Writes what is to be merged next.
    async fn merge_some(&self, _lock: &WriteLock, least: usize) -> Result<Vec<Merge>, StoreError> {
        let plan = plan(self.book.small_files(SMALL_ROWS).await?, least.max(2));
        let lake = self.home.lake();
        let merge = move || plan.into_iter().map(|files| merged(&lake, files)).collect::<Result<Vec<_>, LakeError>>();
        Ok(tokio::task::spawn_blocking(merge).await??)
    }

    /// Deletes merged files that have waited for `keep`. The catalogue forgets
    /// them last: what is gone already does not hinder the next run.
    async fn delete_merged(&self, _lock: &WriteLock, keep: TimeDelta) -> Result<usize, StoreError> {
        // A time so long that no calendar has it keeps them for ever.
        let Some(since) = Utc::now().checked_sub_signed(keep) else { return Ok(0) };
        let mut files = self.book.waiting_for_deletion(since).await?;
        files.retain(|file| file.split_once('/').is_some_and(|(_, name)| super::lineage::is_plain(name)));
        let (lake, doomed) = (self.home.lake(), files.clone());
        tokio::task::spawn_blocking(move || doomed.iter().try_for_each(|file| lake::delete(&lake, file))).await??;
        self.book.forget_deleted(&files).await?;
        Ok(files.len())
    }
}

/// The files to merge next, those of each list into one. Files are of one kind
/// if a table and a frequency have them. All lists together
/// have no more rows than one file may have.
fn plan(files: Vec<SmallFile>, least: usize) -> Vec<Vec<SmallFile>> {
    let mut kinds: BTreeMap<(i64, Frequency), Vec<SmallFile>> = BTreeMap::new();
    for file in files {
        kinds.entry((file.table.id(), frequency_of(&file.part.file.name))).or_default().push(file);
    }
    let mut rows = 0;
    let mut plan = Vec::new();
    for files in kinds.into_values().filter(|files| files.len() >= least) {
        let fits = |file: &SmallFile| {
            rows += file.rows;
            rows <= MOST_ROWS
        };
        let files: Vec<SmallFile> = files.into_iter().take_while(fits).collect();
        if files.len() > 1 {
            plan.push(files);
        }
    }
    plan
}

fn merged(lake: &Path, files: Vec<SmallFile>) -> Result<Merge, LakeError> {
    let parts: Vec<Part> = files.iter().map(|file| file.part.clone()).collect();
    // A plan has no empty list.
    let table = files.first().map_or(lake::Table::Prices, |file| file.table);
    let into = lake::merge(lake, table, &Uuid::now_v7().to_string(), &parts)?;
    Ok(Merge { files, into })
}

#[cfg(test)]
mod tests {
    use super::*;
    use lumbung_data::lake::{NamedFile, Table};

    fn file(id: i64, table: Table, name: &str, rows: i64) -> SmallFile {
        let file = NamedFile { name: format!("{id}{name}.parquet"), sha256: None };
        let part = Part { file, version: id + 2, row_id_start: Some(0) };
        SmallFile { id, table, part, last: id + 2, rows }
    }

    fn ids(plan: &[Vec<SmallFile>]) -> Vec<Vec<i64>> {
        plan.iter().map(|files| files.iter().map(|file| file.id).collect()).collect()
    }

    #[test]
    fn files_of_one_table_and_frequency_are_merged() {
        let files = vec![
            file(0, Table::Quotes, "", 10),
            file(1, Table::Prices, "", 10),
            file(2, Table::Prices, ".monthly", 10),
            file(3, Table::Quotes, "", 10),
            file(4, Table::Prices, "", 10),
        ];
        assert_eq!(ids(&plan(files.clone(), 2)), [[0, 3], [1, 4]]);
        assert!(plan(files, 3).is_empty());
    }

    #[test]
    fn no_more_rows_are_taken_at_once_than_one_file_may_have() {
        let files: Vec<SmallFile> = (0..5).map(|id| file(id, Table::Prices, "", SMALL_ROWS - 1)).collect();
        assert_eq!(ids(&plan(files, 2)), [[0, 1]]);
    }

    #[test]
    fn two_small_files_always_fit_into_one() {
        let mut files: Vec<SmallFile> =
            (0..40).map(|id| file(id, Table::Prices, "", SMALL_ROWS / 30 * (id + 1) % SMALL_ROWS)).collect();
        for turn in 0.. {
            let Some(taken) = plan(files.clone(), 2).pop() else { break };
            assert!(turn < 40 && taken.len() > 1);
            files.retain(|file| !taken.iter().any(|taken| taken.id == file.id));
            let rows = taken.iter().map(|file| file.rows).sum();
            if rows < SMALL_ROWS {
                files.push(file(100 + turn, Table::Prices, "", rows));
            }
        }
        assert!(files.len() < 2);
    }
}
