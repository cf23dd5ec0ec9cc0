//! The weekly sheets as they were frozen.

use super::trail::{Entry, record};
use super::{Book, BookError, moment, notices, stamp};
use crate::auth::Who;
use crate::notify::Notice;
use chrono::{DateTime, Utc};
use lumbung_data::model::sheet::{Bilingual, FrozenWeek, Sheet};
use lumbung_data::model::{IsoWeek, Lang};
use lumbung_data::source::sha256;
use serde_json::json;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

/// A sheet with everything that is drawn of it.
#[derive(Debug, Clone)]
pub struct NewSheet {
    /// The model.
    pub sheet: Sheet,
    /// The page in Indonesian.
    pub html_id: String,
    /// The page in English.
    pub html_en: String,
    /// The PDF; none where it cannot be drawn.
    pub pdf: Option<Vec<u8>>,
    /// The picture of its first page; none where it cannot be drawn.
    pub png: Option<Vec<u8>>,
}

/// A file of a frozen sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetFile {
    /// The page in a language.
    Html(Lang),
    /// The PDF.
    Pdf,
    /// The picture of its first page.
    Png,
    /// The model as JSON.
    Json,
}

impl SheetFile {
    fn column(self) -> &'static str {
        match self {
            Self::Html(Lang::Id) => "html_id",
            Self::Html(Lang::En) => "html_en",
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Json => "model",
        }
    }
}

/// The columns of a list.
const LISTED: &str = "week, version, frozen_at, actor, headline_id, headline_en, html_sha256, pdf_sha256, png_sha256";

impl Book {
    /// The frozen weeks, the latest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn frozen_weeks(&self) -> Result<Vec<FrozenWeek>, BookError> {
        let query = format!("select {LISTED} from weekly_sheet order by week desc");
        let rows = sqlx::query(sqlx::AssertSqlSafe(query)).fetch_all(&self.pool).await?;
        // Weeks were checked before they were written.
        Ok(rows.iter().filter_map(frozen).collect())
    }

    /// The model of a frozen sheet; none where the week is not frozen.
    ///
    /// # Errors
    /// When the database refuses, or the model is damaged.
    pub async fn frozen_sheet(&self, week: IsoWeek) -> Result<Option<Sheet>, BookError> {
        let model: Option<String> = sqlx::query_scalar("select model from weekly_sheet where week = ?")
            .bind(week.to_string())
            .fetch_optional(&self.pool)
            .await?;
        Ok(model.map(|model| serde_json::from_str(&model)).transpose()?)
    }

    /// The bytes of a file of a frozen sheet; none where the week is not frozen or has no
    /// such file.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn frozen_file(&self, week: IsoWeek, file: SheetFile) -> Result<Option<Vec<u8>>, BookError> {
        let query = format!("select cast({} as blob) from weekly_sheet where week = ?", file.column());
        let bytes: Option<Option<Vec<u8>>> =
            sqlx::query_scalar(sqlx::AssertSqlSafe(query)).bind(week.to_string()).fetch_optional(&self.pool).await?;
        Ok(bytes.flatten())
    }

    /// Freezes a sheet, once for each week, and puts the notice of it into the outbox; false
    /// where it was frozen before.
    ///
    /// # Errors
    /// When the database refuses; nothing is frozen then.
    pub async fn freeze(
        &self,
        new: &NewSheet,
        told: Option<&Notice>,
        who: &Who,
        now: DateTime<Utc>,
    ) -> Result<bool, BookError> {
        let week = new.sheet.week.to_string();
        let mut tx = self.begin().await?;
        let there: bool = sqlx::query_scalar("select exists (select 1 from weekly_sheet where week = ?)")
            .bind(&week)
            .fetch_one(&mut *tx)
            .await?;
        if there {
            return Ok(false);
        }
        let html_sha256 = sha256(new.html_id.as_bytes());
        let pdf_sha256 = new.pdf.as_deref().map(sha256);
        let png_sha256 = new.png.as_deref().map(sha256);
        sqlx::query(
            "insert into weekly_sheet (week, version, frozen_at, actor, headline_id, headline_en, model, html_id, html_en,
                pdf, png, html_sha256, pdf_sha256, png_sha256)
             values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(&week)
        .bind(new.sheet.version)
        .bind(stamp(now))
        .bind(&who.actor)
        .bind(&new.sheet.headline.id)
        .bind(&new.sheet.headline.en)
        .bind(serde_json::to_string(&new.sheet)?)
        .bind(&new.html_id)
        .bind(&new.html_en)
        .bind(new.pdf.as_deref())
        .bind(new.png.as_deref())
        .bind(&html_sha256)
        .bind(&pdf_sha256)
        .bind(&png_sha256)
        .execute(&mut *tx)
        .await?;
        let after = json!({ "version": new.sheet.version, "sha256": html_sha256 });
        record(&mut tx, who, now, &Entry::of("sheet-frozen", &week).changed(None, after)).await?;
        if let Some(notice) = told {
            notices::enqueue(&mut tx, notice, now).await?;
        }
        tx.commit().await?;
        Ok(true)
    }
}

fn frozen(row: &SqliteRow) -> Option<FrozenWeek> {
    Some(FrozenWeek {
        week: IsoWeek::parse(row.get("week")).ok()?,
        version: row.get("version"),
        frozen_at: moment(row.get("frozen_at")),
        actor: row.get("actor"),
        headline: Bilingual { id: row.get("headline_id"), en: row.get("headline_en") },
        html_sha256: row.get("html_sha256"),
        pdf_sha256: row.get("pdf_sha256"),
        png_sha256: row.get("png_sha256"),
    })
}
