//! The catalogue of series: which there are at a version, and how much is known of each.

use lumbung_data::granary::{City, Granary};
use lumbung_data::index::{period_start, with_imputed};
use lumbung_data::model::catalogue::SeriesRow;
use lumbung_data::model::{Cycle, Frequency, Lang, MarketSeries, PlaceCode, day};
use lumbung_data::profile::Profile;
use lumbung_data::watch::days_owed;
use std::collections::BTreeSet;

/// Every series that is shown and has a price, city prices before the markets behind them,
/// in the order of commodities, places, levels and sources. Of several frequencies the
/// finest is named: the one that an address without a frequency gives.
#[must_use]
pub fn series(granary: &Granary, profile: &Profile, lang: Lang) -> Vec<SeriesRow> {
    let mut rows = Vec::new();
    for city in granary.finest().filter(|city| granary.is_shown(&city.key.source)) {
        let key = &city.key;
        let price = city.price();
        let all = (&price.day[..], &price.price[..], &price.version[..], price.unit.as_str());
        rows.extend(row(profile, city, key.region.clone(), all, lang));
        let members: Vec<&MarketSeries> = city.members.iter().map(AsRef::as_ref).collect();
        for own in members.iter().filter(|series| series.key.place.is_market()) {
            // Its file has the days on which it is moved with the others too.
            let Some(moved) = with_imputed(&members, &own.key.place) else { continue };
            let all = (&own.day[..], &own.price[..], &moved.version[..], own.unit.as_str());
            rows.extend(row(profile, city, own.key.place.clone(), all, lang));
        }
    }
    rows.sort_by(|a, b| {
        (&a.commodity, &a.place, a.level, &a.source).cmp(&(&b.commodity, &b.place, b.level, &b.source))
    });
    rows
}

/// A series by its days, prices, versions and unit; none without a price.
fn row(
    profile: &Profile,
    city: &City,
    place: PlaceCode,
    (days, prices, versions, unit): (&[i32], &[f64], &[i64], &str),
    lang: Lang,
) -> Option<SeriesRow> {
    let key = &city.key;
    let known: Vec<i32> = days.iter().zip(prices).filter(|(_, price)| price.is_finite()).map(|(day, _)| *day).collect();
    let (first, last) = (*known.first()?, *known.last()?);
    let commodity = profile.commodity(&key.commodity);
    let own = commodity.map_or("", |commodity| &commodity.unit);
    Some(SeriesRow {
        commodity: key.commodity.clone(),
        name: commodity.map_or(key.commodity.as_str(), |commodity| commodity.name(lang)).to_owned(),
        place_name: profile.place_name(&place),
        place,
        level: key.level,
        source: key.source.clone(),
        frequency: key.frequency,
        unit: if unit.is_empty() { own } else { unit }.to_owned(),
        first: day::date(first),
        last: day::date(last),
        priced: u32::try_from(known.len()).unwrap_or(u32::MAX),
        coverage: coverage(&known, (first, last), key.frequency, profile),
        version: versions.iter().copied().max().unwrap_or_default(),
    })
}

/// The share of the working days, weeks or months from a first to a last day that is among
/// these days. Days on which nothing is owed neither count nor are counted.
pub(crate) fn coverage(priced: &[i32], (first, last): (i32, i32), pace: Frequency, profile: &Profile) -> f64 {
    let periods =
        |days: &mut dyn Iterator<Item = i32>| -> BTreeSet<i32> { days.map(|on| period_start(on, pace)).collect() };
    let owed = match pace {
        Frequency::Daily => days_owed(Cycle::Workdays, &profile.days_off, &(first..=last)),
        Frequency::Weekly | Frequency::Monthly => periods(&mut (first..=last)),
    };
    let known = periods(&mut priced.iter().copied());
    #[expect(clippy::cast_precision_loss, reason = "days are counted in thousands")]
    let share = if owed.is_empty() { 1.0 } else { known.intersection(&owed).count() as f64 / owed.len() as f64 };
    share
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coverage_counts_working_days_and_neither_weekends_nor_holidays() {
        let mut profile = Profile::load("bandung").unwrap();
        let monday = day::of("2023-05-08".parse().unwrap());
        let near = |share: f64, expected: f64| (share - expected).abs() < 1e-9;
        let coverage = |priced: &[i32], pace, profile: &Profile| {
            super::coverage(priced, (priced[0], priced[priced.len() - 1]), pace, profile)
        };
        assert!(near(coverage(&[monday, monday + 4, monday + 7], Frequency::Daily, &profile), 0.5));
        assert!(near(coverage(&[monday, monday + 5, monday + 7], Frequency::Daily, &profile), 2.0 / 6.0));
        profile.days_off.insert(day::date(monday + 1));
        assert!(near(coverage(&[monday, monday + 4, monday + 7], Frequency::Daily, &profile), 0.6));
        assert!(near(coverage(&[monday + 5], Frequency::Daily, &profile), 1.0));
        assert!(near(coverage(&[monday, monday + 20], Frequency::Weekly, &profile), 2.0 / 3.0));
        assert!(near(coverage(&[monday, monday + 61], Frequency::Monthly, &profile), 2.0 / 3.0));
    }
}
