//! One watched commodity on a sheet: its prices, what is expected of it, and its chart.

use super::Bilingual;
use crate::model::{CommodityId, IsoWeek, SourceId, WarningKind, WarningLevel};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One watched commodity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetRow {
    /// Its identifier.
    pub id: CommodityId,
    /// Its name.
    pub name: Bilingual,
    /// Its unit.
    pub unit: String,
    /// Whose price it is; none without any.
    pub source: Option<SourceId>,
    /// This week's price: the geometric mean of its survey days. None without one.
    pub price: Option<f64>,
    /// The survey days of this week.
    pub days: u32,
    /// The week before; none without survey days in it.
    pub last_week: Option<Earlier>,
    /// Four weeks before.
    pub last_month: Option<Earlier>,
    /// Fifty-two weeks before.
    pub last_year: Option<Earlier>,
    /// The ceiling, and how this week's price stands to it.
    pub reference: Option<SheetReference>,
    /// The warning in force at the week's end.
    pub warning: Option<SheetWarning>,
    /// What is expected of 7 and of 14 days; empty where too little is known.
    pub expected: Vec<SheetExpectation>,
}

impl SheetRow {
    /// What is expected of so many days.
    #[must_use]
    pub fn expectation(&self, days: u32) -> Option<&SheetExpectation> {
        self.expected.iter().find(|expected| expected.days == days)
    }

    /// The change against the week before, as a share.
    #[must_use]
    pub fn change(&self) -> Option<f64> {
        self.last_week.as_ref().map(|earlier| earlier.change)
    }
}

/// An earlier week's price.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Earlier {
    /// That week.
    pub week: IsoWeek,
    /// Its price.
    pub price: f64,
    /// This week's price over it, less 1.
    pub change: f64,
}

/// A ceiling and the distance to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetReference {
    /// `HET` or `HAP`.
    pub kind: String,
    /// The lower bound of a range, where it is one.
    pub low: Option<f64>,
    /// The ceiling.
    pub high: f64,
    /// This week's price over the ceiling, less 1; none without a price.
    pub distance: Option<f64>,
}

/// A warning as the sheet tells it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetWarning {
    /// Which detector spoke.
    pub kind: WarningKind,
    /// How grave it is.
    pub level: WarningLevel,
    /// Since when.
    pub onset: NaiveDate,
    /// Its reason in one sentence.
    pub reason: Bilingual,
}

/// What is expected of a price.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SheetExpectation {
    /// Calendar days from the day on which it is said.
    pub days: u32,
    /// The day that it is said of.
    pub until: NaiveDate,
    /// The chance that a surge sets in until then.
    pub chance: f64,
    /// The 10, 50 and 90 % quantiles of the price.
    pub price: [f64; 3],
}

/// A small chart: the last 13 weeks of one commodity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetChart {
    /// The commodity.
    pub id: CommodityId,
    /// Its name.
    pub name: Bilingual,
    /// Its unit.
    pub unit: String,
    /// The first day of the scale; the same in all charts of a sheet.
    pub from: NaiveDate,
    /// The last day of the scale, the week's Sunday.
    pub until: NaiveDate,
    /// The survey days and their prices.
    pub points: Vec<(NaiveDate, f64)>,
    /// The median of the four weeks before the last survey day, or of those before the
    /// onset while a surge runs.
    pub median: Option<f64>,
    /// The price from which it is a surge.
    pub threshold: Option<f64>,
    /// The ceiling, where one is in force.
    pub ceiling: Option<f64>,
    /// The level of the warning in force.
    pub level: Option<WarningLevel>,
    /// What is to be seen, in one line.
    pub note: Bilingual,
}
