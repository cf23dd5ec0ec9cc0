//! Agreements with supplying regions, each with all its revisions.

use super::trail::{Entry, record};
use super::{Book, BookError, Revised, moment, stamp};
use crate::auth::Who;
use chrono::{DateTime, Utc};
use lumbung_data::model::agreement::{Agreement, Terms};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

/// The last revision of each.
const LATEST: &str = "select * from agreement_revision as latest
    where revision = (select max(revision) from agreement_revision where agreement = latest.agreement)";

impl Book {
    /// Every agreement as it stands, those that end first before the others.
    ///
    /// # Errors
    /// When the database refuses, or a revision is damaged.
    pub async fn agreements(&self) -> Result<Vec<Agreement>, BookError> {
        let rows = sqlx::query(LATEST).fetch_all(&self.pool).await?;
        let mut all: Vec<Agreement> = rows.iter().map(agreement).collect::<Result<_, _>>()?;
        all.sort_by_key(|one| (one.terms.until, one.id));
        Ok(all)
    }

    /// The revisions of an agreement, the latest first: when, by whom, and what it said. Empty
    /// where there is no such one.
    ///
    /// # Errors
    /// When the database refuses, or a revision is damaged.
    pub async fn agreement_history(&self, id: i64) -> Result<Vec<(DateTime<Utc>, String, Terms)>, BookError> {
        let query = "select * from agreement_revision where agreement = ? order by revision desc";
        let rows = sqlx::query(query).bind(id).fetch_all(&self.pool).await?;
        rows.iter()
            .map(|row| {
                let terms = serde_json::from_str(row.try_get("content")?)?;
                Ok((moment(row.try_get("at")?), row.try_get("actor")?, terms))
            })
            .collect()
    }

    /// Enters an agreement and gives its number.
    ///
    /// # Errors
    /// When the database refuses; nothing is entered then.
    pub async fn add_agreement(&self, who: &Who, now: DateTime<Utc>, terms: &Terms) -> Result<i64, BookError> {
        let mut tx = self.begin().await?;
        let id = sqlx::query_scalar("insert into agreement default values returning id").fetch_one(&mut *tx).await?;
        insert(&mut tx, (id, 1), terms, who, now).await?;
        let subject = subject(id, terms);
        let entry = Entry::of("agreement-added", &subject).changed(None, serde_json::to_value(terms)?);
        record(&mut tx, who, now, &entry).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Enters a further revision of an agreement, based on the one that whoever changes it had
    /// before them.
    ///
    /// # Errors
    /// When the database refuses, or the last revision is damaged; nothing is entered then.
    pub async fn revise_agreement(
        &self,
        who: &Who,
        now: DateTime<Utc>,
        (id, based_on): (i64, i64),
        terms: &Terms,
    ) -> Result<Revised, BookError> {
        let mut tx = self.begin().await?;
        let query = "select * from agreement_revision where agreement = ? order by revision desc limit 1";
        let Some(row) = sqlx::query(query).bind(id).fetch_optional(&mut *tx).await? else {
            return Ok(Revised::Gone);
        };
        let last = agreement(&row)?;
        if last.revision != based_on {
            return Ok(Revised::Changed);
        }
        if last.terms == *terms {
            return Ok(Revised::Same);
        }
        let revision = last.revision + 1;
        insert(&mut tx, (id, revision), terms, who, now).await?;
        let subject = subject(id, terms);
        let (before, after) = (serde_json::to_value(&last.terms)?, serde_json::to_value(terms)?);
        record(&mut tx, who, now, &Entry::of("agreement-changed", &subject).changed(before, after)).await?;
        tx.commit().await?;
        Ok(Revised::Kept(revision))
    }
}

fn subject(id: i64, terms: &Terms) -> String {
    format!("{id} {}", terms.document)
}

async fn insert(
    tx: &mut SqliteConnection,
    (id, revision): (i64, i64),
    terms: &Terms,
    who: &Who,
    now: DateTime<Utc>,
) -> Result<(), BookError> {
    sqlx::query("insert into agreement_revision (agreement, revision, content, actor, at) values (?, ?, ?, ?, ?)")
        .bind(id)
        .bind(revision)
        .bind(serde_json::to_string(terms)?)
        .bind(&who.actor)
        .bind(stamp(now))
        .execute(&mut *tx)
        .await?;
    Ok(())
}

fn agreement(row: &SqliteRow) -> Result<Agreement, BookError> {
    Ok(Agreement {
        id: row.try_get("agreement")?,
        revision: row.try_get("revision")?,
        at: moment(row.try_get("at")?),
        terms: serde_json::from_str(row.try_get("content")?)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;
    use lumbung_data::model::agreement::AgreementStatus;
    use lumbung_data::model::office::TrailFilter;
    use lumbung_data::model::{CommodityId, PlaceCode};

    fn terms() -> Terms {
        Terms {
            region: PlaceCode::parse("3205").unwrap(),
            document: "1/KAD/2026".to_owned(),
            commodities: vec![CommodityId::parse("cabai-rawit-merah").unwrap()],
            volume: "20 ton per bulan".to_owned(),
            from: "2026-01-01".parse().unwrap(),
            until: "2026-12-31".parse().unwrap(),
            office: "Dinas Pertanian".to_owned(),
            phone: String::new(),
            email: String::new(),
            status: AgreementStatus::Signed,
        }
    }

    #[tokio::test]
    async fn a_change_adds_a_revision_and_none_is_ever_changed() {
        let dir = tempfile::tempdir().unwrap();
        let book = Store::open(dir.path()).await.unwrap().book;
        let (who, now) = (Who::at_command_line(), Utc::now());
        assert_eq!(book.stamps().await.unwrap().agreements, 0);
        let id = book.add_agreement(&who, now, &terms()).await.unwrap();
        let ended = Terms { status: AgreementStatus::Ended, ..terms() };
        let revise = async |on, terms: &Terms| book.revise_agreement(&who, now, on, terms).await.unwrap();
        assert_eq!(revise((id, 1), &terms()).await, Revised::Same);
        assert_eq!(revise((id, 1), &ended).await, Revised::Kept(2));
        assert_eq!(revise((id, 1), &terms()).await, Revised::Changed, "somebody else was faster");
        assert_eq!(revise((9, 1), &terms()).await, Revised::Gone);
        let known = book.agreements().await.unwrap();
        assert_eq!((known.len(), known[0].revision, known[0].terms.status), (1, 2, AgreementStatus::Ended));
        assert_eq!(book.agreement_history(id).await.unwrap().len(), 2);
        assert_eq!(book.stamps().await.unwrap().agreements, 2);
        for query in [
            "update agreement_revision set actor = 'x'",
            "delete from agreement_revision",
            "delete from agreement",
            "replace into agreement_revision values (1, 1, '{}', 'x', '')",
        ] {
            let refused = sqlx::query(query).execute(&book.pool).await.unwrap_err().to_string();
            assert!(refused.contains("append-only"), "{query}: {refused}");
        }
        let trail = book.trail(TrailFilter::default(), None, 10).await.unwrap();
        let actions: Vec<_> = trail.rows.iter().map(|row| row.action.as_str()).collect();
        assert_eq!(actions, ["agreement-changed", "agreement-added"]);
        assert!(trail.intact);
    }
}
