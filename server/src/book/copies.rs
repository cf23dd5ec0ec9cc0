//! Copies of the database: all of it for a backup, the catalogue alone for
//! readers outside. SQLite makes both from one moment, and writers go on
//! meanwhile.

use super::checks::{Lineage, lineage};
use super::{Book, BookError};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};
use std::path::Path;

/// The catalogue's tables, by the format's prefix.
const CATALOGUE: &str = "ducklake_*";

impl Book {
    /// Writes a consistent copy of the whole database into a file that is not
    /// there yet, or empty.
    ///
    /// # Errors
    /// When the database or the disk refuses.
    pub async fn copy_into(&self, file: &Path) -> Result<(), BookError> {
        sqlx::query("vacuum into ?").bind(file.to_string_lossy()).execute(&self.pool).await?;
        Ok(())
    }

    /// All that a copy's catalogue claims of versions and files.
    ///
    /// # Errors
    /// When the copy cannot be read.
    pub async fn lineage_of(copy: &Path) -> Result<Lineage, BookError> {
        let mut connection = SqliteConnectOptions::new().filename(copy).read_only(true).connect().await?;
        let lineage = lineage(&mut connection).await?;
        connection.close().await?;
        Ok(lineage)
    }

    /// Writes the lake's catalogue, and nothing else of the database, into a new
    /// file. Who made a version and from which file is left out. Gives the
    /// version and the paths of the files that it names, as `table/file`.
    ///
    /// # Errors
    /// When the database or the disk refuses.
    pub async fn catalogue_into(&self, file: &Path) -> Result<(i64, Vec<String>), BookError> {
        let home = self.pool.connect_options().get_filename().to_string_lossy().into_owned();
        let options = SqliteConnectOptions::new().filename(file).create_if_missing(true);
        let mut fresh = options.connect().await?;
        sqlx::query("attach database ? as home").bind(home).execute(&mut fresh).await?;
        let mut tx = fresh.begin().await?;
        copy_tables(&mut tx).await?;
        tx.commit().await?;
        sqlx::query("detach database home").execute(&mut fresh).await?;
        let version =
            sqlx::query_scalar("select max(snapshot_id) from ducklake_snapshot").fetch_one(&mut fresh).await?;
        let query = "select t.path || f.path from ducklake_data_file f join ducklake_table t using (table_id)";
        let named = sqlx::query_scalar(query).fetch_all(&mut fresh).await?;
        fresh.close().await?;
        Ok((version, named))
    }
}

/// Copies tables and rows of the catalogue, from one moment.
async fn copy_tables(tx: &mut SqliteConnection) -> Result<(), BookError> {
    let query = "select name, sql from home.sqlite_schema where type = 'table' and name glob ? order by rowid";
    let tables: Vec<(String, String)> = sqlx::query_as(query).bind(CATALOGUE).fetch_all(&mut *tx).await?;
    for (name, sql) in &tables {
        // The text of a migration, and a name with the format's prefix.
        sqlx::query(AssertSqlSafe(sql.as_str())).execute(&mut *tx).await?;
        let copy = match name.as_str() {
            // What waits to be deleted here is nothing to readers elsewhere.
            "ducklake_files_scheduled_for_deletion" => continue,
            // Authors are people, and files may be named after them.
            "ducklake_snapshot_changes" => "insert into main.ducklake_snapshot_changes (snapshot_id, changes_made)
                 select snapshot_id, changes_made from home.ducklake_snapshot_changes"
                .to_owned(),
            name => format!("insert into main.{name} select * from home.{name}"),
        };
        sqlx::query(AssertSqlSafe(copy)).execute(&mut *tx).await?;
    }
    Ok(())
}
