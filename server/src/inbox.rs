//! The inbox as a server holds it: the ledger of warnings, and what officers did about
//! them. Pages, the API and the command line read it from memory.

use crate::book::{Book, BookError};
use chrono::NaiveDate;
use lumbung_data::model::inbox::{Act, Acts, Handling, acts_about, handling};
use lumbung_data::model::ledger::{LedgerEntry, WarningKey};
use std::sync::Arc;

/// Ledger and acts, read together.
#[derive(Debug, Default)]
pub struct Inbox {
    /// The ledger, in the order in which warnings were entered.
    pub ledger: Arc<Vec<LedgerEntry>>,
    acts: Acts,
}

impl Inbox {
    /// Reads both.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub async fn read(book: &Book) -> Result<Self, BookError> {
        Ok(Self { ledger: Arc::new(book.ledger().await?), acts: book.acts().await? })
    }

    /// The entry of a number.
    #[must_use]
    pub fn entry(&self, id: i64) -> Option<&LedgerEntry> {
        let at = self.ledger.binary_search_by_key(&id, |entry| entry.id).ok()?;
        self.ledger.get(at)
    }

    /// The entry of a warning; none before it was entered.
    #[must_use]
    pub fn entry_of(&self, key: &WarningKey) -> Option<&LedgerEntry> {
        self.ledger.iter().find(|entry| entry.key == *key)
    }

    /// How an entry stands with those who care for it, on a day in western Indonesia.
    #[must_use]
    pub fn handling(&self, entry: &LedgerEntry, today: NaiveDate) -> Handling {
        handling(entry, &self.ledger, &self.acts, today)
    }

    /// What was done about an entry, the first act first.
    #[must_use]
    pub fn acts(&self, entry: &LedgerEntry) -> Vec<&Act> {
        acts_about(entry, &self.ledger, &self.acts)
    }
}
