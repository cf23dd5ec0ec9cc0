//! One series as a file of its own: a market's observations, a city price, or either in
//! another frequency or in other units.
//!
//! The order is: observations with the statuses that are asked for; their periods; the
//! units; and last the days that are asked for, so that the first change is known too.

use super::table::{About, Block, CITY, Column, Contents, DERIVED, OBSERVATIONS, Values};
use super::{Filter, Format, Variant, csv, json, package, parquet, sdmx, select, workbook};
use crate::granary::{City, Granary};
use crate::index::{Aggregation, Derived, Observed, Units};
use crate::model::{CitySeries, Frequency, Lang, MarketSeries, ObsStatus, SeriesKey, day, decapitalised};
use crate::profile::Profile;
use chrono::NaiveDate;
use std::io::{self, Write};
use thiserror::Error;

/// How a series is told. What is left out leaves it as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Telling {
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: Option<NaiveDate>,
    /// Observations with these statuses; all if none is named.
    pub statuses: Vec<ObsStatus>,
    /// How often; as often as the series comes if none is named.
    pub frequency: Option<Frequency>,
    /// What stands for a period.
    pub aggregation: Aggregation,
    /// What the values are told in.
    pub units: Units,
    /// A day in the period that an index takes for 100; the first period told if none.
    pub base: Option<NaiveDate>,
}

/// Why a series cannot be told so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Untold {
    /// A rarer series gives no more frequent one.
    #[error("the series is {own}, which gives no {asked} one: ask for frequency={own} or a lower one")]
    TooOften {
        /// How often the series comes.
        own: Frequency,
        /// How often it was asked for.
        asked: Frequency,
    },
    /// No price is in the base period.
    #[error("base={base}: no price is known in that {}: choose a day with one between {first} and {last}", period(*.frequency))]
    NoBase {
        /// The day that was asked for.
        base: NaiveDate,
        /// The length of the period.
        frequency: Frequency,
        /// The first day with a price.
        first: NaiveDate,
        /// The last one.
        last: NaiveDate,
    },
}

fn period(frequency: Frequency) -> &'static str {
    match frequency {
        Frequency::Daily => "day",
        Frequency::Weekly => "week",
        Frequency::Monthly => "month",
    }
}

/// One series, told as it was asked for.
#[derive(Debug, Clone)]
pub struct Single {
    /// Which one; a region stands for its city price.
    pub key: SeriesKey,
    /// The canonical unit of its prices.
    pub unit: String,
    telling: Telling,
    rows: Rows,
}

#[derive(Debug, Clone)]
pub(super) enum Rows {
    City(CitySeries),
    Market(MarketSeries),
    Derived(Told),
}

/// A derived series with what it is derived by.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub derived: Derived,
    pub frequency: Frequency,
    pub base: Option<NaiveDate>,
    /// The unit of its values.
    pub unit: String,
}

impl Single {
    /// A city price.
    ///
    /// # Errors
    /// When it cannot be told so.
    pub fn of_city(city: &City, telling: &Telling) -> Result<Self, Untold> {
        let (series, from) = (city.price(), &city.key);
        let key = SeriesKey {
            commodity: from.commodity.clone(),
            place: from.region.clone(),
            level: from.level,
            source: from.source.clone(),
            frequency: from.frequency,
        };
        let rows = match telling.pace(from.frequency)? {
            None => Rows::City(telling.filter().cut_city(series)),
            Some(pace) => {
                let whole = telling.with_statuses().cut_city(series);
                let (price, status, version) = (&whole.price, &whole.status, &whole.version);
                let observed = Observed { day: &whole.day, price, status, version };
                Rows::Derived(telling.derive(observed, pace, &series.unit)?)
            }
        };
        Ok(Self { key, unit: series.unit.clone(), telling: telling.clone(), rows })
    }

