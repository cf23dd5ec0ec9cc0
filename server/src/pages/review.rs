//! `/tinjau/…`: a reported value with what stands around it.

use chrono::NaiveDate;
use lumbung_data::clean::Rules;
use lumbung_data::granary::{City, Granary};
use lumbung_data::model::office::{Around, EnteredRuling, Review, RulingRow};
use lumbung_data::model::{Lang, MarketSeries, SeriesKey, day};
use lumbung_data::profile::Profile;
use lumbung_data::source::per;
use lumbung_data::watch::median;

/// Days before and after that are shown.
const SHOWN: i32 = 14;

/// The page; none if no figure was reported for that day.
pub(crate) fn review(
    granary: &Granary,
    profile: &Profile,
    (key, date): (&SeriesKey, NaiveDate),
    history: Vec<RulingRow>,
    entered: Option<EnteredRuling>,
    lang: Lang,
) -> Option<Review> {
    let on = day::of(date);
    let city = granary.city(&key.city())?;
    let series = granary.series(key)?;
    let at = series.day.binary_search(&on).ok()?;
    let reported = Some(series.reported[at]).filter(|reported| reported.is_finite())?;
    let (rule, grounds) = granary.why(&Rules::of(profile, &key.commodity), key, on)?;
    let commodity = profile.commodity(&key.commodity);
    Some(Review {
        key: key.clone(),
        date,
        commodity: commodity.map_or_else(|| key.commodity.to_string(), |known| known.name(lang).to_owned()),
        place: profile.place_name(&key.place),
        reported,
        reported_unit: series.reported_unit.clone(),
        price: Some(series.price[at]).filter(|price| price.is_finite()),
        unit: series.unit.clone(),
        status: series.status[at],
        rule,
        grounds,
        around: around(city, series, on),
        is_decided: history
            .first()
            .is_some_and(|latest| latest.ruling.is_some() && latest.reported.to_bits() == reported.to_bits()),
        history,
        entered,
    })
}

/// What the market reported around a day, and what the others had then.
fn around(city: &City, series: &MarketSeries, on: i32) -> Vec<Around> {
    let first = series.day.partition_point(|day| *day < on - SHOWN);
    let per = per(&series.reported_unit, &series.unit);
    let row = |at: usize| {
        let own = Some(series.reported[at] / per).filter(|value| value.is_finite());
        let date = day::date(series.day[at]);
        let price = |other: &MarketSeries| {
            let at = other.day.binary_search(&series.day[at]).ok()?;
            Some(other.price[at]).filter(|price| price.is_finite())
        };
        let others: Vec<f64> = city
            .members
            .iter()
            .filter(|other| other.key.place != series.key.place)
            .filter_map(|other| price(other))
            .collect();
        let count = u32::try_from(others.len()).unwrap_or(u32::MAX);
        Around {
            date,
            own,
            doubted: own.is_some() && series.price[at].is_nan(),
            others: median(&others).map(|median| (median, count)),
        }
    };
    (first..series.day.len())
        .take_while(|at| series.day[*at] <= on + SHOWN)
        .map(row)
        .filter(|row| row.own.is_some() || row.others.is_some())
        .collect()
}
