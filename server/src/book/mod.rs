//! The book: all SQL of the house. It holds the lake's catalogue, the batches
//! and the audit log in one SQLite database.

mod batches;
mod catalogue;
mod commit;

pub use batches::{Batch, NewBatch};
pub use commit::Commit;

use crate::home::Home;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use std::time::Duration;
use thiserror::Error;

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
    /// A report that is no JSON.
    #[error("a report cannot be written or read: {0}")]
    Report(#[from] serde_json::Error),
}

/// The open book.
#[derive(Debug, Clone)]
pub struct Book {
    pool: SqlitePool,
}

impl Book {
    /// Opens the database of a home, makes or upgrades its tables, and writes
    /// the empty lake's catalogue into a new one.
    ///
    /// # Errors
    /// When the database cannot be opened or brought up to date.
    pub async fn open(home: &Home) -> Result<Self, BookError> {
        let options = SqliteConnectOptions::new()
            .filename(home.database())
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // A commit that was reported survives a power cut.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(30))
            .foreign_keys(true);
        let pool = SqlitePoolOptions::new().max_connections(4).connect_with(options).await?;
        sqlx::migrate!().run(&pool).await?;
        let book = Self { pool };
        book.found_lake().await?;
        Ok(book)
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

/// Now, as the catalogue writes moments.
fn snapshot_time(now: chrono::DateTime<chrono::Utc>) -> String {
    now.format("%Y-%m-%d %H:%M:%S%.6f+00").to_string()
}