    /// A market's observations.
    ///
    /// # Errors
    /// When they cannot be told so.
    pub fn of_market(series: &MarketSeries, telling: &Telling) -> Result<Self, Untold> {
        let rows = match telling.pace(series.key.frequency)? {
            None => Rows::Market(telling.filter().cut(series)),
            Some(pace) => {
                let whole = telling.with_statuses().cut(series);
                let (price, status, version) = (&whole.price, &whole.status, &whole.version);
                let observed = Observed { day: &whole.day, price, status, version };
                Rows::Derived(telling.derive(observed, pace, &series.unit)?)
            }
        };
        Ok(Self { key: series.key.clone(), unit: series.unit.clone(), telling: telling.clone(), rows })
    }

    /// Writes it as a file, with what is said of it; gives the number of its rows.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, of: (&Granary, &Profile), format: Format, to: impl Write + Send) -> io::Result<u64> {
        let file = File { single: self, granary: of.0, profile: of.1 };
        match format {
            Format::Csv(variant) => csv::write(&file, variant, to),
            Format::Xlsx => workbook::write(&file, to),
            Format::Parquet => parquet::write_block(file.columns(), &self.block(), of.0.version(), to),
            Format::Json => json::write_single(self, of.0.version(), to),
            Format::Package => package::write(&file, to),
            Format::Sdmx => csv::write(&sdmx::Alone(file), Variant::Plain, to),
        }
    }

    /// The name of its file: what it is and the data version, in letters that need no
    /// quoting.
    #[must_use]
    pub fn file_name(&self, version: i64, format: Format) -> String {
        format!("{}{}_v{version}.{}", self.stem('_'), self.telling.filter().stem(), format.extension())
    }

    /// What it is, in a file's name.
    fn stem(&self, joint: char) -> String {
        let SeriesKey { commodity, place, level, source, .. } = &self.key;
        let place = place.as_str().replace('/', "-");
        let source = source.as_str().replace(':', "-");
        let mut parts = vec![commodity.as_str(), &place, level.as_str(), &source];
        if let Rows::Derived(told) = &self.rows {
            parts.extend([told.frequency.as_str(), self.telling.aggregation.as_str(), self.telling.units.as_str()]);
        }
        let base = self.telling.base.map(|base| base.to_string());
        parts.extend(base.as_deref());
        parts.join(&joint.to_string())
    }

    pub(super) fn rows(&self) -> &Rows {
        &self.rows
    }

    pub(super) fn telling(&self) -> &Telling {
        &self.telling
    }

    fn block(&self) -> Block<'_> {
        let key = &self.key;
        let named = [key.commodity.as_str(), key.place.as_str(), key.level.as_str(), key.source.as_str()];
        let named = named.map(Values::Same);
        match &self.rows {
            Rows::Market(series) => select::block(series),
            Rows::City(series) => {
                let mut values = vec![Values::Days(&series.day)];
                values.extend(named);
                values.extend([
                    Values::Numbers(&series.price),
                    Values::Same(&series.unit),
                    Values::Counts(&series.markets),
                    Values::statuses(&series.status),
                    Values::Integers(&series.version),
                ]);
                Block { rows: series.day.len(), values }
            }
            Rows::Derived(told) => {
                let Derived { day, value, days, status, version } = &told.derived;
                let mut values = vec![Values::Days(day)];
                values.extend(named);
                values.extend([
                    Values::Same(told.frequency.as_str()),
                    Values::Same(self.telling.aggregation.as_str()),
                    Values::Same(self.telling.units.as_str()),
                    Values::Numbers(value),
                    Values::Same(&told.unit),
                    Values::Counts(days),
                    Values::statuses(status),
                    Values::Integers(version),
                ]);
                Block { rows: day.len(), values }
            }
        }
    }
}

impl Telling {
    /// The frequency to derive; none where the observations are told as they are.
    fn pace(&self, own: Frequency) -> Result<Option<Frequency>, Untold> {
        let pace = self.frequency.unwrap_or(own);
        if pace < own {
            return Err(Untold::TooOften { own, asked: pace });
        }
        Ok((pace != own || self.units != Units::Level).then_some(pace))
    }

