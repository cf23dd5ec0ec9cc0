//! SDMX 3.0: prices as SDMX-CSV 2.0, and the structure that says what its codes mean.
//!
//! Both go by one table of components ([`COMPONENTS`]) and the same codes, so that no
//! file has a column or a code that its structure does not know. An identifier in SDMX has
//! letters, digits, `_`, `@`, `$` and `-` only; whatever else our names have becomes `_`.

mod lists;
mod rows;
mod structure;

pub use structure::Structure;

pub(super) use rows::{All, Alone};

use crate::model::{CommodityId, Frequency, PlaceCode, SourceId};
use crate::profile::Profile;

/// The version of the structure: another one where a component comes or goes. Code lists
/// grow with the data.
const VERSION: &str = "1.0.0";
/// The identifier of the dataflow and of its structure.
const FLOW: &str = "HARGA_PANGAN";
/// All markets of a region, and what a source says of the region as a whole.
const TOTAL: &str = "_T";
/// Not applicable: observations stand as they are.
const NONE: &str = "_Z";
/// The unit of changes in per cent.
const PERCENT: &str = "PC";
/// The unit of index numbers.
const INDEX: &str = "IX";

/// Where a component stands in the structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// It names the series.
    Dimension,
    /// It names the observation in the series.
    Time,
    /// What was observed.
    Measure,
    /// It says something of the series.
    OfSeries,
    /// It says something of the observation.
    OfObservation,
}

/// A component of the structure, and so a column of its files.
#[derive(Debug, Clone, Copy)]
struct Component {
    id: &'static str,
    part: Part,
    /// The code list that its values come from, or the type of its text.
    values: Result<&'static str, &'static str>,
    /// Its Indonesian name.
    name: &'static str,
    /// Its English name.
    name_en: &'static str,
}

const fn coded(
    id: &'static str,
    part: Part,
    list: &'static str,
    name: &'static str,
    name_en: &'static str,
) -> Component {
    Component { id, part, values: Ok(list), name, name_en }
}

const fn plain(
    id: &'static str,
    part: Part,
    text: &'static str,
    name: &'static str,
    name_en: &'static str,
) -> Component {
    Component { id, part, values: Err(text), name, name_en }
}

/// The components in the order of their columns. Where SDMX has a cross-domain concept,
/// its identifier is taken.
const COMPONENTS: [Component; 14] = [
    coded("FREQ", Part::Dimension, "CL_FREQ", "Frekuensi", "Frequency"),
    coded("REF_AREA", Part::Dimension, "CL_AREA", "Wilayah", "Reference area"),
    coded("COMMODITY", Part::Dimension, "CL_COMMODITY", "Komoditas", "Commodity"),
    coded("MARKET", Part::Dimension, "CL_MARKET", "Pasar", "Market"),
    coded("PRICE_LEVEL", Part::Dimension, "CL_PRICE_LEVEL", "Tingkat harga", "Price level"),
    coded("SOURCE", Part::Dimension, "CL_SOURCE", "Sumber harga", "Source of the price"),
    coded("AGGREGATION", Part::Dimension, "CL_AGGREGATION", "Cara meringkas periode", "What stands for a period"),
    coded("TRANSFORMATION", Part::Dimension, "CL_TRANSFORMATION", "Ukuran", "Transformation"),
    plain("TIME_PERIOD", Part::Time, "ObservationalTimePeriod", "Periode", "Time period"),
    plain("OBS_VALUE", Part::Measure, "Double", "Nilai", "Observation value"),
    coded("OBS_STATUS", Part::OfObservation, "CL_OBS_STATUS", "Status pengamatan", "Observation status"),
    coded("UNIT_MEASURE", Part::OfSeries, "CL_UNIT_MEASURE", "Satuan", "Unit of measure"),
    plain("BASE_PER", Part::OfSeries, "ObservationalTimePeriod", "Periode dasar indeks", "Base period of an index"),
    plain(
        "DATA_VERSION",
        Part::OfObservation,
        "Integer",
        "Versi data yang menetapkan nilai",
        "Data version that set the value",
    ),
];

/// Who maintains the structure: each city its own, since markets and commodities differ.
fn agency(profile: &Profile) -> String {
    format!("LUMBUNG_{}", profile.code)
}

/// How data refers to its dataflow.
fn flow(profile: &Profile) -> String {
    format!("{}:{FLOW}({VERSION})", agency(profile))
}

/// A name with nothing in it that an identifier may not have.
fn identifier(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() || "_@$-".contains(c) { c } else { '_' }).collect()
}

fn frequency(frequency: Frequency) -> &'static str {
    match frequency {
        Frequency::Daily => "D",
        Frequency::Weekly => "W",
        Frequency::Monthly => "M",
    }
}

/// A market's code, in which its region's comes first; that of all markets for a region.
fn market(place: &PlaceCode) -> String {
    if place.is_market() { identifier(place.as_str()) } else { TOTAL.to_owned() }
}

fn source(source: &SourceId) -> String {
    identifier(source.as_str())
}

/// The unit that a commodity is priced by: a series' own, else the profile's.
fn priced_by<'a>(profile: &'a Profile, commodity: &CommodityId, own: &'a str) -> &'a str {
    match profile.commodity(commodity) {
        Some(commodity) if own.is_empty() => &commodity.unit,
        _ => own,
    }
}

/// Rupiah per unit.
fn unit(priced_by: &str) -> String {
    if priced_by.is_empty() { "IDR".to_owned() } else { format!("IDR_{}", identifier(priced_by).to_uppercase()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_only_letters_that_identifiers_may_have() {
        let place = |code| PlaceCode::parse(code).unwrap();
        assert_eq!(market(&place("3273/kiara-condong")), "3273_kiara-condong");
        assert_eq!(market(&place("3273")), "_T");
        assert_eq!(source(&SourceId::parse("lumbung:3203").unwrap()), "lumbung_3203");
        assert_eq!(
            [unit("kg"), unit("liter"), unit("10 butir"), unit("")],
            ["IDR_KG", "IDR_LITER", "IDR_10_BUTIR", "IDR"]
        );
    }

    #[test]
    fn a_series_without_a_unit_is_priced_by_its_commoditys() {
        let profile = Profile::load("bandung").unwrap();
        let shallots = CommodityId::parse("bawang-merah").unwrap();
        assert_eq!(priced_by(&profile, &shallots, ""), "kg");
        assert_eq!(priced_by(&profile, &shallots, "ikat"), "ikat");
    }
}
