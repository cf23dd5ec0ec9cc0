//! The book: all SQL of the house. It holds the lake's catalogue, the batches,
//! the people and the audit log in one SQLite database.

mod agreements;
mod batches;
mod catalogue;
mod checks;
mod commit;
mod copies;
mod decisions;
mod factors;
mod fetches;
mod figures;
mod floor;
mod guesses;
mod inbox;
mod interventions;
mod mappings;
mod merges;
mod news;
mod notices;
mod outbox;
mod people;
mod releases;
mod sessions;
mod snapshots;
mod stamps;
mod subscribers;
mod survey;
mod tokens;
mod trail;
mod waiting;
mod walks;
mod warnings;
mod withdrawals;

pub use batches::NewBatch;
pub use checks::{CatalogueFile, Lineage, Snapshot, TableTotals};
pub use commit::{Commit, Record as Recorded};
pub use decisions::NewDecision;
pub use factors::{OpenLink, Used};
pub use fetches::{FetchNote, FetchState};
pub use floor::{FloorEntry, Kept, NewEntry};
pub use guesses::Target;
pub use inbox::{Acted, NewAct};
pub use interventions::Revised;
pub use merges::{Merge, SmallFile};
pub use people::{Change, Changed, Made, NewPerson, Record};
pub use sessions::{ABSOLUTE, Ground, IDLE, NewSession, Session, Stage};
pub use snapshots::{NewSheet, SheetFile};
pub use stamps::Stamps;
pub use subscribers::{Letters, NewSubscriber};
pub use survey::{Answered, Answers, NotedEntry};
pub use trail::Entry;
pub use waiting::{NewWaiting, Waiting};
pub use walks::{Reminded, Walk};
pub use withdrawals::NewWithdrawal;

use crate::home::{DATABASE as DATABASE_NAME, Home, WriteLock};
use chrono::{DateTime, SecondsFormat, Utc};
use sqlx::Connection;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use std::io::Read;
use std::path::Path;
use std::time::Duration;
use thiserror::Error;

static MIGRATIONS: Migrator = sqlx::migrate!();

