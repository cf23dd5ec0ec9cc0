//! A supplying region's price drawn over the city's: whether it moves ahead.

use crate::chart::{PanelLine, Shared, Token};
use lumbung_data::granary::{City, Granary};
use lumbung_data::model::figure::{Figure, Figures};
use lumbung_data::model::origin::{Origin, Origins};
use lumbung_data::model::{CityKey, Lang, date_short, day, signed_percent};
use lumbung_data::profile::Profile;

/// Days with values: a region's, and the city's.
type Pair = [Vec<(i32, f64)>; 2];

/// The days that are drawn: a year.
const DAYS: i32 = 366;

/// One drawing a supplying region whose price is known beside the city's; none where
/// there is none.
pub(super) fn leads(
    granary: &Granary,
    city: &City,
    origins: &Origins,
    profile: &Profile,
    last: i32,
    lang: Lang,
) -> Option<Figures> {
    let from = last - DAYS;
    let pairs: Vec<(&Origin, Pair)> = origins
        .regions
        .iter()
        .filter_map(|origin| {
            let price = origin.price.as_ref()?;
            let beside = price.beside.as_ref()?;
            let key = |region, level, source| CityKey {
                commodity: city.key.commodity.clone(),
                region,
                level,
                source,
                frequency: price.frequency,
            };
            let there = granary.city(&key(origin.region.clone(), price.level, price.source.clone()))?;
            let here = granary.city(&key(profile.code.clone(), beside.level, beside.source.clone()))?;
            Some((origin, indexed(&year(there, from, last), &year(here, from, last))?))
        })
        .collect();
    let values = pairs.iter().flat_map(|(_, lines)| lines).flatten().map(|(_, value)| *value);
    let date = |on: i32| date_short(day::date(on), lang);
    let below = vec![(from, date(from)), (last, date(last))];
    let shared = Shared::new(values, (from, last), below, |value| format!("{value:.0}"))?.with_level(100.0);
    let figures = pairs.iter().map(|(origin, [there, here])| {
        let note = note(there, here, &profile.short, lang);
        let lines = [
            PanelLine { token: Token::MarketA, points: there.clone(), is_marked: false },
            PanelLine { token: Token::City, points: here.clone(), is_marked: true },
        ];
        let svg = shared.panel(&lines, &format!("{}: {note}", origin.name));
        Figure { title: origin.name.clone(), note, svg }
    });
    let reading = match lang {
        Lang::Id => format!(
            "Garis tebal: {}. Garis tipis: daerah pemasok. 100 adalah harga masing-masing pada hari pertama keduanya diketahui.",
            profile.name
        ),
        Lang::En => format!(
            "Thick line: {}. Thin line: the supplying region. 100 is the price of each on the first day on which both are known.",
            profile.name
        ),
    };
    Some(Figures { reading, figures: figures.collect() })
}

/// The survey days of a year with their prices.
fn year(city: &City, from: i32, last: i32) -> Vec<(i32, f64)> {
    let (days, prices) = city.price().survey_days_by(last);
    let first = days.partition_point(|day| *day < from);
    days[first..].iter().copied().zip(prices[first..].iter().copied()).collect()
}

/// Both as indices, 100 on the first day from which on both are known; none where they
/// never are.
fn indexed(there: &[(i32, f64)], here: &[(i32, f64)]) -> Option<Pair> {
    let start = there.first()?.0.max(here.first()?.0);
    let of = |points: &[(i32, f64)]| {
        let first = points.partition_point(|(day, _)| *day < start);
        let (_, base) = *points.get(first)?;
        Some(points[first..].iter().map(|(day, price)| (*day, price / base * 100.0)).collect::<Vec<_>>())
    };
    Some([of(there)?, of(here)?])
}

/// "Sejak 3 Jan 2025: +12,0% di sana, +8,0% di Bandung".
fn note(there: &[(i32, f64)], here: &[(i32, f64)], city: &str, lang: Lang) -> String {
    let change = |points: &[(i32, f64)]| points.last().map_or(0.0, |(_, value)| value / 100.0 - 1.0);
    let (there_change, here_change) = (signed_percent(change(there), lang), signed_percent(change(here), lang));
    let since = there.first().map(|(on, _)| date_short(day::date(*on), lang)).unwrap_or_default();
    match lang {
        Lang::Id => format!("Sejak {since}: {there_change} di sana, {here_change} di {city}"),
        Lang::En => format!("Since {since}: {there_change} there, {here_change} in {city}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_prices_start_at_a_hundred_on_the_first_day_on_which_both_are_known() {
        let [there, here] = indexed(&[(10, 50.0), (12, 60.0)], &[(5, 1.0), (11, 80.0), (12, 100.0)]).unwrap();
        assert_eq!(there, [(10, 100.0), (12, 120.0)]);
        assert_eq!(here, [(11, 100.0), (12, 125.0)]);
        assert_eq!(note(&there, &here, "Bandung", Lang::En), "Since 11 Jan 1970: +20.0% there, +25.0% in Bandung");
        assert_eq!(indexed(&[], &[(5, 1.0)]), None);
        assert_eq!(indexed(&[(9, 1.0)], &[(5, 1.0)]), None);
    }
}
