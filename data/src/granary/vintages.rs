//! The vintages of a series: what was known of each day at each version that touched it.

use super::Granary;
use crate::index::with_imputed;
use crate::lake::{LakeError, NamedFile, PriceRows, scan_prices};
use crate::model::{CityKey, MarketSeries, ObsStatus, PlaceCode};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What a day was known to be, and for how long.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Vintage {
    /// The day.
    pub day: i32,
    /// Rupiah per unit; NaN for none.
    pub price: f64,
    /// What was known of it.
    pub status: ObsStatus,
    /// The version that said so first.
    pub since: i64,
    /// The version that said otherwise; none while it holds.
    pub until: Option<i64>,
}

impl Vintage {
    /// Whether it is what was known at a version.
    #[must_use]
    pub fn holds_at(&self, version: i64) -> bool {
        self.since <= version && self.until.is_none_or(|until| version < until)
    }
}

/// A series with its vintages.
#[derive(Debug, Clone, PartialEq)]
pub struct Vintages {
    /// The city price that it is, or is behind.
    pub key: CityKey,
    /// Its region or market.
    pub place: PlaceCode,
    /// The canonical unit.
    pub unit: String,
    /// The versions that are told apart, rising: those in which the series changed, the
    /// latest of them. Everything before the first is told as known since then.
    pub versions: Vec<i64>,
    /// What was known, by days, of each day the earliest first.
    pub rows: Vec<Vintage>,
}

impl Vintages {
    /// Reads every row of the files that concerns a city price, and tells apart the latest
    /// `most` versions. Blocks.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn read(
        (lake, files): (&Path, &[NamedFile]),
        as_of: i64,
        (key, place): (&CityKey, &PlaceCode),
        most: usize,
    ) -> Result<Self, LakeError> {
        let of_city = |file: &NamedFile| Ok(scan_prices(lake, file, 0, as_of)?.of_city(key));
        let rows = files.iter().map(of_city).collect::<Result<Vec<_>, LakeError>>()?;
        Ok(Self::of(&rows, (key, place), most))
    }

    /// The same of rows in memory.
    pub(crate) fn of(files: &[PriceRows], (key, place): (&CityKey, &PlaceCode), most: usize) -> Self {
        let all: BTreeSet<i64> = files.iter().flat_map(|rows| rows.version.iter().copied()).collect();
        let mut told = Self::none(key, place);
        let mut granary = Granary::default();
        let (mut before, mut open) = (0, BTreeMap::new());
        let skipped = all.len().saturating_sub(most);
        for version in all.into_iter().skip(skipped) {
            let new: Vec<PriceRows> = files.iter().map(|rows| rows.between(before, version)).collect();
            granary = granary.with(version, &new);
            before = version;
            if told.take(&granary, version, &mut open) {
                told.versions.push(version);
            }
        }
        told.rows.extend(open.into_values());
        told.rows.sort_by_key(|row| (row.day, row.since));
        told
    }

    fn none(key: &CityKey, place: &PlaceCode) -> Self {
        Self { key: key.clone(), place: place.clone(), unit: String::new(), versions: Vec::new(), rows: Vec::new() }
    }

    /// Compares what is known at a version with what was, and says whether anything changed.
    fn take(&mut self, granary: &Granary, version: i64, open: &mut BTreeMap<i32, Vintage>) -> bool {
        let Some((unit, known)) = column(granary, &self.key, &self.place) else { return false };
        self.unit = unit;
        let mut changed = false;
        for (day, price, status) in known {
            let same = |row: &Vintage| row.status == status && same(row.price, price);
            if open.get(&day).is_some_and(same) {
                continue;
            }
            changed = true;
            let row = Vintage { day, price, status, since: version, until: None };
            if let Some(old) = open.insert(day, row) {
                self.rows.push(Vintage { until: Some(version), ..old });
            }
        }
        changed
    }

    /// The days that were told otherwise later, the latest first.
    pub fn revised_days(&self) -> impl Iterator<Item = i32> + '_ {
        let days: BTreeSet<i32> = self.rows.iter().filter(|row| row.until.is_some()).map(|row| row.day).collect();
        days.into_iter().rev()
    }

    /// What was known of a day at a version; none if nothing was.
    #[must_use]
    pub fn at(&self, day: i32, version: i64) -> Option<&Vintage> {
        let first = self.rows.partition_point(|row| row.day < day);
        self.rows[first..].iter().take_while(|row| row.day == day).find(|row| row.holds_at(version))
    }
}

fn same(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan())
}

/// The unit of a series as a granary knows it, and its days, prices and statuses.
type Columns = (String, Vec<(i32, f64, ObsStatus)>);

fn column(granary: &Granary, key: &CityKey, place: &PlaceCode) -> Option<Columns> {
    let city = granary.city(key)?;
    let zip = |days: &[i32], prices: &[f64], statuses: &[ObsStatus]| -> Vec<(i32, f64, ObsStatus)> {
        days.iter().zip(prices).zip(statuses).map(|((day, price), status)| (*day, *price, *status)).collect()
    };
    if place.is_market() {
        let members: Vec<&MarketSeries> = city.members.iter().map(AsRef::as_ref).collect();
        let series = with_imputed(&members, place)?;
        return Some((series.unit, zip(&series.day, &series.price, &series.status)));
    }
    let price = city.price();
    Some((price.unit.clone(), zip(&price.day, &price.price, &price.status)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{key, rows};
    use super::*;

    fn told(place: &str, most: usize) -> Vintages {
        let files = [
            rows("3273/a", 2, &[(1, 100.0), (2, 110.0)]),
            rows("3273/b", 3, &[(1, 400.0)]),
            rows("3273/a", 5, &[(2, 121.0), (3, 130.0)]),
        ];
        Vintages::of(&files, (&key("3273/a").city(), &PlaceCode::parse(place).unwrap()), most)
    }

    #[test]
    fn each_value_says_from_which_version_to_which_it_held() {
        let market = told("3273/a", 9);
        assert_eq!((&market.versions[..], market.unit.as_str()), (&[2, 5][..], "kg"));
        let plain = |row: &Vintage| (row.day, row.price, row.since, row.until);
        let rows: Vec<_> = market.rows.iter().map(plain).collect();
        assert_eq!(rows, [(1, 100.0, 2, None), (2, 110.0, 2, Some(5)), (2, 121.0, 5, None), (3, 130.0, 5, None)]);
        assert_eq!(market.revised_days().collect::<Vec<_>>(), [2]);
        let price = |day, version| market.at(day, version).map(|row| row.price);
        assert_eq!([price(2, 2), price(2, 4), price(2, 5), price(3, 4)], [Some(110.0), Some(110.0), Some(121.0), None]);
    }

    #[test]
    fn a_citys_price_changes_with_any_of_its_markets() {
        let city = told("3273", 9);
        assert_eq!(city.versions, [2, 3, 5]);
        let price = |day, version| city.at(day, version).map(|row| row.price);
        assert_eq!((price(1, 2), price(1, 3)), (Some(100.0), Some(200.0)));
    }

    #[test]
    fn versions_beyond_the_latest_ones_count_as_known_from_the_first_that_is_told() {
        let city = told("3273", 1);
        assert_eq!(city.versions, [5]);
        assert!(city.rows.iter().all(|row| row.since == 5 && row.until.is_none()));
    }
}