    fn filter(&self) -> Filter {
        Filter { from: self.from, to: self.to, ..self.with_statuses() }
    }

    fn with_statuses(&self) -> Filter {
        Filter { statuses: self.statuses.clone(), ..Filter::default() }
    }

    fn derive(&self, observed: Observed<'_>, pace: Frequency, unit: &str) -> Result<Told, Untold> {
        let whole = Derived::aggregated(observed, pace, self.aggregation);
        let (from, to) = (self.from.map_or(i32::MIN, day::of), self.to.map_or(i32::MAX, day::of));
        let first_told = || whole.day.iter().copied().find(|day| (from..=to).contains(day));
        let base = match self.units {
            Units::Index => self.base.map(day::of).or_else(first_told),
            Units::Level | Units::Change | Units::Percent => None,
        };
        let unit = match (self.units, base) {
            (Units::Level | Units::Change, _) => format!("IDR/{unit}"),
            (Units::Percent, _) => "%".to_owned(),
            (Units::Index, base) => base.map_or_else(String::new, |base| format!("{} = 100", day::date(base))),
        };
        let empty =
            || Told { derived: Derived::default(), frequency: pace, base: base.map(day::date), unit: unit.clone() };
        let (Some(first), Some(last)) = (whole.day.first().copied(), whole.day.last().copied()) else {
            return Ok(empty());
        };
        if self.units == Units::Index && base.is_none() {
            // No day is told, so that none is the first.
            return Ok(empty());
        }
        let derived = whole.told_in(self.units, pace, base).ok_or_else(|| Untold::NoBase {
            base: self.base.unwrap_or_default(),
            frequency: pace,
            first: day::date(first),
            last: day::date(last),
        })?;
        Ok(Told { derived: derived.between(from, to), ..empty() })
    }
}

/// A series in the house that it comes from.
#[derive(Clone, Copy)]
pub(super) struct File<'a> {
    pub single: &'a Single,
    pub granary: &'a Granary,
    pub profile: &'a Profile,
}

/// What is said of derived figures.
const DERIVED_NOTE: (&str, &str) = (
    "Setiap periode diringkas dahulu, baru dihitung perubahan, persentase, atau indeksnya; tanggal adalah hari pertama periode.",
    "Periods are aggregated first, and changes, percentages and indices computed after; the date is the period's first day.",
);

impl Contents for File<'_> {
    fn columns(&self) -> &[Column] {
        match self.single.rows {
            Rows::Market(_) => &OBSERVATIONS,
            Rows::City(_) => &CITY,
            Rows::Derived(_) => &DERIVED,
        }
    }

    fn about(&self) -> About {
        let Single { key, telling, rows, .. } = self.single;
        let version = self.granary.version();
        let commodity = |lang| {
            let known = self.profile.commodity(&key.commodity);
            known.map_or(key.commodity.as_str(), |commodity| commodity.name(lang))
        };
        let [id, en] = [Lang::Id, Lang::En].map(|lang| decapitalised(commodity(lang)));
        let place = self.profile.place_name(&key.place);
        let city = &self.profile.name;
        let mut notes = package::NOTES.to_vec();
        if matches!(rows, Rows::Derived(_)) {
            notes.push(DERIVED_NOTE);
        }
        About {
            title: format!("Harga {id} di {place} · Price of {en} in {place}, versi · version {version}"),
            citation: format!("{city}, Lumbung. Harga {id} di {place} (sumber: {}). Versi data {version}.", key.source),
            name: format!("lumbung-{}", self.single.stem('-')),
            publisher: city.clone(),
            version,
            made: self.granary.last_day(self.profile).unwrap_or_default(),
            sources: vec![key.source.to_string()],
            from: telling.from,
            to: telling.to,
            cut: telling.filter().query(),
            notes,
        }
    }

    fn each<E>(&self, mut add: impl FnMut(&Block<'_>) -> Result<(), E>) -> Result<(), E> {
        add(&self.single.block())
    }
}
