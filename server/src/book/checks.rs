//! What the catalogue claims, as it stands, for somebody who does not believe
//! it; and SQLite's own checks of the database.

use super::merges::{ANY_TIME, waiting};
use super::{Book, BookError};
use lumbung_data::lake::{ColumnStats, Table};
use sqlx::{Row, SqliteConnection};
use std::collections::{BTreeMap, BTreeSet};

/// A data file as the catalogue describes it.
#[derive(Debug, Clone)]
pub struct CatalogueFile {
    /// Its id.
    pub id: i64,
    /// The table it belongs to; none where the catalogue names one that is not ours.
    pub table: Option<Table>,
    /// Its name below the table's folder.
    pub name: String,
    /// The first version that has it.
    pub begin: i64,
    /// The first version that has it no more.
    pub end: Option<i64>,
    /// Rows.
    pub rows: i64,
    /// Bytes.
    pub bytes: i64,
    /// Bytes of the Parquet footer.
    pub footer_bytes: i64,
    /// The last version that added rows of it, where it was merged of several.
    pub partial_max: Option<i64>,
    /// The first of its row ids; none where the file says each row's.
    pub row_id_start: Option<i64>,
    /// The SHA-256 of its bytes; none for files from before it was recorded.
    pub sha256: Option<String>,
    /// One entry a column, by the column's id.
    pub stats: BTreeMap<i64, ColumnStats>,
}

impl CatalogueFile {
    /// Its path below the home, `lake/main/prices/….parquet`.
    #[must_use]
    pub fn path(&self) -> String {
        let table = self.table.map_or("?", Table::name);
        format!("lake/{}/{table}/{}", lumbung_data::lake::SCHEMA_DIR, self.name)
    }

    /// Whether a version that has this file also has the other.
    #[must_use]
    pub fn lives_with(&self, other: &Self) -> bool {
        let before = |begin: i64, end: Option<i64>| end.is_none_or(|end| begin < end);
        before(self.begin, other.end) && before(other.begin, self.end)
    }
}

/// A snapshot of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Snapshot {
    /// Its id, which is the version.
    pub id: i64,
    /// The id that the next file gets.
    pub next_file_id: i64,
    /// Whether it says what it changed.
    pub explained: bool,
}

/// What the catalogue adds up for a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableTotals {
    /// The table's id.
    pub table: i64,
    /// Rows in all its files.
    pub rows: i64,
    /// The row id that the next row gets.
    pub next_row_id: i64,
}

/// All that the catalogue claims of versions and files, at one moment.
#[derive(Debug, Clone, Default)]
pub struct Lineage {
    /// Every snapshot, in order.
    pub snapshots: Vec<Snapshot>,
    /// Every data file, in the order of ids.
    pub files: Vec<CatalogueFile>,
    /// Every table's totals.
    pub totals: Vec<TableTotals>,
    /// Files that were merged and wait to be deleted, as `table/file`.
    pub waiting: BTreeSet<String>,
}

impl Lineage {
    /// The current version; 0 where there is none.
    #[must_use]
    pub fn version(&self) -> i64 {
        self.snapshots.last().map_or(0, |snapshot| snapshot.id)
    }

    /// The files' names as `table/file`, also of those that wait to be deleted.
    #[must_use]
    pub fn named(&self) -> BTreeSet<String> {
        let name = |file: &CatalogueFile| Some(format!("{}/{}", file.table?.name(), file.name));
        self.files.iter().filter_map(name).chain(self.waiting.iter().cloned()).collect()
    }
}

