//! Interventions, each with all its revisions.

use super::trail::{Entry as Trace, record};
use super::{Book, BookError, moment, stamp};
use crate::auth::Who;
use chrono::{DateTime, Utc};
use lumbung_data::model::intervention::{Entry, Intervention, Revision};
use serde_json::{Map, Value};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use std::cmp::Reverse;

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Revised {
    /// It is this revision now.
    Kept(i64),
    /// It says what the last revision says: none was made.
    Same,
    /// Another revision than the one it was based on is the last.
    Changed,
    /// There is no such intervention.
    Gone,
}

/// The last revision of each.
const LATEST: &str = "select * from intervention_revision as latest
    where revision = (select max(revision) from intervention_revision where intervention = latest.intervention)";

impl Book {
    /// Every intervention as it is now: those that begin last come first.
    ///
    /// # Errors
    /// When the database refuses, or a revision is damaged.
    pub async fn interventions(&self) -> Result<Vec<Entry>, BookError> {
        let rows = sqlx::query(LATEST).fetch_all(&self.pool).await?;
        let mut entries: Vec<Entry> = rows.iter().map(entry).collect::<Result<_, _>>()?;
        entries.sort_by_key(|entry| Reverse((entry.intervention.from, entry.id)));
        Ok(entries)
    }

    /// The revisions of an intervention, the latest first; empty where there is no such one.
    ///
    /// # Errors
    /// When the database refuses, or a revision is damaged.
    pub async fn intervention_history(&self, id: i64) -> Result<Vec<Revision>, BookError> {
        let query = "select * from intervention_revision where intervention = ? order by revision desc";
        let rows = sqlx::query(query).bind(id).fetch_all(&self.pool).await?;
        rows.iter()
            .map(|row| {
                Ok(Revision {
                    revision: row.try_get("revision")?,
                    actor: row.try_get("actor")?,
                    at: moment(row.try_get("at")?),
                    intervention: serde_json::from_str(row.try_get("content")?)?,
                })
            })
            .collect()
    }

    /// Enters interventions, all of them or none, and gives their numbers in the order in
    /// which they came. Ask [`Intervention::check`] first: nothing is checked here.
    ///
    /// # Errors
    /// When the database refuses; nothing is entered then.
    pub async fn add_interventions(
        &self,
        who: &Who,
        now: DateTime<Utc>,
        new: &[Intervention],
    ) -> Result<Vec<i64>, BookError> {
        let mut tx = self.begin().await?;
        let mut ids = Vec::with_capacity(new.len());
        for one in new {
            let id =
                sqlx::query_scalar("insert into intervention default values returning id").fetch_one(&mut *tx).await?;
            insert(&mut tx, id, 1, one, who, now).await?;
            let subject = subject(id, one);
            let trace = Trace::of("intervention-added", &subject).changed(None, serde_json::to_value(one)?);
            record(&mut tx, who, now, &trace).await?;
            ids.push(id);
        }
        tx.commit().await?;
        Ok(ids)
    }

    /// Enters a further revision of an intervention, based on the one that whoever changes
    /// it had before them.
    ///
    /// # Errors
    /// When the database refuses, or the last revision is damaged; nothing is entered then.
    pub async fn revise_intervention(
        &self,
        who: &Who,
        now: DateTime<Utc>,
        (id, based_on): (i64, i64),
        changed: &Intervention,
    ) -> Result<Revised, BookError> {
        let mut tx = self.begin().await?;
        let query = "select * from intervention_revision where intervention = ? order by revision desc limit 1";
        let Some(row) = sqlx::query(query).bind(id).fetch_optional(&mut *tx).await? else {
            return Ok(Revised::Gone);
        };
        let last = entry(&row)?;
        if last.revision != based_on {
            return Ok(Revised::Changed);
        }
        if last.intervention == *changed {
            return Ok(Revised::Same);
        }
        let revision = last.revision + 1;
        insert(&mut tx, id, revision, changed, who, now).await?;
        let [before, after] = differing(serde_json::to_value(&last.intervention)?, serde_json::to_value(changed)?);
        let subject = subject(id, changed);
        record(&mut tx, who, now, &Trace::of("intervention-changed", &subject).changed(before, after)).await?;
        tx.commit().await?;
        Ok(Revised::Kept(revision))
    }
}

fn subject(id: i64, one: &Intervention) -> String {
    format!("{id} {}", one.title)
}

/// What differs between two objects, of each.
fn differing(before: Value, after: Value) -> [Value; 2] {
    let (Value::Object(before), Value::Object(after)) = (before, after) else { return [Value::Null, Value::Null] };
    let only = |of: &Map<String, Value>, other: &Map<String, Value>| {
        let differing = of.iter().filter(|(key, value)| other.get(*key) != Some(value));
        Value::Object(differing.map(|(key, value)| (key.clone(), value.clone())).collect())
    };
    [only(&before, &after), only(&after, &before)]
}

