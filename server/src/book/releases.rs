//! The history of versions: what made each, without saying who.

use super::{Book, BookError, snapshot_moment};
use lumbung_data::model::catalogue::{Release, ReleaseChange};
use lumbung_data::model::{CommodityId, FileReport, ParseError, PlaceCode, day};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

impl Book {
    /// The versions after one, the latest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn releases(&self, after: i64) -> Result<Vec<Release>, BookError> {
        let query = "select s.snapshot_id as version, s.snapshot_time, b.file, b.format,
                json_set(b.report, '$.reasons', json('[]')) as report,
                w.batch, w.restored, w.emptied, d.commodity, d.place, d.day, d.ruling
             from ducklake_snapshot s
             left join batch b on b.version = s.snapshot_id
             left join withdrawal w on w.version = s.snapshot_id
             left join decision d on d.version = s.snapshot_id
             where s.snapshot_id > ?
             order by s.snapshot_id desc";
        let query = sqlx::query(query).bind(after);
        query.fetch_all(&self.pool).await?.iter().map(release).collect()
    }
}

fn release(row: &SqliteRow) -> Result<Release, BookError> {
    let version: i64 = row.get("version");
    let count = |name: &str| u64::try_from(row.get::<i64, _>(name)).unwrap_or_default();
    let batch: Option<String> = row.get("report");
    let withdrawn: Option<i64> = row.get("batch");
    let commodity: Option<String> = row.get("commodity");
    let change = if let Some(report) = batch {
        let FileReport { accepted, revised, suspect, missing, .. } = serde_json::from_str(&report)?;
        ReleaseChange::Batch { file: row.get("file"), format: row.get("format"), accepted, revised, suspect, missing }
    } else if let Some(batch) = withdrawn {
        ReleaseChange::Withdrawal { batch, restored: count("restored"), emptied: count("emptied") }
    } else if let Some(commodity) = commodity {
        ReleaseChange::Decision {
            commodity: CommodityId::parse(&commodity).map_err(damaged)?,
            place: PlaceCode::parse(&row.get::<String, _>("place")).map_err(damaged)?,
            day: day::date(row.get("day")),
            ruling: row.get("ruling"),
        }
    } else if version == super::catalogue::EMPTY_VERSION {
        ReleaseChange::Founding
    } else {
        ReleaseChange::Compaction
    };
    let at = snapshot_moment(&row.get::<String, _>("snapshot_time")).unwrap_or_default();
    Ok(Release { version, at, change })
}

fn damaged(error: ParseError) -> BookError {
    sqlx::Error::Decode(Box::new(error)).into()
}
