//! The markets of a city compared: where each stands now, and how each moved.

use super::unit;
use crate::chart::{self, Dot, PanelLine, Shared, Token};
use lumbung_data::granary::City;
use lumbung_data::model::figure::{Compared, Figure, Figures};
use lumbung_data::model::{Lang, MarketSeries, date_short, day, percent, rupiah, rupiah_per};
use lumbung_data::profile::{Commodity, Profile};
use lumbung_data::watch;

/// The markets over the days of a range, dearest first; none where fewer than two
/// reported in it.
pub(super) fn compared(
    city: &City,
    profile: &Profile,
    commodity: &Commodity,
    (from, last): (i32, i32),
    lang: Lang,
) -> Option<Compared> {
    let within = |(day, price): &(i32, f64)| (from..=last).contains(day) && price.is_finite();
    let points = |days: &[i32], prices: &[f64]| -> Vec<(i32, f64)> {
        days.iter().copied().zip(prices.iter().copied()).filter(within).collect()
    };
    let whole = points(&city.price().day, &city.price().price);
    let mut markets: Vec<(&MarketSeries, Vec<(i32, f64)>)> = city
        .members
        .iter()
        .filter(|series| series.key.place.is_market())
        .map(|series| (series.as_ref(), points(&series.day, &series.price)))
        .filter(|(_, points)| !points.is_empty())
        .collect();
    if markets.len() < 2 {
        return None;
    }
    let latest = |points: &[(i32, f64)]| points.last().map_or(0.0, |(_, price)| *price);
    markets.sort_by(|(_, a), (_, b)| latest(b).total_cmp(&latest(a)));
    let values = || markets.iter().flat_map(|(_, points)| points).chain(&whole).map(|(_, price)| *price);
    let date = |on: i32| date_short(day::date(on), lang);
    let shared =
        Shared::new(values(), (from, last), vec![(from, date(from)), (last, date(last))], |tick| rupiah(tick, lang))?;
    let unit = unit(city, commodity);
    let figures = markets.iter().map(|(series, points)| {
        let title = profile.place_name(&series.key.place);
        let note = note(points, lang);
        let lines = [
            PanelLine { token: Token::Axis, points: whole.clone(), is_marked: false },
            PanelLine { token: Token::City, points: points.clone(), is_marked: true },
        ];
        let svg = shared.panel(&lines, &format!("{title}: {note}"));
        Figure { title, note, svg }
    });
    let figures = figures.collect();
    // Of markets that have fallen silent, the last price is no price of today.
    let current: Vec<Dot> = markets
        .iter()
        .filter(|(_, points)| points.last().is_some_and(|(day, _)| !watch::is_too_old(*day, last)))
        .map(|(series, points)| dot(profile.place_name(&series.key.place), latest(points), lang))
        .collect();
    let of_all = whole.last().map(|(_, price)| dot(profile.short.clone(), *price, lang));
    let finding = finding(&current, &unit, lang);
    let ranked = (current.len() > 1).then(|| chart::dot_plot(&current, of_all.as_ref(), &finding)).flatten();
    let reading = match lang {
        Lang::Id => {
            format!("Garis tebal: pasar itu. Garis tipis: harga {}. Semua memakai skala yang sama.", profile.name)
        }
        Lang::En => format!("Thick line: that market. Thin line: the price of {}. All share one scale.", profile.name),
    };
    Some(Compared { finding, ranked, over_time: Figures { reading, figures } })
}

fn dot(name: String, value: f64, lang: Lang) -> Dot {
    Dot { name, value, text: rupiah(value, lang) }
}

/// "Rp80.000 pada 19 Des 2025; terendah Rp31.000, tertinggi Rp90.000".
fn note(points: &[(i32, f64)], lang: Lang) -> String {
    let Some((last, price)) = points.last() else { return String::new() };
    let prices = || points.iter().map(|(_, price)| *price);
    let (low, high) = (prices().fold(f64::INFINITY, f64::min), prices().fold(0.0, f64::max));
    let (price, low, high) = (rupiah(*price, lang), rupiah(low, lang), rupiah(high, lang));
    let date = date_short(day::date(*last), lang);
    match lang {
        Lang::Id => format!("{price} pada {date}; terendah {low}, tertinggi {high}"),
        Lang::En => format!("{price} on {date}; lowest {low}, highest {high}"),
    }
}

/// Who is dearest, and by how much.
fn finding(current: &[Dot], unit: &str, lang: Lang) -> String {
    let (Some(dearest), Some(cheapest)) = (current.first(), current.last()) else {
        return lang.pick("Tidak ada pasar yang melapor belakangan ini.", "No market has reported of late.").to_owned();
    };
    let price = |dot: &Dot| rupiah_per(dot.value, unit, lang);
    let apart = dearest.value / cheapest.value - 1.0;
    match (current.len(), apart <= 0.0, lang) {
        (1, _, Lang::Id) => format!("Hanya {} yang melapor belakangan ini: {}.", dearest.name, price(dearest)),
        (1, _, Lang::En) => format!("Only {} has reported of late: {}.", dearest.name, price(dearest)),
        (_, true, Lang::Id) => format!("Semua pasar melaporkan harga yang sama: {}.", price(dearest)),
        (_, true, Lang::En) => format!("All markets report the same price: {}.", price(dearest)),
        (_, false, Lang::Id) => format!(
            "{} termahal ({}), {} di atas {}, yang termurah ({}).",
            dearest.name,
            price(dearest),
            percent(apart, lang),
            cheapest.name,
            price(cheapest)
        ),
        (_, false, Lang::En) => format!(
            "{} is the dearest ({}), {} above {}, the cheapest ({}).",
            dearest.name,
            price(dearest),
            percent(apart, lang),
            cheapest.name,
            price(cheapest)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dot(name: &str, value: f64) -> Dot {
        Dot { name: name.to_owned(), value, text: String::new() }
    }

    #[test]
    fn the_finding_names_the_dearest_and_the_cheapest_market() {
        let two = [dot("Pasar Kosambi", 80_000.0), dot("Pasar Andir", 71_200.0)];
        assert_eq!(
            finding(&two, "kg", Lang::Id),
            "Pasar Kosambi termahal (Rp80.000/kg), 12,4% di atas Pasar Andir, yang termurah (Rp71.200/kg)."
        );
        assert_eq!(
            finding(&[dot("A", 5_000.0), dot("B", 5_000.0)], "kg", Lang::En),
            "All markets report the same price: Rp5,000/kg."
        );
        assert!(finding(&two[..1], "kg", Lang::Id).starts_with("Hanya Pasar Kosambi"));
        assert!(finding(&[], "kg", Lang::En).starts_with("No market"));
    }

    #[test]
    fn a_market_is_told_by_its_last_price_and_its_range() {
        let points = [(20_000, 50_000.0), (20_001, 40_000.0), (20_002, 45_000.0)];
        assert_eq!(note(&points, Lang::Id), "Rp45.000 pada 6 Okt 2024; terendah Rp40.000, tertinggi Rp50.000");
    }
}
