//! The page of a region.

use super::{maps, market, standing};
use chrono::NaiveDate;
use lumbung_data::gazetteer;
use lumbung_data::granary::{City, Granary};
use lumbung_data::model::board::BoardRow;
use lumbung_data::model::map::MapMarket;
use lumbung_data::model::market::{GAP, MarketLine};
use lumbung_data::model::region::{MarketStanding, Named, RegionPage, RegionPrice, RegionSeries, RegionSupply};
use lumbung_data::model::{CityKey, CommodityId, Lang, PlaceCode, day};
use lumbung_data::profile::{Profile, Supply};
use lumbung_data::quantile::middle;

/// The page; none of a code that no region has.
pub(super) fn region(
    granary: &Granary,
    profile: &Profile,
    place: &PlaceCode,
    board: &[BoardRow],
    today: NaiveDate,
    lang: Lang,
) -> Option<RegionPage> {
    let known = gazetteer::region(place)?;
    let standing = standing(granary, profile, today);
    let on = standing.latest.unwrap_or(today);
    let own = *place == profile.code;
    let home = gazetteer::location(&profile.code).filter(|_| !own);
    let province = gazetteer::province_of(known).filter(|province| province.code != *place);
    Some(RegionPage {
        place: place.clone(),
        name: profile.place_name(place),
        province: province.map(|province| province.name.clone()),
        km: home.zip(gazetteer::location(place)).map(|(home, there)| home.km_to(there)),
        supply: profile.supplies.iter().find(|supply| supply.region == *place).map(|it| supply(it, profile, lang)),
        prices: if own { Vec::new() } else { prices(granary, profile, place, on, lang) },
        markets: markets(granary, profile, place, board, on, lang),
        series: series(granary, profile, place, lang),
        standing,
    })
}

fn supply(supply: &Supply, profile: &Profile, lang: Lang) -> RegionSupply {
    RegionSupply {
        sends: supply.sends.iter().map(|id| named(profile, id, lang)).collect(),
        share: supply.share,
        note: supply.note(lang).to_owned(),
        basis: supply.basis.clone(),
        source: supply.source.clone(),
    }
}

/// A commodity by its name.
pub(super) fn named(profile: &Profile, id: &CommodityId, lang: Lang) -> Named {
    let name = profile.commodity(id).map_or(id.as_str(), |commodity| commodity.name(lang));
    Named { id: id.clone(), name: name.to_owned(), watched: profile.watched.contains(id) }
}

/// What is shown of a region: one city price a commodity, level, source and frequency.
fn of_region<'a>(granary: &'a Granary, place: &PlaceCode) -> impl Iterator<Item = &'a City> + use<'a> {
    let place = place.clone();
    let cities = granary.cities().map(AsRef::as_ref);
    cities.filter(move |city: &&City| city.key.region == place && granary.is_shown(&city.key.source))
}

/// Its prices beside the city's, what it sends first; each in the profile's order.
fn prices(granary: &Granary, profile: &Profile, place: &PlaceCode, on: NaiveDate, lang: Lang) -> Vec<RegionPrice> {
    let price = |id: &CommodityId, sent: bool| {
        if !sent {
            return granary.price_beside(profile, id, place, on);
        }
        let origins = granary.origins(profile, id, on);
        origins.regions.iter().find(|origin| origin.region == *place)?.price.clone()
    };
    let known: Vec<&CommodityId> = of_region(granary, place).map(|city| &city.key.commodity).collect();
    let mut rows: Vec<RegionPrice> = profile
        .commodities
        .iter()
        .filter(|commodity| known.contains(&&commodity.id))
        .filter_map(|commodity| {
            let sent = profile.suppliers_of(&commodity.id).any(|supply| supply.region == *place);
            let price = price(&commodity.id, sent)?;
            Some(RegionPrice { commodity: named(profile, &commodity.id, lang), sent, price })
        })
        .collect();
    rows.sort_by_key(|row| !row.sent);
    rows
}

fn markets(
    granary: &Granary,
    profile: &Profile,
    place: &PlaceCode,
    board: &[BoardRow],
    on: NaiveDate,
    lang: Lang,
) -> Vec<MarketStanding> {
    let parts = if *place == profile.code { maps::parts(granary, profile, board, on, lang) } else { Vec::new() };
    let stand = |known| {
        let market = maps::market(granary, known, &parts);
        let lines = market::lines(granary, profile, &market.place, lang);
        standing_of(market, &lines)
    };
    profile.markets_of(place).map(stand).collect()
}

fn standing_of(market: MapMarket, lines: &[MarketLine]) -> MarketStanding {
    let fresh = lines.iter().filter(|line| !line.old);
    let gaps: Vec<f64> = fresh.clone().filter_map(MarketLine::gap).collect();
    MarketStanding {
        market,
        priced: fresh.count(),
        above: gaps.iter().filter(|gap| **gap > GAP).count(),
        below: gaps.iter().filter(|gap| **gap < -GAP).count(),
        distance: middle(&gaps),
    }
}

fn series(granary: &Granary, profile: &Profile, place: &PlaceCode, lang: Lang) -> Vec<RegionSeries> {
    let of_one = |a: &CityKey, b: &CityKey| (&a.commodity, a.level, &a.source) == (&b.commodity, b.level, &b.source);
    let row = |city: &City| {
        let commodity = profile.commodity(&city.key.commodity)?;
        let price = city.price();
        let last = price.price.iter().rposition(|price| price.is_finite());
        Some(RegionSeries {
            commodity: named(profile, &city.key.commodity, lang),
            level: city.key.level,
            source: city.key.source.clone(),
            frequency: city.key.frequency,
            finest: !of_region(granary, place)
                .any(|other| of_one(&other.key, &city.key) && other.key.frequency < city.key.frequency),
            last: last.map(|at| (day::date(price.day[at]), price.price[at])),
            unit: super::unit(city, commodity),
        })
    };
    of_region(granary, place).filter_map(row).collect()
}

/// The places that have a page with something on it: the profile's markets, the city, the
/// regions that supply it, and those with prices.
pub(crate) fn places(granary: &Granary, profile: &Profile) -> Vec<(PlaceCode, String)> {
    let mut codes: Vec<PlaceCode> = vec![profile.code.clone()];
    codes.extend(profile.supplies.iter().map(|supply| supply.region.clone()));
    codes.extend(granary.cities().map(|city| city.key.region.clone()));
    codes.extend(profile.markets.iter().map(|market| market.code.clone()));
    codes.sort_unstable();
    codes.dedup();
    codes.into_iter().map(|code| (code.clone(), profile.place_name(&code))).collect()
}