/// What can go wrong with the book.
#[derive(Debug, Error)]
pub enum BookError {
    /// The database refused.
    #[error("the database refused: {0}")]
    Sql(#[from] sqlx::Error),
    /// The database is of another release.
    #[error("the database cannot be brought up to date: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// Somebody committed in between, which the lock should have prevented.
    #[error("version {0} was taken by another writer; nothing was stored, try again")]
    VersionTaken(i64),
    /// A file that was to be merged is no longer what it was, which the lock
    /// should have prevented.
    #[error("the file {0} was replaced by another writer; nothing was changed, try again")]
    Replaced(String),
    /// The home's lock.
    #[error("the home folder cannot be locked: {0}")]
    Lock(#[from] std::io::Error),
    /// A report that is no JSON.
    #[error("a report cannot be written or read: {0}")]
    Report(#[from] serde_json::Error),
}

impl BookError {
    /// Whether the database was made or brought up to date by a later release.
    #[must_use]
    pub fn is_of_later_release(&self) -> bool {
        matches!(self, Self::Migrate(sqlx::migrate::MigrateError::VersionMissing(_)))
    }
}

/// The open book.
#[derive(Debug, Clone)]
pub struct Book {
    pool: SqlitePool,
    /// How far the audit log's seals were checked.
    sealed: trail::LastChecked,
}

impl Book {
    /// Opens the database of a home, makes or upgrades its tables, and writes
    /// the empty lake's catalogue into a new one.
    ///
    /// # Errors
    /// When the database cannot be opened or brought up to date.
    pub async fn open(home: &Home) -> Result<Self, BookError> {
        // Two processes must not lay the same tables, nor turn on the
        // write-ahead log while the other looks: whoever comes second waits,
        // and finds all of it done.
        let mut lock = None;
        if !has_write_ahead_log(&home.database()) {
            lock = Some(wait_for_lock(home).await?);
            keep_private(&home.database())?;
        }
        let options = SqliteConnectOptions::new()
            .filename(home.database())
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // A commit that was reported survives a power cut.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(30))
            .foreign_keys(true);
        let pool = SqlitePoolOptions::new().max_connections(4).before_acquire(|connection, _| {
            // Where SQLite itself has rolled back, as on a full disk, sqlx believes for ever that
            // the transaction is open. What was begun next would never end: its reads would
            // go on seeing this moment, and files of later versions would pass for orphans.
            let is_free = !connection.is_in_transaction();
            Box::pin(async move { Ok(is_free) })
        });
        let pool = pool.connect_with(options).await?;
        let book = Self { pool, sealed: trail::LastChecked::default() };
        if !book.is_current().await {
            if lock.is_none() {
                lock = Some(wait_for_lock(home).await?);
            }
            MIGRATIONS.run(&book.pool).await?;
            // A home of an earlier release may be open to all.
            for end in ["", "-wal", "-shm"] {
                make_private(&home.database().with_file_name(format!("{DATABASE_NAME}{end}")))?;
            }
            book.found_lake().await?;
        }
        drop(lock);
        Ok(book)
    }

    /// Whether every migration has run and the lake is founded.
    async fn is_current(&self) -> bool {
        let newest = MIGRATIONS.iter().map(|migration| migration.version).max();
        let query =
            "select max(version) from _sqlx_migrations where success and exists (select 1 from ducklake_snapshot)";
        // A database without these tables is new.
        let applied: Result<Option<i64>, _> = sqlx::query_scalar(query).fetch_one(&self.pool).await;
        applied.is_ok_and(|applied| applied == newest)
    }

    /// Begins a transaction that writes: it waits for other writers at once, and
    /// not when it is half done.
    async fn begin(&self) -> Result<sqlx::Transaction<'static, sqlx::Sqlite>, BookError> {
        Ok(self.pool.begin_with("begin immediate").await?)
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), BookError> {
        sqlx::query("select 1").execute(&self.pool).await?;
        Ok(())
    }

    /// Closes every connection, so that the write-ahead log is folded in.
    pub async fn close(self) {
        self.pool.close().await;
    }
}

/// Whether the file is a database with its write-ahead log turned on: its
/// header's write version is 2 then.
fn has_write_ahead_log(database: &Path) -> bool {
    let mut header = [0; 19];
    std::fs::File::open(database).and_then(|mut file| file.read_exact(&mut header)).is_ok() && header[18] == 2
}

/// Takes a file away from everybody but its owner, where it is there.
fn make_private(path: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    if path.exists() {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))?;
    }
    Ok(())
}

/// Makes a new database's file readable by its owner only: people's secrets are
/// in it. SQLite gives the files beside it the same rights.
fn keep_private(database: &Path) -> std::io::Result<()> {
    let mut options = std::fs::File::options();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(database)?;
    Ok(())
}

async fn wait_for_lock(home: &Home) -> Result<WriteLock, BookError> {
    let home = home.clone();
    Ok(tokio::task::spawn_blocking(move || home.write()).await.map_err(std::io::Error::other)??)
}

/// A moment as the book writes it: RFC 3339 in UTC, sorted as text as in time.
fn stamp(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// A moment as the book wrote it.
fn moment(text: &str) -> DateTime<Utc> {
    // Only `stamp` writes these columns.
    DateTime::parse_from_rfc3339(text).map(|moment| moment.to_utc()).unwrap_or_default()
}

/// Now, as the catalogue writes moments.
fn snapshot_time(now: DateTime<Utc>) -> String {
    now.format("%Y-%m-%d %H:%M:%S%.6f+00").to_string()
}

/// A moment as the catalogue wrote it.
fn snapshot_moment(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f%#z").ok().map(|moment| moment.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_transaction_that_sqlite_itself_rolled_back_holds_no_later_one() {
        let folder = tempfile::tempdir().unwrap();
        let book = crate::store::Store::open(folder.path()).await.unwrap().book;
        let mut tx = book.begin().await.unwrap();
        // As SQLite does where a write finds no room.
        sqlx::query("rollback").execute(&mut *tx).await.unwrap();
        drop(tx);
        let mut connection = book.pool.acquire().await.unwrap();
        assert!(!connection.is_in_transaction(), "what is begun on it would end at a savepoint only");
        sqlx::query("begin immediate").execute(&mut *connection).await.unwrap();
    }
}
