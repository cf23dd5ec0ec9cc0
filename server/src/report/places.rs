//! Where it is cheap and dear, where it comes from, and how long stocks last.

use super::compose::Known;
use super::lines::Line;
use super::named;
use crate::pages::{stocks as stock_rows, varying};
use lumbung_data::model::origin::OriginPrice;
use lumbung_data::model::sheet::{Bilingual, MarketSpread, SheetStock, SheetSupply};
use lumbung_data::model::{Lang, WarningKind, date_long, decapitalised, percent, rupiah, rupiah_per};
use lumbung_data::profile::Supply;
use std::cmp::Reverse;

/// Commodities whose markets are told, and stocks.
const SPREADS: usize = 5;
const STOCKS: usize = 6;
/// Markets that tell the same price need no telling.
const LEAST_DISPARITY: f64 = 0.005;

/// The markets of the commodities that lie widest apart on a day of the week.
pub(super) fn spreads(known: &Known<'_>, lines: &[Line<'_>]) -> Vec<MarketSpread> {
    let spread = |line: &Line<'_>| {
        let between = varying(line.city?, known.profile).markets?;
        let told = known.week.holds(between.date) && between.disparity >= LEAST_DISPARITY;
        told.then(|| MarketSpread {
            id: line.row.id.clone(),
            name: line.row.name.clone(),
            unit: line.row.unit.clone(),
            date: between.date,
            markets: between.markets,
            cheapest: between.cheapest,
            dearest: between.dearest,
            disparity: between.disparity,
        })
    };
    let mut spreads: Vec<MarketSpread> = lines.iter().filter_map(spread).collect();
    spreads.sort_by(|a, b| b.disparity.total_cmp(&a.disparity));
    spreads.truncate(SPREADS);
    spreads
}

/// The regions that supply the city, as far as something is known of what they send; those
/// with a surge first, then those with a price.
pub(super) fn supplies(known: &Known<'_>, lines: &[Line<'_>]) -> Vec<SheetSupply> {
    let told = |supply: &Supply| {
        // What is sent matters most where the city is warned of it.
        let sent = lines.iter().filter(|line| supply.sends.contains(&line.row.id));
        let warned = sent.filter_map(Line::warned).max();
        (warned, of_region(known, supply, lines))
    };
    let mut supplies: Vec<_> = known.profile.supplies.iter().map(told).collect();
    supplies.sort_by_key(|(warned, supply)| {
        Reverse((supply.surging, *warned, supply.note.is_some(), !supply.sends.is_empty()))
    });
    let told = supplies.into_iter().map(|(_, supply)| supply);
    told.filter(|supply| supply.note.is_some() || !supply.sends.is_empty()).collect()
}

fn of_region(known: &Known<'_>, supply: &Supply, lines: &[Line<'_>]) -> SheetSupply {
    let surge = surge(known, supply);
    let surging = surge.is_some();
    SheetSupply {
        region: supply.region.clone(),
        name: supply.name.clone(),
        sends: supply.sends.iter().map(|id| named(known.profile, id)).collect(),
        note: surge.or_else(|| beside(known, supply, lines)),
        surging,
    }
}

/// A price that surges there.
fn surge(known: &Known<'_>, supply: &Supply) -> Option<Bilingual> {
    let tell = |lang: Lang| {
        let warnings = supply.sends.iter().filter_map(|id| {
            let key = known.granary.price_beside(known.profile, id, &supply.region, known.on)?;
            let city = known.granary.from_source(id, &supply.region, key.level, &key.source)?;
            known.granary.warning(city, known.profile, known.on, lang)
        });
        let gravest =
            warnings.filter(|warning| warning.kind == WarningKind::Surge).max_by_key(|warning| warning.level)?;
        let (name, since) = (decapitalised(&gravest.commodity_name), date_long(gravest.onset, lang));
        Some(match lang {
            Lang::Id => format!("harga {name} melonjak di sana sejak {since}"),
            Lang::En => format!("the price of {name} surges there since {since}"),
        })
    };
    Some(Bilingual { id: tell(Lang::Id)?, en: tell(Lang::En)? })
}

/// The price there beside the city's, of what is watched and dearest in warning here.
fn beside(known: &Known<'_>, supply: &Supply, lines: &[Line<'_>]) -> Option<Bilingual> {
    let sent = lines.iter().filter(|line| supply.sends.contains(&line.row.id));
    let priced = sent.filter_map(|line| {
        let price = known.granary.price_beside(known.profile, &line.row.id, &supply.region, known.on)?;
        Some((line, price)).filter(|(_, price)| known.week.holds(price.date))
    });
    let (line, price) = priced.max_by_key(|(line, _)| line.warned())?;
    Some(Bilingual::of(|lang| told_beside(line.row.name.get(lang), &price, &known.profile.short, lang)))
}

fn told_beside(name: &str, price: &OriginPrice, city: &str, lang: Lang) -> String {
    let (name, there) = (decapitalised(name), rupiah_per(price.price, &price.unit, lang));
    let against = price.beside.as_ref().map(|beside| {
        let (share, amount) = (percent(beside.share.abs(), lang), rupiah(beside.rupiah.abs(), lang));
        let below = beside.share >= 0.0;
        match (below, lang) {
            (true, Lang::Id) => format!("; harga {city} {share} ({amount}) di atasnya"),
            (false, Lang::Id) => format!("; harga {city} {share} ({amount}) di bawahnya"),
            (true, Lang::En) => format!("; {city} is {share} ({amount}) above"),
            (false, Lang::En) => format!("; {city} is {share} ({amount}) below"),
        }
    });
    format!("{name} {there}{}", against.unwrap_or_default())
}

/// The stocks of the city and of the regions that supply it, the shortest first.
pub(super) fn stocks(known: &Known<'_>) -> Vec<SheetStock> {
    let of = |id| {
        let rows = stock_rows(known.granary, known.profile, id);
        rows.into_iter().map(move |row| SheetStock {
            name: named(known.profile, id),
            place: row.place,
            date: row.date,
            days: row.days,
        })
    };
    let commodities = known.profile.commodities.iter().map(|commodity| &commodity.id);
    let mut stocks: Vec<SheetStock> = commodities.flat_map(of).collect();
    stocks.sort_by(|a, b| a.days.unwrap_or(f64::MAX).total_cmp(&b.days.unwrap_or(f64::MAX)));
    stocks.truncate(STOCKS);
    stocks
}
