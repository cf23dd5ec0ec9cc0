//! Interventions as they are known: which there are, where each is on a day, and what
//! they did to prices.

pub mod assess;
pub mod effects;
#[cfg(test)]
pub(crate) mod sample;
pub mod told;

use crate::book::{Book, BookError};
use chrono::NaiveDate;
use lumbung_data::gazetteer;
use lumbung_data::model::intervention::page::{Beside, Row};
use lumbung_data::model::intervention::{Entry, Intervention};
use lumbung_data::model::{CommodityId, Lang, PlaceCode};
use lumbung_data::profile::Profile;

/// Every intervention as it was last entered.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Interventions {
    /// The book's stamp of them before they were read: what follows from them can be kept under it.
    pub stamp: i64,
    /// Those that begin last come first.
    pub entries: Vec<Entry>,
}

impl Interventions {
    /// Reads all of them, of which the book had this stamp before.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub async fn read(book: &Book, stamp: i64) -> Result<Self, BookError> {
        Ok(Self { stamp, entries: book.interventions().await? })
    }
}

/// The kecamatan of a code; none of a code that none has.
#[must_use]
pub fn district(code: &str) -> Option<&'static gazetteer::District> {
    let region = PlaceCode::parse(code.get(..4)?).ok()?;
    gazetteer::districts(&region).iter().find(|district| district.code == code)
}

/// Where an intervention is held, in words: its location and kecamatan.
#[must_use]
pub fn place_words(one: &Intervention) -> String {
    let district = one.district.as_deref().and_then(district);
    let district = district.map(|district| format!("Kecamatan {}", district.name));
    let location = Some(one.location.clone()).filter(|location| !location.is_empty());
    location.into_iter().chain(district).collect::<Vec<_>>().join(", ")
}

/// The name of a commodity.
#[must_use]
pub fn commodity_name(profile: &Profile, id: &CommodityId, lang: Lang) -> String {
    profile.commodity(id).map_or_else(|| id.to_string(), |known| known.name(lang).to_owned())
}

/// An intervention as a row of a list.
#[must_use]
pub fn row(entry: &Entry, profile: &Profile, on: NaiveDate, lang: Lang) -> Row {
    let one = &entry.intervention;
    let mut sold: Vec<String> = Vec::new();
    for item in &one.items {
        let name = commodity_name(profile, &item.commodity, lang);
        if !sold.contains(&name) {
            sold.push(name);
        }
    }
    Row {
        id: entry.id,
        kind: one.kind,
        phase: one.phase(on),
        title: one.title.clone(),
        at: place_words(one),
        from: one.from,
        to: one.to,
        sold,
        subsidy: one.subsidy(),
    }
}

/// Those that are about a commodity and held at a place between two days, and neither
/// proposed nor cancelled, by first day.
#[must_use]
pub fn beside(
    entries: &[Entry],
    commodity: &CommodityId,
    place: &PlaceCode,
    (from, to): (NaiveDate, NaiveDate),
    on: NaiveDate,
) -> Vec<Beside> {
    let touching = |entry: &&Entry| {
        let one = &entry.intervention;
        assess::is_decided(one) && one.sells(commodity) && one.is_at(place) && one.is_within(from, to)
    };
    let mut found: Vec<Beside> = entries
        .iter()
        .filter(touching)
        .map(|entry| Beside {
            id: entry.id,
            kind: entry.intervention.kind,
            title: entry.intervention.title.clone(),
            from: entry.intervention.from,
            to: entry.intervention.to,
            phase: entry.intervention.phase(on),
        })
        .collect();
    found.sort_by_key(|one| (one.from, one.id));
    found
}
