//! The lake's catalogue in DuckLake 1.0: founding it, and asking it which
//! files make a version.

use super::merges::{ANY_TIME, waiting};
use super::{Book, BookError, snapshot_time};
use chrono::{DateTime, Utc};
use lumbung_data::lake::{NamedFile, Table};
use sqlx::SqliteConnection;
use uuid::Uuid;

/// The version of a lake that was founded and holds nothing.
pub(super) const EMPTY_VERSION: i64 = 1;
const VIEW_ID: i64 = 3;
/// Ids that follow the tables' and the view's.
const NEXT_CATALOG_ID: i64 = 6;

/// The id of a table's name mapping. Files of earlier releases carry no column
/// ids and refer to it: their columns are found by name.
fn mapping_id(table: Table) -> i64 {
    VIEW_ID + table.id()
}

/// The latest row of every observation.
const PRICES_NOW: &str = "SELECT * FROM {DUCKLAKE_CATALOG}.main.prices QUALIFY (row_number() OVER \
    (PARTITION BY date, commodity, place, \"level\", source ORDER BY \"version\" DESC) = 1)";

impl Book {
    pub(super) async fn found_lake(&self) -> Result<(), BookError> {
        let mut tx = self.begin().await?;
        let founded: bool =
            sqlx::query_scalar("select exists (select 1 from ducklake_snapshot)").fetch_one(&mut *tx).await?;
        if !founded {
            found(&mut tx, &snapshot_time(Utc::now())).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// The current version.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn version(&self) -> Result<i64, BookError> {
        Ok(sqlx::query_scalar("select max(snapshot_id) from ducklake_snapshot").fetch_one(&self.pool).await?)
    }

    /// The version that was current at a moment; 0, which holds nothing, before
    /// the lake was founded.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn version_at(&self, moment: DateTime<Utc>) -> Result<i64, BookError> {
        let query = "select coalesce(max(snapshot_id), 0) from ducklake_snapshot where snapshot_time <= ?";
        Ok(sqlx::query_scalar(query).bind(snapshot_time(moment)).fetch_one(&self.pool).await?)
    }

    /// The files of `prices` that make a version, oldest first, those left out
    /// of which an earlier version `known` already holds every row.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn price_files(&self, version: i64, known: i64) -> Result<Vec<NamedFile>, BookError> {
        let query = "select path, sha256 from ducklake_data_file left join file_checksum using (data_file_id)
            where table_id = ?1 and begin_snapshot <= ?2 and (end_snapshot is null or end_snapshot > ?2)
              and coalesce(partial_max, begin_snapshot) > ?3
            order by begin_snapshot, data_file_id";
        let files = sqlx::query_as(query).bind(Table::Prices.id()).bind(version).bind(known);
        let files: Vec<(String, Option<String>)> = files.fetch_all(&self.pool).await?;
        Ok(files.into_iter().map(|(name, sha256)| NamedFile { name, sha256 }).collect())
    }

    /// The SHA-256 of a file, named as `table/file`, in hexadecimal; none where it was not
    /// recorded, or there is no such file.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn checksum(&self, file: &str) -> Result<Option<String>, BookError> {
        let query = "select c.sha256 from ducklake_data_file f join ducklake_table t using (table_id)
            join file_checksum c using (data_file_id) where t.path || f.path = ?";
        Ok(sqlx::query_scalar(query).bind(file).fetch_optional(&self.pool).await?)
    }

    /// Every file that the catalogue names, also one that waits to be deleted,
    /// as `table/file`.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn named_files(&self) -> Result<Vec<String>, BookError> {
        let query = "select t.path || f.path from ducklake_data_file f join ducklake_table t using (table_id)";
        let mut tx = self.pool.begin().await?;
        let mut named: Vec<String> = sqlx::query_scalar(query).fetch_all(&mut *tx).await?;
        named.extend(waiting(&mut tx, ANY_TIME).await?);
        Ok(named)
    }
}

