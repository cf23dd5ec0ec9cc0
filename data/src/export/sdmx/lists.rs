//! The code lists: what the profile and the gazetteer name, and whatever else is in the
//! data, so that no code in a file is missing.

use super::{INDEX, NONE, PERCENT, TOTAL, frequency, market, priced_by, source, unit};
use crate::export::package::STATUSES;
use crate::gazetteer;
use crate::granary::Granary;
use crate::index::{Aggregation, Units};
use crate::model::{Frequency, Lang, MarketSeries, PlaceCode, PriceLevel, SourceId};
use crate::profile::Profile;
use std::collections::BTreeMap;

/// A code list.
pub(super) struct List {
    pub id: &'static str,
    pub name: &'static str,
    pub name_en: &'static str,
    pub codes: Vec<Code>,
}

/// A code with its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Code {
    pub id: String,
    pub name: String,
    pub name_en: String,
    /// The code that it is a part of.
    pub parent: Option<String>,
}

fn code(id: impl Into<String>, name: impl Into<String>, name_en: impl Into<String>) -> Code {
    Code { id: id.into(), name: name.into(), name_en: name_en.into(), parent: None }
}

/// Codes by their identifier: each once, as it was named first.
#[derive(Default)]
struct Codes(BTreeMap<String, Code>);

impl Codes {
    fn add(&mut self, code: Code) {
        self.0.entry(code.id.clone()).or_insert(code);
    }

    fn sorted(self) -> Vec<Code> {
        self.0.into_values().collect()
    }
}

/// Every list.
pub(super) fn lists(
    granary: &Granary,
    profile: &Profile,
    source_name: &dyn Fn(&SourceId, Lang) -> String,
) -> Vec<List> {
    let members = || granary.cities().flat_map(|city| city.members.iter().map(AsRef::as_ref));
    let list = |id, name, name_en, codes| List { id, name, name_en, codes };
    vec![
        list("CL_FREQ", "Frekuensi", "Frequency", frequencies()),
        list("CL_AREA", "Wilayah menurut kode BPS", "Areas by BPS code", areas(members(), profile)),
        list("CL_COMMODITY", "Komoditas", "Commodities", commodities(members(), profile)),
        list("CL_MARKET", "Pasar", "Markets", markets(members(), profile)),
        list("CL_PRICE_LEVEL", "Tingkat harga", "Price levels", levels()),
        list("CL_SOURCE", "Sumber harga", "Sources of prices", sources(members(), source_name)),
        list("CL_AGGREGATION", "Cara meringkas periode", "What stands for a period", aggregations()),
        list("CL_TRANSFORMATION", "Ukuran", "Transformations", transformations()),
        list("CL_OBS_STATUS", "Status pengamatan", "Observation status", statuses()),
        list("CL_UNIT_MEASURE", "Satuan", "Units of measure", units(members(), profile)),
    ]
}

fn frequencies() -> Vec<Code> {
    let named = |pace| match pace {
        Frequency::Daily => ("Harian", "Daily"),
        Frequency::Weekly => ("Mingguan", "Weekly"),
        Frequency::Monthly => ("Bulanan", "Monthly"),
    };
    Frequency::ALL.map(|pace| code(frequency(pace), named(pace).0, named(pace).1)).to_vec()
}

fn areas<'a>(members: impl Iterator<Item = &'a MarketSeries>, profile: &Profile) -> Vec<Code> {
    let mut areas = Codes::default();
    for region in gazetteer::regions() {
        let parent = gazetteer::province_of(region).filter(|province| province.code != region.code);
        let parent = parent.map(|province| province.code.to_string());
        areas.add(Code { parent, ..code(region.code.as_str(), &region.name, &region.name) });
    }
    let mut named = |place: &PlaceCode| {
        let name = profile.place_name(place);
        areas.add(code(place.as_str(), &name, &name));
    };
    named(&profile.code);
    members.for_each(|series| named(&series.key.place.region()));
    areas.sorted()
}

