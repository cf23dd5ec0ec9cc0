//! What is known at a version of the days up to one: what a report on that day may
//! rest on.

use super::known::cut;
use super::{Beside, City, Granary};
use crate::model::{IsoWeek, day};
use crate::outlook::Prospects;
use chrono::{Datelike, NaiveDate};
use std::sync::{Arc, Mutex};

impl Granary {
    /// The same version without anything of later days. A value's status is the one that
    /// the version has; the outlook has to be computed anew where anything was left out,
    /// see [`crate::backtest::prospects`].
    #[must_use]
    pub fn until(&self, on: NaiveDate) -> Self {
        let last = day::of(on);
        let is_whole = |city: &City| city.members.iter().all(|series| series.day.last().is_none_or(|day| *day <= last));
        let whole = self.cities.values().all(|city| is_whole(city));
        let cities = self.cities.iter().filter_map(|(key, city)| {
            if is_whole(city) {
                return Some((key.clone(), Arc::clone(city)));
            }
            let members = city.members.iter().map(|series| cut(series, last));
            let members: Vec<_> = members.filter(|series| !series.day.is_empty()).map(Arc::new).collect();
            (!members.is_empty()).then(|| (key.clone(), Arc::new(City::new(key.clone(), members))))
        });
        let mut cut = self.next(self.version, cities.collect(), Vec::new());
        cut.beside = Arc::new(self.beside.until(on));
        if !whole {
            cut.prospects = Mutex::new(Arc::new(Prospects::default()));
        }
        cut
    }
}

impl Beside {
    /// What was published by the end of a day: the index of weeks before its own, which
    /// comes on the Monday after; the inflation of months that were over; stocks up to it.
    fn until(&self, on: NaiveDate) -> Self {
        let week = IsoWeek::of(on);
        let thursday = week.thursday();
        let before = (thursday.year(), thursday.month(), week.of_month());
        let mut known = self.clone();
        for weeks in known.indicators.values_mut() {
            weeks.retain(|week, _| *week < before);
        }
        for months in known.inflation.values_mut() {
            months.retain(|month, _| (month.year(), month.month()) < (on.year(), on.month()));
        }
        for days in known.stocks.values_mut() {
            days.retain(|day, _| *day <= on);
        }
        known
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{key, rows};
    use super::*;
    use crate::model::{Inflation, PlaceCode};

    #[test]
    fn later_days_are_left_out_and_what_ends_before_is_shared() {
        let values = [rows("3273/a", 2, &[(1, 10.0), (9, 20.0)]), rows("3203/b", 2, &[(1, 12.0)])];
        let granary = Granary::default().with(2, &values);
        let cut = granary.until(day::date(5));
        assert_eq!((cut.version(), &cut.series(&key("3273/a")).unwrap().day[..]), (2, &[1][..]));
        let other = key("3203/b").city();
        assert!(Arc::ptr_eq(granary.city(&other).unwrap(), cut.city(&other).unwrap()));
        assert!(granary.until(day::date(0)).is_empty() == granary.until(day::date(-1)).is_empty());
        assert!(granary.until(day::date(0)).is_empty());
    }

    #[test]
    fn of_a_month_that_still_runs_no_inflation_is_known() {
        let region = PlaceCode::parse("3273").unwrap();
        let mut beside = Beside::default();
        for month in [10, 11] {
            let month = NaiveDate::from_ymd_opt(2023, month, 1).unwrap();
            beside.put_inflation(Inflation { region: region.clone(), month, yearly: None, monthly: None, index: None });
        }
        let known = beside.until("2023-11-12".parse().unwrap());
        let months: Vec<u32> = known.inflation(&region).map(|figure| figure.month.month()).collect();
        assert_eq!(months, [10]);
    }
}