async fn found(tx: &mut SqliteConnection, now: &str) -> Result<(), BookError> {
    for (key, value) in [
        ("version", "1.0"),
        ("created_by", concat!("lumbung ", env!("CARGO_PKG_VERSION"))),
        ("data_path", "lake/"),
        ("encrypted", "false"),
    ] {
        sqlx::query("insert into ducklake_metadata (\"key\", \"value\") values (?, ?)")
            .bind(key)
            .bind(value)
            .execute(&mut *tx)
            .await?;
    }
    let snapshot =
        "insert into ducklake_snapshot (snapshot_id, snapshot_time, schema_version, next_catalog_id, next_file_id)
        values (?, ?, ?, ?, 0)";
    sqlx::query(snapshot).bind(0_i64).bind(now).bind(0_i64).bind(1_i64).execute(&mut *tx).await?;
    sqlx::query(snapshot)
        .bind(EMPTY_VERSION)
        .bind(now)
        .bind(EMPTY_VERSION)
        .bind(NEXT_CATALOG_ID)
        .execute(&mut *tx)
        .await?;
    let changes =
        "insert into ducklake_snapshot_changes (snapshot_id, changes_made, author, commit_message) values (?, ?, ?, ?)";
    sqlx::query(changes)
        .bind(0_i64)
        .bind("created_schema:\"main\"")
        .bind("lumbung")
        .bind("The schema")
        .execute(&mut *tx)
        .await?;
    sqlx::query(changes)
        .bind(EMPTY_VERSION)
        .bind(
            "created_table:\"main\".\"quotes\",created_table:\"main\".\"prices\",created_view:\"main\".\"prices_now\"",
        )
        .bind("lumbung")
        .bind("The tables")
        .execute(&mut *tx)
        .await?;
    sqlx::query("insert into ducklake_schema values (0, ?, 0, null, 'main', 'main/', 1)")
        .bind(Uuid::now_v7().to_string())
        .execute(&mut *tx)
        .await?;
    for table in Table::ALL {
        found_table(tx, table).await?;
    }
    sqlx::query("insert into ducklake_view values (?, ?, ?, null, 0, 'prices_now', 'duckdb', ?, '')")
        .bind(VIEW_ID)
        .bind(Uuid::now_v7().to_string())
        .bind(EMPTY_VERSION)
        .bind(PRICES_NOW)
        .execute(&mut *tx)
        .await?;
    Ok(())
}

async fn found_table(tx: &mut SqliteConnection, table: Table) -> Result<(), BookError> {
    sqlx::query("insert into ducklake_table values (?, ?, ?, null, 0, ?, ?, 1)")
        .bind(table.id())
        .bind(Uuid::now_v7().to_string())
        .bind(EMPTY_VERSION)
        .bind(table.name())
        .bind(format!("{}/", table.name()))
        .execute(&mut *tx)
        .await?;
    sqlx::query("insert into ducklake_table_stats values (?, 0, 0, 0)").bind(table.id()).execute(&mut *tx).await?;
    sqlx::query("insert into ducklake_schema_versions values (?, ?, ?)")
        .bind(EMPTY_VERSION)
        .bind(EMPTY_VERSION)
        .bind(table.id())
        .execute(&mut *tx)
        .await?;
    sqlx::query("insert into ducklake_column_mapping values (?, ?, 'map_by_name')")
        .bind(mapping_id(table))
        .bind(table.id())
        .execute(&mut *tx)
        .await?;
    for (column_id, (name, kind)) in (1_i64..).zip(table.columns()) {
        sqlx::query(
            "insert into ducklake_column (column_id, begin_snapshot, table_id, column_order, column_name, column_type,
                default_value, nulls_allowed, default_value_type, default_value_dialect)
             values (?, ?, ?, ?, ?, ?, 'NULL', 1, 'literal', 'duckdb')",
        )
        .bind(column_id)
        .bind(EMPTY_VERSION)
        .bind(table.id())
        .bind(column_id)
        .bind(name)
        .bind(kind.as_str())
        .execute(&mut *tx)
        .await?;
        sqlx::query("insert into ducklake_name_mapping values (?, ?, ?, ?, null, 0)")
            .bind(mapping_id(table))
            .bind(column_id)
            .bind(name)
            .bind(column_id)
            .execute(&mut *tx)
            .await?;
    }
    Ok(())
}
