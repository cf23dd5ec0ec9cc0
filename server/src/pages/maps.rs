//! What the maps of the board show.

use super::board::shown;
use crate::chart::{Spot, city_map, supply_map};
use chrono::NaiveDate;
use lumbung_data::gazetteer;
use lumbung_data::granary::Granary;
use lumbung_data::model::board::BoardRow;
use lumbung_data::model::map::{MapMarket, MapRegion, Maps, MarkKind, Panel};
use lumbung_data::model::{CommodityId, Lang, Location, PlaceCode, PriceLevel, WarningKind, WarningLevel, day};
use lumbung_data::profile::{Market, Profile, Supply};
use lumbung_data::watch::surges_itself;
use std::cmp::Reverse;

/// A commodity that a market takes part in warning of.
type Part = (WarningLevel, PlaceCode, CommodityId, String);

/// The maps, by the rows of the board and what was known on its day.
pub(super) fn maps(granary: &Granary, profile: &Profile, rows: &[BoardRow], on: NaiveDate, lang: Lang) -> Maps {
    let parts = parts(granary, profile, rows, on, lang);
    let markets: Vec<MapMarket> =
        profile.markets_of(&profile.code).map(|known| market(granary, known, &parts)).collect();
    let spots: Vec<Spot> = profile
        .markets_of(&profile.code)
        .zip(&markets)
        .filter_map(|(known, shown)| {
            let kind = MarkKind::Market(shown.level);
            let mut lines = vec![short(&known.name)];
            lines.extend(shown.level.map(|level| level.word().to_owned()));
            Some(Spot { place: known.code.clone(), kind, at: known.at?, lines })
        })
        .collect();
    let home = gazetteer::location(&profile.code);
    let regions: Vec<MapRegion> = profile.supplies.iter().map(|supply| region(profile, supply, home, lang)).collect();
    Maps { city: city_map(&spots), supply: home.and_then(|home| supply(profile, home, lang)), markets, regions }
}

/// Which markets' own prices take part in which warnings of the city, gravest first.
pub(super) fn parts(granary: &Granary, profile: &Profile, rows: &[BoardRow], on: NaiveDate, lang: Lang) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for row in rows {
        let Some(city) = shown(granary, profile, &row.id) else { continue };
        let watched = city.watched_by(profile, on);
        let part = |level, place: &PlaceCode| (level, place.clone(), row.id.clone(), row.name.clone());
        let surge = row.warning.as_ref().filter(|warning| warning.kind == WarningKind::Surge);
        if let (Some(warning), Some(theta)) = (surge, watched.theta) {
            let own = city.members.iter().filter(|series| series.key.place.is_market());
            let surging = own.filter(|series| surges_itself(series, theta, day::of(on)));
            parts.extend(surging.map(|series| part(warning.level, &series.key.place)));
        }
        if !watched.apart.is_empty() {
            let warnings = granary.warnings_of(city, profile, on, lang).into_iter();
            let apart = warnings.filter(|warning| warning.kind == WarningKind::Spread && warning.place.is_market());
            parts.extend(apart.map(|warning| part(warning.level, &warning.place)));
        }
    }
    parts.sort_by_key(|(level, ..)| Reverse(*level));
    parts
}

/// A market of the city with its level.
pub(super) fn market(granary: &Granary, market: &Market, parts: &[Part]) -> MapMarket {
    let own: Vec<&Part> = parts.iter().filter(|(_, place, ..)| *place == market.code).collect();
    let mut flagged: Vec<(CommodityId, String)> = Vec::new();
    for (_, _, id, name) in &own {
        if !flagged.iter().any(|(known, _)| known == id) {
            flagged.push((id.clone(), name.clone()));
        }
    }
    MapMarket {
        place: market.code.clone(),
        name: market.name.clone(),
        wholesale: market.level != PriceLevel::Retail,
        level: own.first().map(|(level, ..)| *level),
        flagged,
        last: last_report(granary, &market.code),
        approximate: market.at.map(|_| market.approximate),
    }
}

/// The last day on which a place reported anything that is shown.
fn last_report(granary: &Granary, place: &PlaceCode) -> Option<NaiveDate> {
    let cities = granary.cities().filter(|city| city.key.region == place.region());
    let cities = cities.filter(|city| granary.is_shown(&city.key.source));
    let members = cities.flat_map(|city| &city.members).filter(|series| series.key.place == *place);
    members.filter_map(|series| series.last_day()).max().map(day::date)
}

fn region(profile: &Profile, supply: &Supply, home: Option<Location>, lang: Lang) -> MapRegion {
    let mut sends: Vec<String> = Vec::new();
    for id in &supply.sends {
        let group = profile.commodity(id).map_or(id.as_str(), |commodity| commodity.group(lang)).to_owned();
        if !sends.contains(&group) {
            sends.push(group);
        }
    }
    let at = gazetteer::location(&supply.region);
    MapRegion {
        place: supply.region.clone(),
        name: supply.name.clone(),
        sends,
        share: supply.share,
        km: home.zip(at).map(|(home, at)| home.km_to(at)),
    }
}

fn supply(profile: &Profile, home: Location, lang: Lang) -> Option<Panel> {
    let city = Spot { place: profile.code.clone(), kind: MarkKind::City, at: home, lines: vec![profile.short.clone()] };
    let regions: Vec<(Spot, bool)> = profile
        .supplies
        .iter()
        .filter_map(|supply| {
            let at = gazetteer::location(&supply.region)?;
            let lines = vec![short(&supply.name)];
            let spot = Spot { place: supply.region.clone(), kind: MarkKind::Region, at, lines };
            Some((spot, !supply.sends.is_empty()))
        })
        .collect();
    supply_map(&city, &regions, lang)
}

/// A name as a map has room for: without what kind of place it is.
pub(super) fn short(name: &str) -> String {
    let bare = ["Pasar Induk ", "Pasar ", "Kabupaten "].iter().find_map(|kind| name.strip_prefix(kind));
    bare.unwrap_or(name).to_owned()
}
