//! What the questions of the form that maps columns are called, and what can
//! be chosen.

use crate::i18n::words;
use lumbung_data::model::office::MapField;
use lumbung_data::model::{Frequency, Lang};

/// What a question is called.
pub(crate) fn field(field: MapField, lang: Lang) -> &'static str {
    match field {
        MapField::Name => words!(lang, mapping.name),
        MapField::Layout => words!(lang, mapping.layout),
        MapField::DateColumn => words!(lang, mapping.date_column),
        MapField::DateForm => words!(lang, mapping.date_form),
        MapField::CommodityColumn => words!(lang, mapping.commodity_column),
        MapField::Commodity => words!(lang, mapping.commodity),
        MapField::PlaceColumn => words!(lang, mapping.place_column),
        MapField::Place => words!(lang, mapping.place),
        MapField::Region => words!(lang, mapping.region),
        MapField::PriceColumn => words!(lang, mapping.price_column),
        MapField::UnitColumn => words!(lang, mapping.unit_column),
        MapField::Thousands => words!(lang, mapping.thousands),
        MapField::Decimal => words!(lang, mapping.decimal),
        MapField::Missing => words!(lang, mapping.missing),
        MapField::Level => words!(lang, field.level),
        MapField::Source => words!(lang, mapping.source),
        MapField::Frequency => words!(lang, mapping.frequency),
        MapField::Commodities => words!(lang, mapping.commodities),
    }
}

/// What a question needs to be understood.
pub(crate) fn hint(field: MapField, lang: Lang) -> Option<&'static str> {
    Some(match field {
        MapField::Name => words!(lang, mapping.name_hint),
        MapField::DateColumn => words!(lang, mapping.date_column_hint),
        MapField::CommodityColumn => words!(lang, mapping.commodity_column_hint),
        MapField::PlaceColumn => words!(lang, mapping.place_column_hint),
        MapField::PriceColumn => words!(lang, mapping.price_column_hint),
        MapField::Missing => words!(lang, mapping.missing_hint),
        MapField::Commodities => words!(lang, mapping.commodities_hint),
        _ => return None,
    })
}

/// What nothing chosen means; none where something must be.
pub(crate) fn nothing(field: MapField, lang: Lang) -> Option<&'static str> {
    Some(match field {
        MapField::DateColumn
        | MapField::CommodityColumn
        | MapField::PlaceColumn
        | MapField::PriceColumn
        | MapField::Commodity => words!(lang, mapping.no_column),
        MapField::Place => words!(lang, mapping.place_ask),
        MapField::Region => words!(lang, mapping.region_none),
        MapField::UnitColumn => words!(lang, mapping.unit_none),
        MapField::Thousands | MapField::Decimal => words!(lang, mapping.mark_none),
        MapField::Level => words!(lang, mapping.level_ask),
        MapField::Commodities => words!(lang, mapping.commodity_unknown),
        _ => return None,
    })
}

/// Layouts, each with its name in a mapping.
pub(crate) fn layouts(lang: Lang) -> Vec<(String, String)> {
    owned(&[
        ("long", words!(lang, mapping.layout_long)),
        ("dates-across", words!(lang, mapping.layout_dates)),
        ("commodities-across", words!(lang, mapping.layout_commodities)),
        ("places-across", words!(lang, mapping.layout_places)),
    ])
}

/// Ways to write a date, by an example.
pub(crate) fn date_forms() -> Vec<(String, String)> {
    owned(&[
        ("yyyy-mm-dd", "2026-12-31"),
        ("dd/mm/yyyy", "31/12/2026"),
        ("dd-mm-yyyy", "31-12-2026"),
        ("mm/dd/yyyy", "12/31/2026"),
        ("yyyy/mm/dd", "2026/12/31"),
    ])
}

/// Marks in numbers.
pub(crate) fn marks(lang: Lang) -> Vec<(String, String)> {
    owned(&[
        (".", words!(lang, mapping.mark_point)),
        (",", words!(lang, mapping.mark_comma)),
        (" ", words!(lang, mapping.mark_blank)),
        ("'", words!(lang, mapping.mark_apostrophe)),
    ])
}

/// How often prices come.
pub(crate) fn frequencies(lang: Lang) -> Vec<(String, String)> {
    let name = |frequency| match frequency {
        Frequency::Daily => words!(lang, mapping.daily),
        Frequency::Weekly => words!(lang, mapping.weekly),
        Frequency::Monthly => words!(lang, mapping.monthly),
    };
    Frequency::ALL.map(|frequency| (frequency.as_str().to_owned(), name(frequency).to_owned())).to_vec()
}

fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(value, name)| ((*value).to_owned(), (*name).to_owned())).collect()
}
