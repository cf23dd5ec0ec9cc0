//! Merging files of the lake: which ones are small, the transaction that puts
//! one file in the place of many, and the files that wait to be deleted.
//!
//! A merged file takes the others' place in all versions: it begins with their
//! first and says of each row which version added it, as the format's partial
//! files do. No version of the catalogue has to end for it.

use super::commit::{insert_stats, next_snapshot};
use super::trail::{Entry, record};
use super::{Book, BookError, snapshot_time};
use crate::auth::Who;
use chrono::{DateTime, Utc};
use lumbung_data::lake::{NamedFile, Part, SCHEMA_DIR, StagedFile, Table};
use sqlx::{Row, SqliteConnection};

/// A file that may be merged with others.
#[derive(Debug, Clone)]
pub struct SmallFile {
    /// Its id.
    pub id: i64,
    /// Its table.
    pub table: Table,
    /// What merging has to know of it.
    pub part: Part,
    /// The last version that added rows of it.
    pub last: i64,
    /// Rows.
    pub rows: i64,
}

/// Files and the one that takes their place.
#[derive(Debug)]
pub struct Merge {
    /// The files, all of one table.
    pub files: Vec<SmallFile>,
    /// The one that holds their rows, on disk for good.
    pub into: StagedFile,
}

impl Book {
    /// The current files with fewer rows than that, oldest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn small_files(&self, fewer_than: i64) -> Result<Vec<SmallFile>, BookError> {
        let query = "select data_file_id, table_id, path, begin_snapshot, coalesce(partial_max, begin_snapshot),
                record_count, row_id_start, sha256
            from ducklake_data_file left join file_checksum using (data_file_id)
            where end_snapshot is null and record_count < ?
            order by begin_snapshot, data_file_id";
        let file = |row: sqlx::sqlite::SqliteRow| -> Result<Option<SmallFile>, BookError> {
            let table: i64 = row.try_get(1)?;
            let Some(table) = Table::ALL.into_iter().find(|known| known.id() == table) else { return Ok(None) };
            let file = NamedFile { name: row.try_get(2)?, sha256: row.try_get(7)? };
            let part = Part { file, version: row.try_get(3)?, row_id_start: row.try_get(6)? };
            Ok(Some(SmallFile { id: row.try_get(0)?, table, part, last: row.try_get(4)?, rows: row.try_get(5)? }))
        };
        let rows = sqlx::query(query).bind(fewer_than).fetch_all(&self.pool).await?;
        rows.into_iter().filter_map(|row| file(row).transpose()).collect()
    }

    /// Puts merged files in the place of those that they hold, as a new version
    /// with the same rows. The others wait to be deleted.
    ///
    /// # Errors
    /// When the database refuses, or a file is no longer what it was. Nothing is
    /// changed then.
    pub async fn commit_merges(&self, merges: &[Merge], who: &Who) -> Result<i64, BookError> {
        let now = Utc::now();
        let mut tx = self.begin().await?;
        let mut changes: Vec<String> =
            merges.iter().map(|merge| format!("merge_adjacent:{}", merge.into.table.id())).collect();
        changes.dedup();
        let said = ("lumbung", "Small files are merged");
        let (version, first_id) = next_snapshot(&mut tx, now, merges.len(), &changes.join(","), said).await?;
        for (id, merge) in (first_id..).zip(merges) {
            replace(&mut tx, id, merge, now).await?;
        }
        let files: usize = merges.iter().map(|merge| merge.files.len()).sum();
        let after = serde_json::json!({ "version": version, "files": files, "merged": merges.len() });
        record(&mut tx, who, now, &Entry::of("compact", "lake").changed(None, after)).await?;
        tx.commit().await?;
        Ok(version)
    }

    /// The files that have waited to be deleted since that moment or longer, as
    /// `table/file`, those left out that the catalogue still names.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn waiting_for_deletion(&self, since: DateTime<Utc>) -> Result<Vec<String>, BookError> {
        let mut tx = self.pool.begin().await?;
        waiting(&mut tx, &snapshot_time(since)).await
    }

    /// Forgets files (as `table/file`) that were deleted.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_deleted(&self, files: &[String]) -> Result<(), BookError> {
        let mut tx = self.begin().await?;
        for file in files {
            sqlx::query("delete from ducklake_files_scheduled_for_deletion where path = ?")
                .bind(format!("{SCHEMA_DIR}/{file}"))
                .execute(&mut *tx)
                .await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

/// What sorts after every moment that the catalogue writes.
pub(super) const ANY_TIME: &str = "9999";

/// The files that have waited to be deleted since that moment or longer.
pub(super) async fn waiting(tx: &mut SqliteConnection, since: &str) -> Result<Vec<String>, BookError> {
    let query = "select substr(path, length(?) + 1) from ducklake_files_scheduled_for_deletion
        where schedule_start <= ? and path_is_relative = 1 and path glob ? || '*'
          and path not in (select ? || t.path || f.path from ducklake_data_file f join ducklake_table t using (table_id))
        order by data_file_id";
    let folder = format!("{SCHEMA_DIR}/");
    let waiting = sqlx::query_scalar(query).bind(&folder).bind(since).bind(&folder).bind(&folder);
    Ok(waiting.fetch_all(tx).await?)
}

/// One file in the place of others.
async fn replace(tx: &mut SqliteConnection, id: i64, merge: &Merge, now: DateTime<Utc>) -> Result<(), BookError> {
    let Merge { files, into } = merge;
    let begin = files.iter().map(|file| file.part.version).min();
    let last = files.iter().map(|file| file.last).max();
    for file in files {
        let taken = sqlx::query("delete from ducklake_data_file where data_file_id = ? and end_snapshot is null")
            .bind(file.id)
            .execute(&mut *tx)
            .await?;
        if taken.rows_affected() != 1 {
            return Err(BookError::Replaced(file.part.file.name.clone()));
        }
        sqlx::query("delete from ducklake_file_column_stats where data_file_id = ?")
            .bind(file.id)
            .execute(&mut *tx)
            .await?;
        sqlx::query("insert into ducklake_files_scheduled_for_deletion values (?, ?, 1, ?)")
            .bind(file.id)
            .bind(format!("{SCHEMA_DIR}/{}/{}", into.table.name(), file.part.file.name))
            .bind(snapshot_time(now))
            .execute(&mut *tx)
            .await?;
    }
    // Each row has its id, and columns are found by theirs: neither a first row
    // id nor a mapping of names.
    sqlx::query(
        "insert into ducklake_data_file (data_file_id, table_id, begin_snapshot, path, path_is_relative, file_format,
            record_count, file_size_bytes, footer_size, partial_max)
         values (?, ?, ?, ?, 1, 'parquet', ?, ?, ?, ?)",
    )
    .bind(id)
    .bind(into.table.id())
    .bind(begin)
    .bind(&into.name)
    .bind(into.rows)
    .bind(into.bytes)
    .bind(into.footer_bytes)
    .bind(last)
    .execute(&mut *tx)
    .await?;
    insert_stats(tx, id, into).await?;
    sqlx::query(
        "update ducklake_table_stats set file_size_bytes =
            (select coalesce(sum(f.file_size_bytes), 0) from ducklake_data_file f
             where f.table_id = ducklake_table_stats.table_id and f.end_snapshot is null)
         where table_id = ?",
    )
    .bind(into.table.id())
    .execute(&mut *tx)
    .await?;
    Ok(())
}
