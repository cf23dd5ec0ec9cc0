//! The one transaction that makes a version: snapshot, files, statistics, the
//! batch, withdrawal or decision and its audit row, all or none.

use super::batches::NewBatch;
use super::decisions::NewDecision;
use super::withdrawals::NewWithdrawal;
use super::{Book, BookError, snapshot_time};
use crate::auth::Who;
use chrono::{DateTime, Utc};
use lumbung_data::lake::{ColumnStats, ColumnType, StagedFile, Table};
use sqlx::{Row, SqliteConnection};
use std::cmp::Ordering;

/// What is staged and wants to become a version.
#[derive(Debug)]
pub struct Commit<'a> {
    /// The version it was staged as: the next one.
    pub version: i64,
    /// Its files, on disk for good.
    pub files: &'a [StagedFile],
    /// Who makes it.
    pub who: &'a Who,
    /// What is recorded of it.
    pub record: Record<'a>,
}

/// What a version is.
#[derive(Debug)]
pub enum Record<'a> {
    /// A file's rows.
    Batch(NewBatch<'a>),
    /// An earlier batch taken back.
    Withdrawal(NewWithdrawal<'a>),
    /// An officer's word on one value.
    Decision(NewDecision<'a>),
}

impl Book {
    /// Makes the staged files visible, as the version they were staged as.
    ///
    /// # Errors
    /// When the database refuses, or the version is taken. Nothing is stored
    /// then.
    pub async fn commit(&self, commit: &Commit<'_>) -> Result<(), BookError> {
        let now = Utc::now();
        let mut tx = self.begin().await?;
        let changes: Vec<String> =
            commit.files.iter().map(|file| format!("inserted_into_table:{}", file.table.id())).collect();
        let message = match &commit.record {
            Record::Batch(batch) => batch.file.to_owned(),
            Record::Withdrawal(withdrawal) => format!("withdraws version {}", withdrawal.batch),
            Record::Decision(decision) => format!("decides about {} in {}", decision.key.commodity, decision.key.place),
        };
        let said = (commit.who.actor.as_str(), message.as_str());
        let (version, mut file_id) = next_snapshot(&mut tx, now, commit.files.len(), &changes.join(","), said).await?;
        if version != commit.version {
            return Err(BookError::VersionTaken(commit.version));
        }
        for file in commit.files {
            insert_file(&mut tx, file_id, commit.version, file).await?;
            file_id += 1;
        }
        match &commit.record {
            Record::Batch(batch) => batch.insert(&mut tx, commit.version, commit.who, now).await?,
            Record::Withdrawal(withdrawal) => withdrawal.insert(&mut tx, commit.version, commit.who, now).await?,
            Record::Decision(decision) => decision.insert(&mut tx, commit.version, commit.who, now).await?,
        }
        tx.commit().await?;
        Ok(())
    }
}

/// Adds the next snapshot, with room for so many files, and what it says of
/// itself: its changes, its author and a message. Gives it and its first file's
/// id.
pub(super) async fn next_snapshot(
    tx: &mut SqliteConnection,
    now: DateTime<Utc>,
    files: usize,
    changes: &str,
    (author, message): (&str, &str),
) -> Result<(i64, i64), BookError> {
    let last = sqlx::query(
        "select snapshot_id, schema_version, next_catalog_id, next_file_id from ducklake_snapshot
         order by snapshot_id desc limit 1",
    )
    .fetch_one(&mut *tx)
    .await?;
    let version = last.get::<i64, _>("snapshot_id") + 1;
    let first_id: i64 = last.get("next_file_id");
    sqlx::query("insert into ducklake_snapshot values (?, ?, ?, ?, ?)")
        .bind(version)
        .bind(snapshot_time(now))
        .bind(last.get::<i64, _>("schema_version"))
        .bind(last.get::<i64, _>("next_catalog_id"))
        .bind(first_id + i64::try_from(files).unwrap_or(i64::MAX))
        .execute(&mut *tx)
        .await?;
    sqlx::query(
        "insert into ducklake_snapshot_changes (snapshot_id, changes_made, author, commit_message)
         values (?, ?, ?, ?)",
    )
    .bind(version)
    .bind(changes)
    .bind(author)
    .bind(message)
    .execute(&mut *tx)
    .await?;
    Ok((version, first_id))
}

async fn insert_file(tx: &mut SqliteConnection, id: i64, version: i64, file: &StagedFile) -> Result<(), BookError> {
    let table = file.table;
    let row_id_start: i64 = sqlx::query_scalar("select next_row_id from ducklake_table_stats where table_id = ?")
        .bind(table.id())
        .fetch_one(&mut *tx)
        .await?;
    sqlx::query(
        "insert into ducklake_data_file (data_file_id, table_id, begin_snapshot, path, path_is_relative, file_format,
            record_count, file_size_bytes, footer_size, row_id_start)
         values (?, ?, ?, ?, 1, 'parquet', ?, ?, ?, ?)",
    )
    .bind(id)
    .bind(table.id())
    .bind(version)
    .bind(&file.name)
    .bind(file.rows)
    .bind(file.bytes)
    .bind(file.footer_bytes)
    .bind(row_id_start)
    .execute(&mut *tx)
    .await?;
    sqlx::query(
        "update ducklake_table_stats set record_count = record_count + ?1, next_row_id = next_row_id + ?1,
            file_size_bytes = file_size_bytes + ?2
         where table_id = ?3",
    )
    .bind(file.rows)
    .bind(file.bytes)
    .bind(table.id())
    .execute(&mut *tx)
    .await?;
    insert_stats(tx, id, file).await?;
    for ((column_id, (_, kind)), stats) in (1_i64..).zip(table.columns()).zip(&file.stats) {
        widen_table_stats(tx, table, column_id, *kind, stats).await?;
    }
    Ok(())
}

/// A new file's checksum and statistics.
pub(super) async fn insert_stats(tx: &mut SqliteConnection, id: i64, file: &StagedFile) -> Result<(), BookError> {
    let table = file.table;
    sqlx::query("insert into file_checksum (data_file_id, sha256) values (?, ?)")
        .bind(id)
        .bind(&file.sha256)
        .execute(&mut *tx)
        .await?;
    for ((column_id, (_, kind)), stats) in (1_i64..).zip(table.columns()).zip(&file.stats) {
        let nan = (*kind == ColumnType::Float64).then_some(0_i64);
        sqlx::query(
            "insert into ducklake_file_column_stats (data_file_id, table_id, column_id, value_count, null_count,
                min_value, max_value, contains_nan)
             values (?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(id)
        .bind(table.id())
        .bind(column_id)
        .bind(stats.values)
        .bind(stats.nulls)
        .bind(&stats.min)
        .bind(&stats.max)
        .bind(nan)
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}

/// A table's statistics are the hull of its files'.
async fn widen_table_stats(
    tx: &mut SqliteConnection,
    table: Table,
    column_id: i64,
    kind: ColumnType,
    stats: &ColumnStats,
) -> Result<(), BookError> {
    let known = sqlx::query(
        "select contains_null, min_value, max_value from ducklake_table_column_stats
         where table_id = ? and column_id = ?",
    )
    .bind(table.id())
    .bind(column_id)
    .fetch_optional(&mut *tx)
    .await?;
    let has_null = i64::from(stats.nulls > 0);
    let nan = (kind == ColumnType::Float64).then_some(0_i64);
    let Some(known) = known else {
        sqlx::query("insert into ducklake_table_column_stats values (?, ?, ?, ?, ?, ?, null)")
            .bind(table.id())
            .bind(column_id)
            .bind(has_null)
            .bind(nan)
            .bind(&stats.min)
            .bind(&stats.max)
            .execute(&mut *tx)
            .await?;
        return Ok(());
    };
    let pick = |known: Option<String>, new: &Option<String>, wanted: Ordering| match (known, new) {
        (Some(known), Some(new)) if compare(kind, new, &known) == wanted => Some(new.clone()),
        (None, new) => new.clone(),
        (known, _) => known,
    };
    sqlx::query(
        "update ducklake_table_column_stats set contains_null = ?, min_value = ?, max_value = ?
         where table_id = ? and column_id = ?",
    )
    .bind(known.get::<i64, _>("contains_null").max(has_null))
    .bind(pick(known.get("min_value"), &stats.min, Ordering::Less))
    .bind(pick(known.get("max_value"), &stats.max, Ordering::Greater))
    .bind(table.id())
    .bind(column_id)
    .execute(&mut *tx)
    .await?;
    Ok(())
}

/// Compares two statistics' texts as values of their column.
fn compare(kind: ColumnType, a: &str, b: &str) -> Ordering {
    let number = |text: &str| text.parse::<f64>().unwrap_or(f64::NAN);
    match kind {
        ColumnType::Float64 | ColumnType::Int64 => number(a).total_cmp(&number(b)),
        // ISO dates sort as text.
        ColumnType::Date | ColumnType::Varchar => a.cmp(b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_as_numbers() {
        assert_eq!(compare(ColumnType::Float64, "9000.0", "10000.0"), Ordering::Less);
        assert_eq!(compare(ColumnType::Varchar, "9000.0", "10000.0"), Ordering::Greater);
        assert_eq!(compare(ColumnType::Date, "2023-12-01", "2024-01-01"), Ordering::Less);
    }
}
