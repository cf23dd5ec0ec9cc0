//! The page about the data itself: who reports, when last, and what is doubted.

use super::page::Standing;
use super::{CommodityId, Grounds, PlaceCode, PriceLevel, Role, Rule, Ruling, SeriesKey, SourceId};
use chrono::NaiveDate;

/// `/mutu`.
#[derive(Debug, Clone, PartialEq)]
pub struct Quality {
    /// What every page says.
    pub standing: Standing,
    /// Each source with the city's markets and its supplying regions.
    pub sources: Vec<SourceQuality>,
    /// The days that the share of reports looks back on.
    pub days: u32,
    /// The latest suspect values, newest first.
    pub doubts: Vec<Doubt>,
    /// How many suspect values there are in all, also older ones.
    pub all_doubts: u64,
    /// Prices that moved unlike those of other places.
    pub outlying: Outlying,
    /// What officers decided about, newest first.
    pub decided: Vec<DecidedValue>,
    /// The city's own survey; none where nothing was ever noted.
    pub survey: Option<Survey>,
}

/// How the city's own survey of its markets is kept up.
#[derive(Debug, Clone, PartialEq)]
pub struct Survey {
    /// The first day that is looked at.
    pub from: NaiveDate,
    /// The last one.
    pub to: NaiveDate,
    /// The survey days among them.
    pub days: u32,
    /// How many commodities are asked for at each market.
    pub asked: usize,
    /// One a market of the plan.
    pub markets: Vec<SurveyedMarket>,
}

/// How a market is surveyed.
#[derive(Debug, Clone, PartialEq)]
pub struct SurveyedMarket {
    /// Its code.
    pub place: PlaceCode,
    /// Its name.
    pub name: String,
    /// The survey days on which something came in.
    pub days: u32,
    /// The share of what was asked for on all survey days that was answered; also that there
    /// were no goods is an answer.
    pub answered: f64,
    /// The last day for which something came in.
    pub last: Option<NaiveDate>,
    /// How many answers each role gave, the least role first.
    pub by: Vec<(Role, u64)>,
}

/// One source.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceQuality {
    /// Which one.
    pub source: SourceId,
    /// The report that it owes, and how many are missing; none while it is on
    /// time or has no rhythm.
    pub owes: Option<(NaiveDate, u32)>,
    /// Its places, the latest report last.
    pub places: Vec<PlaceQuality>,
}

/// What a place reports to one source at one level.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceQuality {
    /// Where.
    pub place: PlaceCode,
    /// Its name.
    pub name: String,
    /// Who pays.
    pub level: PriceLevel,
    /// The last day with a price; none if there never was one.
    pub last: Option<NaiveDate>,
    /// The last day on which any price was another than before.
    pub changed: Option<NaiveDate>,
    /// The share of values reported of those that could have been, of late; none
    /// where there were none.
    pub reported: Option<f64>,
    /// Suspect values.
    pub suspect: u64,
    /// Prices that have long stayed the same, the longest first.
    pub frozen: Vec<Frozen>,
}

/// A price that has stayed the same for many reports, up to the last.
#[derive(Debug, Clone, PartialEq)]
pub struct Frozen {
    /// The commodity's name.
    pub commodity: String,
    /// The first day with this price.
    pub since: NaiveDate,
    /// Reports in a row.
    pub reports: usize,
}

/// A value as it was reported, with the names of what it is of.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportedValue {
    /// Its day.
    pub date: NaiveDate,
    /// Its series.
    pub key: SeriesKey,
    /// The commodity's name.
    pub name: String,
    /// The place's name.
    pub place: String,
    /// The figure as received.
    pub reported: f64,
    /// Its unit.
    pub unit: String,
}

/// A suspect value and why it is one.
#[derive(Debug, Clone, PartialEq)]
pub struct Doubt {
    /// The value.
    pub value: ReportedValue,
    /// The rule that doubts it.
    pub rule: Rule,
    /// What that rests on.
    pub grounds: Grounds,
}

/// Prices that moved unlike those of other places.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlying {
    /// The weeks that were looked at, from the last of each source back.
    pub weeks: i32,
    /// How many places it takes to tell one from the others.
    pub least: usize,
    /// The movements, newest week first; none where no commodity has places enough.
    pub rows: Option<Vec<OutlyingRow>>,
}

/// A price that moved in a week unlike that of the other places.
#[derive(Debug, Clone, PartialEq)]
pub struct OutlyingRow {
    /// The Monday of the week.
    pub monday: NaiveDate,
    /// The commodity.
    pub commodity: CommodityId,
    /// Its name.
    pub name: String,
    /// The place's name.
    pub place: String,
    /// Who says so.
    pub source: SourceId,
    /// The unit of the prices.
    pub unit: String,
    /// The mean price of the week before.
    pub before: f64,
    /// The mean price of the week.
    pub after: f64,
    /// The median change of all places, as a share.
    pub usual: f64,
    /// How many places there are, this one among them.
    pub places: usize,
}

/// A value that an officer decided about.
#[derive(Debug, Clone, PartialEq)]
pub struct DecidedValue {
    /// The value.
    pub value: ReportedValue,
    /// What was decided.
    pub ruling: Ruling,
}