impl Book {
    /// All that the catalogue claims of versions and files, in one transaction.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn lineage(&self) -> Result<Lineage, BookError> {
        let mut tx = self.pool.begin().await?;
        let lineage = lineage(&mut tx).await?;
        tx.rollback().await?;
        Ok(lineage)
    }

    /// What SQLite finds wrong with the database's pages, rows and indexes.
    ///
    /// # Errors
    /// When the database cannot even be looked through.
    pub async fn damage(&self) -> Result<Vec<String>, BookError> {
        let said: Vec<String> = sqlx::query_scalar("pragma integrity_check").fetch_all(&self.pool).await?;
        let lines = said.iter().flat_map(|said| said.lines());
        // A heading, such as `*** in database main ***`, finds nothing.
        Ok(lines.filter(|line| *line != "ok" && !line.starts_with("***")).map(str::to_owned).collect())
    }

    /// The tables with rows that refer to rows which are not there, each with
    /// how many.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn dangling(&self) -> Result<BTreeMap<String, u64>, BookError> {
        let mut found = BTreeMap::new();
        for row in sqlx::query("pragma foreign_key_check").fetch_all(&self.pool).await? {
            *found.entry(row.try_get(0)?).or_default() += 1;
        }
        Ok(found)
    }
}

/// All that a catalogue claims of versions and files.
pub(super) async fn lineage(tx: &mut SqliteConnection) -> Result<Lineage, BookError> {
    Ok(Lineage {
        snapshots: snapshots(tx).await?,
        files: files(tx).await?,
        totals: totals(tx).await?,
        waiting: waiting(tx, ANY_TIME).await?.into_iter().collect(),
    })
}

async fn snapshots(tx: &mut SqliteConnection) -> Result<Vec<Snapshot>, BookError> {
    let query = "select s.snapshot_id, s.next_file_id, c.snapshot_id is not null as explained
        from ducklake_snapshot s left join ducklake_snapshot_changes c using (snapshot_id) order by s.snapshot_id";
    let row = |row: sqlx::sqlite::SqliteRow| -> Result<Snapshot, BookError> {
        Ok(Snapshot { id: row.try_get(0)?, next_file_id: row.try_get(1)?, explained: row.try_get(2)? })
    };
    sqlx::query(query).fetch_all(&mut *tx).await?.into_iter().map(row).collect()
}

async fn totals(tx: &mut SqliteConnection) -> Result<Vec<TableTotals>, BookError> {
    let query = "select table_id, record_count, next_row_id from ducklake_table_stats order by table_id";
    let row = |row: sqlx::sqlite::SqliteRow| -> Result<TableTotals, BookError> {
        Ok(TableTotals { table: row.try_get(0)?, rows: row.try_get(1)?, next_row_id: row.try_get(2)? })
    };
    sqlx::query(query).fetch_all(&mut *tx).await?.into_iter().map(row).collect()
}

async fn files(tx: &mut SqliteConnection) -> Result<Vec<CatalogueFile>, BookError> {
    let query = "select f.data_file_id, f.table_id, f.path, f.begin_snapshot, f.end_snapshot, f.record_count,
            f.file_size_bytes, f.footer_size, f.row_id_start, c.sha256, f.partial_max
        from ducklake_data_file f left join file_checksum c using (data_file_id) order by f.data_file_id";
    let mut files = BTreeMap::new();
    for row in sqlx::query(query).fetch_all(&mut *tx).await? {
        let table: i64 = row.try_get(1)?;
        let file = CatalogueFile {
            id: row.try_get(0)?,
            table: Table::ALL.into_iter().find(|known| known.id() == table),
            name: row.try_get(2)?,
            begin: row.try_get(3)?,
            end: row.try_get(4)?,
            rows: row.try_get(5)?,
            bytes: row.try_get(6)?,
            footer_bytes: row.try_get(7)?,
            row_id_start: row.try_get(8)?,
            sha256: row.try_get(9)?,
            partial_max: row.try_get(10)?,
            stats: BTreeMap::new(),
        };
        files.insert(file.id, file);
    }
    let query = "select data_file_id, column_id, value_count, null_count, min_value, max_value
        from ducklake_file_column_stats";
    for row in sqlx::query(query).fetch_all(&mut *tx).await? {
        if let Some(file) = files.get_mut(&row.try_get::<i64, _>(0)?) {
            let stats = ColumnStats {
                values: row.try_get(2)?,
                nulls: row.try_get(3)?,
                min: row.try_get(4)?,
                max: row.try_get(5)?,
            };
            file.stats.insert(row.try_get(1)?, stats);
        }
    }
    Ok(files.into_values().collect())
}
