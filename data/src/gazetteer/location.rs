//! Where regions and coasts lie. Sources and licences are in `gazetteer/README.md`.

use super::rows;
use crate::model::{Location, PlaceCode};
use std::collections::HashMap;
use std::sync::LazyLock;

static PLACES: LazyLock<HashMap<PlaceCode, Location>> = LazyLock::new(|| {
    let known = rows(include_str!("../../gazetteer/places.csv"));
    known.filter_map(|[code, lat, lon]| Some((PlaceCode::parse(code).ok()?, at(lat, lon)?))).collect()
});

static DISTRICTS: LazyLock<HashMap<&'static str, Location>> = LazyLock::new(|| {
    let known = rows(include_str!("../../gazetteer/district_points.csv"));
    known.filter_map(|[code, lat, lon]| Some((code, at(lat, lon)?))).collect()
});

static COAST: LazyLock<Vec<Vec<Location>>> = LazyLock::new(|| {
    let mut islands: Vec<Vec<Location>> = Vec::new();
    let mut last = "";
    for [island, lat, lon] in rows(include_str!("../../gazetteer/coast.csv")) {
        if island != last {
            islands.push(Vec::new());
            last = island;
        }
        if let (Some(line), Some(at)) = (islands.last_mut(), at(lat, lon)) {
            line.push(at);
        }
    }
    islands
});

fn at(lat: &str, lon: &str) -> Option<Location> {
    Some(Location { lat: lat.parse().ok()?, lon: lon.parse().ok()? })
}

/// Where a region's town lies, a province's capital; none where that is not certain.
#[must_use]
pub fn location(region: &PlaceCode) -> Option<Location> {
    PLACES.get(region).copied()
}

/// The middle of a kecamatan, by its 6 digits: about where its people live; none where that
/// is not known.
#[must_use]
pub fn district_location(code: &str) -> Option<Location> {
    DISTRICTS.get(code).copied()
}

/// The outlines of the larger islands, each a closed line whose last point leads back to
/// its first.
#[must_use]
pub fn coast() -> &'static [Vec<Location>] {
    &COAST
}

#[cfg(test)]
mod tests {
    use super::super::region;
    use super::*;

    #[test]
    fn every_point_belongs_to_a_region_and_lies_in_the_country() {
        assert_eq!(PLACES.len(), 196);
        for (code, at) in PLACES.iter() {
            assert!(region(code).is_some(), "{code}");
            assert!((-11.0..6.5).contains(&at.lat) && (95.0..141.1).contains(&at.lon), "{code}: {at:?}");
        }
    }

    #[test]
    fn a_town_lies_within_a_few_hundred_kilometres_of_its_provinces_capital() {
        for (code, at) in PLACES.iter().filter(|(code, _)| code.as_str().len() == 4) {
            let capital = PlaceCode::parse(&code.as_str()[..2]).unwrap();
            let way = at.km_to(PLACES[&capital]);
            assert!(way < 600.0, "{code} lies {way} km from its capital");
        }
    }

    #[test]
    fn all_kecamatan_of_bandung_have_a_point_near_its_centre() {
        let city = PlaceCode::parse("3273").unwrap();
        let centre = location(&city).unwrap();
        for district in super::super::districts(&city) {
            let at = district_location(&district.code).unwrap();
            assert!(at.km_to(centre) < 13.0, "{}: {at:?}", district.name);
        }
        let far = |name: &str| {
            let district = super::super::districts(&city).iter().find(|known| known.name == name).unwrap();
            district_location(&district.code).unwrap()
        };
        assert!(far("Antapani").lon > centre.lon && far("Bojongloa Kidul").lat < centre.lat);
        assert!(district_location("999999").is_none());
    }

    #[test]
    fn islands_have_an_outline_and_no_row_is_lost() {
        assert_eq!((coast().len(), coast().iter().map(Vec::len).sum::<usize>()), (44, 1109));
        assert!(coast().iter().all(|island| island.len() >= 4));
    }

    #[test]
    fn a_region_whose_town_is_not_certain_has_no_point() {
        assert!(location(&PlaceCode::parse("3204").unwrap()).is_none());
        assert!(location(&PlaceCode::parse("3273").unwrap()).is_some());
    }
}
