//! Reporting: what a place reported on each day of what was expected of it.
//!
//! A day is expected when the source owes a report by its rhythm, and when any
//! of its places reported; of a place from its first report on. A price is
//! expected of a place that has reported it within the days looked at.

use super::late::owes;
use crate::model::reporting::DayReport;
use crate::model::{Cycle, MarketSeries, day};
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// The days on which any of these series has a price.
#[must_use]
pub fn days_reported(series: &[&MarketSeries], days: &RangeInclusive<i32>) -> BTreeSet<i32> {
    series.iter().flat_map(|series| reported(series, days)).collect()
}

/// The days of a range for which a source owes a report by its rhythm.
#[must_use]
pub fn days_owed(cycle: Cycle, holidays: &BTreeSet<NaiveDate>, days: &RangeInclusive<i32>) -> BTreeSet<i32> {
    days.clone().filter(|on| cycle != Cycle::Monthly && owes(day::date(*on), cycle, holidays)).collect()
}

/// Each day of the range as a place's series at one level have it.
///
/// ```
/// use lumbung_data::watch::reporting;
/// assert!(reporting(&[], &[].into(), &(3..=2)).is_empty());
/// ```
#[must_use]
pub fn reporting(place: &[&MarketSeries], expected: &BTreeSet<i32>, days: &RangeInclusive<i32>) -> Vec<DayReport> {
    let width = usize::try_from(days.end() - days.start() + 1).unwrap_or_default();
    let mut did = vec![0_u32; width];
    let mut alive = 0_u32;
    for series in place {
        let mut reports = false;
        for on in reported(series, days) {
            reports = true;
            did[usize::try_from(on - days.start()).unwrap_or_default()] += 1;
        }
        alive += u32::from(reports);
    }
    let finite = |series: &&MarketSeries| series.reported.iter().position(|value| value.is_finite());
    let began = place.iter().filter_map(|series| finite(series).map(|at| series.day[at])).min().unwrap_or(i32::MAX);
    // A place that is silent all the time owes what it once had.
    let could = if alive > 0 { alive } else { u32::try_from(place.len()).unwrap_or(u32::MAX) };
    days.clone()
        .zip(did)
        .map(
            |(on, did)| {
                if on >= began && expected.contains(&on) { DayReport::Expected { did, could } } else { DayReport::Free }
            },
        )
        .collect()
}

/// The days of a range on which a series has a price as received.
fn reported<'s>(series: &'s MarketSeries, days: &RangeInclusive<i32>) -> impl Iterator<Item = i32> + use<'s> {
    let first = series.day.partition_point(|day| day < days.start());
    let end = series.day.partition_point(|day| day <= days.end());
    (first..end.max(first)).filter(|at| series.reported[*at].is_finite()).map(|at| series.day[at])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CommodityId, Frequency, ObsStatus, PlaceCode, PriceLevel, SeriesKey, SourceId};

    fn series(commodity: &str, values: &[(i32, f64)]) -> MarketSeries {
        let key = SeriesKey {
            commodity: CommodityId::parse(commodity).unwrap(),
            place: PlaceCode::parse("3273/kosambi").unwrap(),
            level: PriceLevel::Retail,
            source: SourceId::parse("pihps").unwrap(),
            frequency: Frequency::Daily,
        };
        MarketSeries {
            key,
            unit: "kg".into(),
            reported_unit: "kg".into(),
            day: values.iter().map(|v| v.0).collect(),
            reported: values.iter().map(|v| v.1).collect(),
            price: values.iter().map(|v| v.1).collect(),
            status: vec![ObsStatus::A; values.len()],
            version: vec![2; values.len()],
        }
    }

    fn expected(did: u32, could: u32) -> DayReport {
        DayReport::Expected { did, could }
    }

    #[test]
    fn a_day_tells_how_many_of_the_prices_came_that_this_place_reports_otherwise() {
        let all = [
            series("bawang-merah", &[(9, 1.0), (10, 1.0), (11, f64::NAN), (12, 1.0)]),
            series("bawang-putih", &[(10, 1.0), (13, 1.0)]),
            series("gula-pasir-lokal", &[(1, 1.0)]),
        ];
        let all: Vec<&MarketSeries> = all.iter().collect();
        let told = reporting(&all, &[10, 11, 12].into(), &(10..=13));
        assert_eq!(told, [expected(2, 2), expected(0, 2), expected(1, 2), DayReport::Free]);
        assert!(told[0].is_whole() && told[1].is_silent() && !told[2].is_whole() && !told[3].is_expected());
    }

    #[test]
    fn a_place_that_is_silent_all_the_time_owes_what_it_once_had() {
        let once = series("bawang-merah", &[(1, 1.0)]);
        assert_eq!(reporting(&[&once], &[10].into(), &(10..=10)), [expected(0, 1)]);
    }

    #[test]
    fn a_place_owes_nothing_before_its_first_report() {
        let new = series("bawang-merah", &[(11, 1.0)]);
        assert_eq!(reporting(&[&new], &[10, 11].into(), &(10..=11)), [DayReport::Free, expected(1, 1)]);
    }

    #[test]
    fn a_source_owes_no_weekend_and_no_holiday() {
        // 2026-11-20 is a Friday.
        let friday = day::of("2026-11-20".parse().unwrap());
        let week = friday..=friday + 4;
        let holiday = ["2026-11-24".parse().unwrap()].into();
        assert_eq!(days_owed(Cycle::Workdays, &holiday, &week), [friday, friday + 3].into());
        assert_eq!(days_owed(Cycle::Monthly, &holiday, &week), [].into());
        assert_eq!(days_reported(&[&series("bawang-merah", &[(friday + 1, 1.0)])], &week), [friday + 1].into());
    }
}
