//! What tells at one look which parts of the book have something newer.

use super::{Book, BookError};
use sqlx::Row;

/// A number for each part of the book that a server holds in memory: it moves with each write
/// to that part, and is 0 before the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamps {
    /// The current version.
    pub version: i64,
    /// The ledger of warnings and what was done about them: judgements and acts.
    pub inbox: i64,
    /// The revisions of interventions.
    pub interventions: i64,
    /// The revisions of agreements.
    pub agreements: i64,
    /// What was noted on the market floor.
    pub floor: i64,
}

impl Book {
    /// The stamps now, all of one moment.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn stamps(&self) -> Result<Stamps, BookError> {
        // Rows of all these are only added, so that the last one's number moves with each.
        let row = sqlx::query(
            "select (select max(snapshot_id) from ducklake_snapshot) as version,
                (select coalesce(max(rowid), 0) from warning_judged)
                    + (select coalesce(max(id), 0) from warning_act) as inbox,
                (select coalesce(max(rowid), 0) from intervention_revision) as interventions,
                (select coalesce(max(rowid), 0) from agreement_revision) as agreements,
                (select coalesce(max(number), 0) from floor_entry) as floor",
        )
        .fetch_one(&self.pool)
        .await?;
        Ok(Stamps {
            version: row.try_get("version")?,
            inbox: row.try_get("inbox")?,
            interventions: row.try_get("interventions")?,
            agreements: row.try_get("agreements")?,
            floor: row.try_get("floor")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::Who;
    use crate::interventions::sample;
    use crate::notify::Teller;
    use crate::store::Store;
    use chrono::Utc;
    use lumbung_data::profile::Profile;

    #[tokio::test]
    async fn a_write_moves_the_stamp_of_its_own_part_and_no_other() {
        let dir = tempfile::tempdir().unwrap();
        let book = Store::open(dir.path()).await.unwrap().book;
        let (who, now) = (Who::at_command_line(), Utc::now());
        let at_first = book.stamps().await.unwrap();
        assert_eq!((at_first.inbox, at_first.interventions, at_first.agreements), (0, 0, 0));
        assert_eq!(at_first.version, book.version().await.unwrap());

        book.add_interventions(&who, now, &[sample::market("2026-03-13", "2026-03-14")]).await.unwrap();
        let entered = book.stamps().await.unwrap();
        assert_eq!(entered, Stamps { interventions: 1, ..at_first });

        let profile = Profile::load("bandung").unwrap();
        let teller = Teller { profile: &profile, simulated: false };
        let day = "2026-03-13".parse().unwrap();
        assert!(book.enter((day, at_first.version), None, &[], now, &teller).await.unwrap());
        assert_eq!(book.stamps().await.unwrap(), Stamps { inbox: 1, ..entered });
    }
}
