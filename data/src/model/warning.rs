//! Warnings: what the watch raises, with level, state, evidence and a reason
//! in one sentence.

use super::{CommodityId, Lang, PlaceCode, PriceLevel, SourceId, date_long, percent, rupiah_per};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Which detector speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WarningKind {
    /// The price stands far above the median of the four weeks before.
    Surge,
}

/// How grave it is, rising.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WarningLevel {
    /// Seen, not yet confirmed.
    Waspada,
    /// Confirmed.
    Siaga,
    /// Confirmed, above a year's median and above the reference.
    Awas,
}

impl WarningLevel {
    /// The level's word, the same in both languages.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Waspada => "Waspada",
            Self::Siaga => "Siaga",
            Self::Awas => "Awas",
        }
    }

    /// The level as it stands in files and class names.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waspada => "waspada",
            Self::Siaga => "siaga",
            Self::Awas => "awas",
        }
    }
}

/// Where in its life a warning is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WarningState {
    /// Raised, waiting for confirmation.
    Pending,
    /// Confirmed and running.
    Firing,
}

/// The upper bound of the reference price in force.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReferenceBound {
    /// `HET` or `HAP`.
    pub kind: String,
    /// Rupiah per canonical unit.
    pub high: f64,
}

/// The figures that a warning rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The survey day whose price is judged.
    pub date: NaiveDate,
    /// The city price on that day, rupiah per unit.
    pub price: f64,
    /// The canonical unit.
    pub unit: String,
    /// The median of the four weeks before the onset, rupiah per unit.
    pub baseline: f64,
    /// `price / baseline - 1`.
    pub rise: f64,
    /// The threshold θ.
    pub theta: f64,
    /// Survey days at or above the threshold since the onset.
    pub exceeding: u32,
    /// The median of the 365 days before `date`, where there are any.
    pub year_median: Option<f64>,
    /// The reference in force on `date`, where there is one.
    pub reference: Option<ReferenceBound>,
}

/// A warning in force.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Warning {
    /// Which detector raised it.
    pub kind: WarningKind,
    /// How grave it is.
    pub level: WarningLevel,
    /// Where in its life it is.
    pub state: WarningState,
    /// What it is about.
    pub commodity: CommodityId,
    /// The commodity's name in the language of the reason.
    pub commodity_name: String,
    /// Where.
    pub place: PlaceCode,
    /// The place's name.
    pub place_name: String,
    /// Who pays.
    pub price_level: PriceLevel,
    /// Whose figures.
    pub source: SourceId,
    /// The first exceeding survey day.
    pub onset: NaiveDate,
    /// The day whose data raised it: pending counts as raised.
    pub raised_on: NaiveDate,
    /// The day whose data confirmed it.
    pub confirmed_on: Option<NaiveDate>,
    /// The day that was judged.
    pub on: NaiveDate,
    /// The lake version that was judged.
    pub version: i64,
    /// The figures behind it.
    pub evidence: Evidence,
    /// One sentence: what, where, since when, against what.
    pub reason: String,
}

impl Evidence {
    /// The reason in one sentence.
    #[must_use]
    pub fn sentence(
        &self,
        level: WarningLevel,
        commodity: &str,
        place: &str,
        onset: NaiveDate,
        confirmed_on: Option<NaiveDate>,
        lang: Lang,
    ) -> String {
        let price = rupiah_per(self.price, &self.unit, lang);
        let baseline = rupiah_per(self.baseline, &self.unit, lang);
        let rise = match (self.rise >= 0.0, lang) {
            (true, Lang::Id) => format!("{} di atas", percent(self.rise, lang)),
            (true, Lang::En) => format!("{} above", percent(self.rise, lang)),
            (false, Lang::Id) => format!("{} di bawah", percent(-self.rise, lang)),
            (false, Lang::En) => format!("{} below", percent(-self.rise, lang)),
        };
        let theta = percent(self.theta, lang);
        let since = date_long(onset, lang);
        let opening = match lang {
            Lang::Id => format!(
                "{commodity} di {place} {price} pada {}, {rise} median empat pekan sebelum {since} ({baseline}; ambang {theta})",
                date_long(self.date, lang)
            ),
            Lang::En => format!(
                "{commodity} in {place} was {price} on {}, {rise} the median of the four weeks before {since} ({baseline}; threshold {theta})",
                date_long(self.date, lang)
            ),
        };
        let stage = match (confirmed_on, lang) {
            (Some(day), Lang::Id) => format!("terkonfirmasi sejak {}", date_long(day, lang)),
            (Some(day), Lang::En) => format!("confirmed since {}", date_long(day, lang)),
            (None, Lang::Id) => {
                format!("menunggu konfirmasi ({} dari 4 hari survei terlampaui)", self.exceeding)
            }
            (None, Lang::En) => format!("waiting for confirmation ({} of 4 survey days exceeded)", self.exceeding),
        };
        let standing = match (&self.reference, lang) {
            (Some(reference), _) if self.price > reference.high => {
                let above = percent(self.price / reference.high - 1.0, lang);
                match lang {
                    Lang::Id => format!(", {above} di atas {}", reference.kind),
                    Lang::En => format!(", {above} above {}", reference.kind),
                }
            }
            (Some(reference), Lang::Id) => format!(", masih di bawah {}", reference.kind),
            (Some(reference), Lang::En) => format!(", still below {}", reference.kind),
            (None, _) => String::new(),
        };
        let year = match (level, lang) {
            (WarningLevel::Awas, Lang::Id) => " dan di atas median setahun",
            (WarningLevel::Awas, Lang::En) => " and above the year's median",
            _ => "",
        };
        format!("{opening}; {stage}{standing}{year}.")
    }
}
