//! What a commodity's trend chart shows, and what it says of itself.

use super::unit;
use crate::chart::{self, Line, Trend};
use chrono::NaiveDate;
use lumbung_data::granary::City;
use lumbung_data::model::page::Chart;
use lumbung_data::model::{
    CitySeries, Lang, MarketSeries, ObsStatus, Surge, date_long, day, rupiah_per, signed_percent,
};
use lumbung_data::profile::{Commodity, Profile};

/// The chart of the days `from` to `last`. A surge without an end is said to
/// run only where the data are fresh enough to be judged.
pub(super) fn trend(
    city: &City,
    profile: &Profile,
    commodity: &Commodity,
    surges: &[&Surge],
    (from, last): (i32, i32),
    judged: bool,
    lang: Lang,
) -> Chart {
    let price = city.price();
    let within = |d: i32| d >= from && d <= last;
    let points = |days: &[i32], prices: &[f64]| -> Vec<(i32, f64)> {
        days.iter().copied().zip(prices.iter().copied()).filter(|(d, price)| within(*d) && price.is_finite()).collect()
    };
    let line = points(&price.day, &price.price);
    let markets = city.members.iter().filter(|series| series.key.place.is_market());
    let (name, unit) = (commodity.name(lang), unit(city, commodity));
    let place = profile.place_name(&city.key.region);
    let title = title(name, &place, &unit, &line, lang);
    let count = surges.len();
    let description = match lang {
        Lang::Id => format!(
            "Harga {name} di {place} dan pasar-pasarnya, {} sampai {}, dalam rupiah per {}; {count} lonjakan ditandai.",
            date_long(day::date(from), lang),
            date_long(day::date(last), lang),
            unit
        ),
        Lang::En => format!(
            "The price of {name} in {place} and its markets, {} to {}, in rupiah per {}; surges marked: {count}.",
            date_long(day::date(from), lang),
            date_long(day::date(last), lang),
            unit
        ),
    };
    let input = Trend {
        id: format!("tren-{}", commodity.id),
        title,
        description,
        unit,
        first_day: from,
        last_day: last,
        city: Line { label: if city.key.region == profile.code { profile.short.clone() } else { place }, points: line },
        markets: markets
            .clone()
            .map(|series| Line {
                label: profile.place_name(&series.key.place),
                points: points(&series.day, &series.price),
            })
            .collect(),
        references: references(profile, price, from, last),
        surges: surges
            .iter()
            .map(|surge| (surge.onset, surge.end.unwrap_or(last), surge.end.is_none() && judged))
            .collect(),
        suspects: markets.flat_map(|series| suspects(series)).filter(|(d, _)| within(*d)).collect(),
    };
    chart::trend(&input, lang)
}

fn suspects(series: &MarketSeries) -> impl Iterator<Item = (i32, f64)> + '_ {
    (0..series.day.len()).filter(|i| series.status[*i] == ObsStatus::U).map(|i| (series.day[i], series.reported[i]))
}

/// "Bawang merah di Kota Bandung Rp31.500/kg pada 29 Desember 2023, −3,1% sejak …".
fn title(name: &str, city: &str, unit: &str, line: &[(i32, f64)], lang: Lang) -> String {
    let (Some((first_day, first)), Some((last_day, last))) = (line.first(), line.last()) else {
        return format!("{name} · {city}");
    };
    let date = |d: i32| date_long(day::date(d), lang);
    let change = signed_percent(last / first - 1.0, lang);
    let price = rupiah_per(*last, unit, lang);
    match lang {
        Lang::Id => format!("{name} di {city}: {price} pada {}, {change} sejak {}", date(*last_day), date(*first_day)),
        Lang::En => format!("{name} in {city}: {price} on {}, {change} since {}", date(*last_day), date(*first_day)),
    }
}

/// Every reference in force at some time between the two days.
fn references(
    profile: &Profile,
    price: &CitySeries,
    from: i32,
    last: i32,
) -> Vec<(i32, i32, Option<f64>, f64, String)> {
    let mut out: Vec<(i32, i32, Option<f64>, f64, String)> = Vec::new();
    let mut starts: Vec<NaiveDate> = profile
        .references
        .iter()
        .filter(|reference| reference.commodities.contains(&price.key.commodity))
        .flat_map(|reference| [Some(reference.from), reference.until.and_then(|until| until.succ_opt())])
        .flatten()
        .chain([day::date(from)])
        .filter(|date| (from..=last).contains(&day::of(*date)))
        .collect();
    starts.sort_unstable();
    starts.dedup();
    for (i, start) in starts.iter().enumerate() {
        let end = starts.get(i + 1).map_or(last, |next| day::of(*next) - 1);
        if let Some(reference) = profile.reference_of(price, *start) {
            out.push((day::of(*start), end, reference.low, reference.high, reference.kind.as_str().to_owned()));
        }
    }
    out
}
