//! Frozen weeks: their pages, and what today's data would give otherwise.

use super::{Bilingual, Sheet};
use crate::model::{CommodityId, IsoWeek};
use chrono::{DateTime, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

/// A frozen price that today's data would give otherwise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Correction {
    /// The commodity.
    pub id: CommodityId,
    /// Its name.
    pub name: Bilingual,
    /// The unit.
    pub unit: String,
    /// The price on the sheet; none where it had none.
    pub frozen: Option<f64>,
    /// The price by today's data; none where every report was taken back.
    pub now: Option<f64>,
    /// What revised it, oldest first.
    pub causes: Vec<Cause>,
}

/// A version that revised a price.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cause {
    /// The version.
    pub version: i64,
    /// When it was made; none where that is not known.
    pub at: Option<DateTime<Utc>>,
    /// The file that made it; none for a withdrawal or a decision.
    pub file: Option<String>,
}

/// A frozen week in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrozenWeek {
    /// The week.
    pub week: IsoWeek,
    /// The version of the lake that its sheet follows from.
    pub version: i64,
    /// When it was frozen.
    pub frozen_at: DateTime<Utc>,
    /// Who froze it: a name to sign in with, or the server itself.
    pub actor: String,
    /// The week in one line.
    pub headline: Bilingual,
    /// The SHA-256 of the page in Indonesian, in hexadecimal.
    pub html_sha256: String,
    /// That of the PDF, where there is one.
    pub pdf_sha256: Option<String>,
    /// That of the picture, where there is one.
    pub png_sha256: Option<String>,
}

/// `/pekan`: all frozen weeks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WeeksPage {
    /// The frozen weeks, the latest first.
    pub frozen: Vec<FrozenWeek>,
    /// The week whose draft can be looked at; none where it is frozen or there are no data.
    pub draft: Option<IsoWeek>,
    /// When the draft is frozen, in western Indonesia.
    pub due: Option<NaiveDateTime>,
    /// Two of them side by side, the earlier first, where they are asked for.
    pub compared: Option<[Sheet; 2]>,
}

/// `/pekan/{week}`: the sheet of one week.
#[derive(Debug, Clone, PartialEq)]
pub struct WeekPage {
    /// The week.
    pub week: IsoWeek,
    /// The frozen one; none of a week that is not frozen.
    pub frozen: Option<FrozenWeek>,
    /// The body of the sheet as HTML: as frozen, or of the draft; none where it is neither.
    pub body: Option<String>,
    /// What today's data would give otherwise; empty where the week is not frozen.
    pub corrections: Vec<Correction>,
    /// Whether whoever looks may freeze the week now.
    pub may_publish: bool,
    /// When the draft is frozen by itself, in western Indonesia.
    pub due: Option<NaiveDateTime>,
}