async fn insert(
    tx: &mut SqliteConnection,
    id: i64,
    revision: i64,
    one: &Intervention,
    who: &Who,
    now: DateTime<Utc>,
) -> Result<(), BookError> {
    sqlx::query(
        "insert into intervention_revision (intervention, revision, content, actor, at) values (?, ?, ?, ?, ?)",
    )
    .bind(id)
    .bind(revision)
    .bind(serde_json::to_string(one)?)
    .bind(&who.actor)
    .bind(stamp(now))
    .execute(&mut *tx)
    .await?;
    Ok(())
}

fn entry(row: &SqliteRow) -> Result<Entry, BookError> {
    Ok(Entry {
        id: row.try_get("intervention")?,
        revision: row.try_get("revision")?,
        at: moment(row.try_get("at")?),
        intervention: serde_json::from_str(row.try_get("content")?)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interventions::sample;
    use crate::store::Store;
    use lumbung_data::model::intervention::{InterventionKind, InterventionStatus};

    fn market() -> Intervention {
        Intervention {
            status: InterventionStatus::Proposed,
            items: vec![sample::eggs()],
            ..sample::market("2026-03-13", "2026-03-14")
        }
    }

    async fn book(dir: &std::path::Path) -> Book {
        Store::open(dir).await.unwrap().book
    }

    fn sari() -> Who {
        Who { actor: "sari".to_owned(), address: String::new(), request: String::new() }
    }

    #[tokio::test]
    async fn a_change_adds_a_revision_and_the_ones_before_stay() {
        let dir = tempfile::tempdir().unwrap();
        let (book, now) = (book(dir.path()).await, Utc::now());
        assert_eq!(book.stamps().await.unwrap().interventions, 0);
        let ids = book.add_interventions(&sari(), now, &[market(), market()]).await.unwrap();
        assert_eq!(ids, [1, 2]);
        let planned = Intervention { status: InterventionStatus::Planned, ..market() };
        let revise = async |based_on, one: &Intervention| {
            book.revise_intervention(&sari(), now, (1, based_on), one).await.unwrap()
        };
        assert_eq!(revise(1, &planned).await, Revised::Kept(2));
        assert_eq!(revise(2, &planned).await, Revised::Same);
        assert_eq!(revise(1, &market()).await, Revised::Changed, "somebody else was faster");
        let gone = book.revise_intervention(&sari(), now, (9, 1), &market()).await.unwrap();
        assert_eq!(gone, Revised::Gone);
        let history = book.intervention_history(1).await.unwrap();
        let told: Vec<_> = history.iter().map(|one| (one.revision, one.intervention.status)).collect();
        assert_eq!(told, [(2, InterventionStatus::Planned), (1, InterventionStatus::Proposed)]);
        let latest: Vec<_> = book.interventions().await.unwrap().iter().map(|one| (one.id, one.revision)).collect();
        assert_eq!(latest, [(2, 1), (1, 2)]);
        assert_eq!(book.stamps().await.unwrap().interventions, 3);
    }

    #[tokio::test]
    async fn a_revision_can_be_neither_changed_nor_deleted_and_each_is_in_the_audit_log() {
        let dir = tempfile::tempdir().unwrap();
        let (book, now) = (book(dir.path()).await, Utc::now());
        book.add_interventions(&sari(), now, &[market()]).await.unwrap();
        let moved = Intervention { to: "2026-03-15".parse().unwrap(), ..market() };
        book.revise_intervention(&sari(), now, (1, 1), &moved).await.unwrap();
        for query in [
            "update intervention_revision set actor = 'x'",
            "delete from intervention_revision",
            "delete from intervention",
            "replace into intervention_revision values (1, 1, '{}', 'x', '')",
        ] {
            let refused = sqlx::query(query).execute(&book.pool).await.unwrap_err().to_string();
            assert!(refused.contains("append-only"), "{query}: {refused}");
        }
        let trail = book.trail(lumbung_data::model::office::TrailFilter::default(), None, 10).await.unwrap();
        let told: Vec<_> = trail.rows.iter().map(|row| (row.action.as_str(), row.actor.as_str())).collect();
        assert_eq!(told, [("intervention-changed", "sari"), ("intervention-added", "sari")]);
        assert!(trail.rows[0].after.contains("2026-03-15") && !trail.rows[0].after.contains("organiser"));
    }

    #[test]
    fn what_was_written_before_there_were_later_fields_is_still_read() {
        let old = r#"{"kind":"gpm","status":"planned","title":"GPM","from":"2026-03-13","to":"2026-03-13","organiser":"DKPP"}"#;
        let one: Intervention = serde_json::from_str(old).unwrap();
        assert_eq!((one.kind, one.items.len(), one.warning), (InterventionKind::Gpm, 0, None));
    }
}