fn commodities<'a>(members: impl Iterator<Item = &'a MarketSeries>, profile: &Profile) -> Vec<Code> {
    let mut commodities = Codes::default();
    for commodity in &profile.commodities {
        commodities.add(code(commodity.id.as_str(), &commodity.name, &commodity.name_en));
    }
    for series in members {
        let id = series.key.commodity.as_str();
        commodities.add(code(id, id, id));
    }
    commodities.sorted()
}

fn markets<'a>(members: impl Iterator<Item = &'a MarketSeries>, profile: &Profile) -> Vec<Code> {
    let mut markets = Codes::default();
    markets.add(code(TOTAL, "Seluruh wilayah", "The whole area"));
    let known = profile.markets.iter().map(|market| &market.code);
    for place in known.chain(members.map(|series| &series.key.place)).filter(|place| place.is_market()) {
        let name = profile.place_name(place);
        markets.add(code(market(place), &name, &name));
    }
    markets.sorted()
}

fn levels() -> Vec<Code> {
    [
        (PriceLevel::Producer, "Produsen", "Producer"),
        (PriceLevel::Wholesale, "Grosir", "Wholesale"),
        (PriceLevel::Retail, "Eceran", "Retail"),
    ]
    .map(|(level, name, name_en)| code(level.as_str(), name, name_en))
    .to_vec()
}

fn sources<'a>(members: impl Iterator<Item = &'a MarketSeries>, name: &dyn Fn(&SourceId, Lang) -> String) -> Vec<Code> {
    let mut sources = Codes::default();
    let known = SourceId::NAMES.into_iter().filter_map(|id| SourceId::parse(id).ok());
    for id in known.chain(members.map(|series| series.key.source.clone())) {
        sources.add(code(source(&id), name(&id, Lang::Id), name(&id, Lang::En)));
    }
    sources.sorted()
}

fn aggregations() -> Vec<Code> {
    let named = |way| match way {
        Aggregation::GeometricMean => ("Rata-rata geometrik", "Geometric mean"),
        Aggregation::Mean => ("Rata-rata", "Arithmetic mean"),
        Aggregation::Last => ("Nilai terakhir", "Last value"),
    };
    let none = code(NONE, "Tidak diringkas", "Not aggregated");
    let ways = Aggregation::ALL.into_iter().map(|way| code(way.as_str(), named(way).0, named(way).1));
    [none].into_iter().chain(ways).collect()
}

fn transformations() -> Vec<Code> {
    let named = |units| match units {
        Units::Level => ("Harga", "Level"),
        Units::Change => ("Perubahan dari periode sebelumnya", "Change from the period before"),
        Units::Percent => ("Perubahan dalam persen dari periode sebelumnya", "Per cent change from the period before"),
        Units::Index => ("Indeks, periode dasar = 100", "Index, base period = 100"),
    };
    Units::ALL.map(|units| code(units.as_str(), named(units).0, named(units).1)).to_vec()
}

fn statuses() -> Vec<Code> {
    STATUSES.map(|(status, name, name_en)| code(status.as_str(), name, name_en)).to_vec()
}

fn units<'a>(members: impl Iterator<Item = &'a MarketSeries>, profile: &'a Profile) -> Vec<Code> {
    let mut units = Codes::default();
    units.add(code(PERCENT, "Persen", "Per cent"));
    units.add(code(INDEX, "Angka indeks", "Index number"));
    let known = profile.commodities.iter().map(|commodity| commodity.unit.as_str());
    for by in known.chain(members.map(|series| priced_by(profile, &series.key.commodity, &series.unit))) {
        let (name, name_en) = (format!("Rupiah per {by}"), format!("Rupiah per {by}"));
        units.add(if by.is_empty() { code(unit(by), "Rupiah", "Rupiah") } else { code(unit(by), name, name_en) });
    }
    units.sorted()
}
