//! What to say of a series that is not there.

use super::Asked;
use lumbung_data::granary::Granary;
use lumbung_data::model::{CommodityId, Lang};
use lumbung_data::profile::Profile;
use std::collections::BTreeSet;
use std::fmt::Write;

/// What was asked for and is not there, and what is.
#[must_use]
pub fn missing(granary: &Granary, profile: &Profile, asked: &Asked, lang: Lang) -> String {
    let Asked { commodity, place, level, source, .. } = asked;
    let source = source.as_ref().map(|source| format!(", {source}")).unwrap_or_default();
    let mut text = match lang {
        Lang::Id => {
            format!("Deret {commodity} di {place} ({level}{source}) tidak ada pada versi {}.", granary.version())
        }
        Lang::En => {
            format!("There is no series {commodity} at {place} ({level}{source}) in version {}.", granary.version())
        }
    };
    let mut hint = |id: &str, en: &str, names: Vec<String>| {
        if !names.is_empty() {
            // Writing to a string cannot fail.
            let _ = write!(text, " {} {}.", lang.pick(id, en), names.join(", "));
        }
    };
    let known = |names: BTreeSet<String>| names.into_iter().take(MOST_HINTS).collect::<Vec<_>>();
    if profile.find_commodity(commodity.as_str()).is_none() {
        hint("Yang mirip:", "Nearest commodities:", nearest(profile, commodity));
        return text;
    }
    let cities = || granary.cities().filter(|city| city.key.commodity == *commodity);
    let here = || cities().filter(|city| city.key.region == place.region());
    hint("Sumber yang ada di sana:", "Sources there:", known(here().map(|city| city.key.source.to_string()).collect()));
    if place.is_market() {
        let markets = here().flat_map(|city| &city.members).map(|series| series.key.place.to_string());
        hint("Pasar yang ada:", "Markets there:", known(markets.collect()));
    } else if here().next().is_none() {
        hint(
            "Wilayah yang ada:",
            "Regions with data:",
            known(cities().map(|city| city.key.region.to_string()).collect()),
        );
    }
    text
}

/// The commodities of a profile whose names come nearest to one that it does not have.
#[must_use]
pub fn nearest(profile: &Profile, commodity: &CommodityId) -> Vec<String> {
    let near = profile.commodity_named(commodity.as_str()).err().map(|unknown| unknown.nearest).unwrap_or_default();
    near.iter().filter_map(|name| profile.find_commodity(name)).map(|known| known.id.to_string()).collect()
}

/// Names that a hint lists at the most.
const MOST_HINTS: usize = 20;
