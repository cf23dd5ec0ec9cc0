//! From the form's answers to a mapping, and back.

use super::file::{Columns, File, Form};
use super::{DateForm, Mapping, MappingError, Sketch};
use crate::model::office::{Draft, Field, MapField, Trouble, What};
use crate::names::normal;
use serde::Serialize;
use std::collections::BTreeMap;

/// The longest name of a mapping, in characters.
const LONGEST_NAME: usize = 80;

impl Mapping {
    /// The TOML of a mapping, from answers about a table.
    ///
    /// # Errors
    /// What is wrong with which answer.
    pub fn drafted(draft: &Draft, sketch: &Sketch) -> Result<String, Vec<Trouble>> {
        let troubles = troubles(draft);
        if !troubles.is_empty() {
            return Err(troubles);
        }
        // A mapping holds nothing but text, which TOML can always say.
        let text = toml::to_string(&file(draft, sketch)).map_err(|_| vec![trouble(MapField::Name, What::Missing)])?;
        match Self::parse(draft.get(MapField::Name), &text) {
            Ok(_) => Ok(text),
            Err(error) => Err(vec![of_error(&error)]),
        }
    }

    /// A mapping's TOML as it can stand in a city's profile; none of what is no
    /// mapping.
    #[must_use]
    pub fn for_profile(text: &str) -> Option<String> {
        #[derive(Serialize)]
        struct Profile {
            mapping: [File; 1],
        }
        toml::to_string(&Profile { mapping: [toml::from_str(text).ok()?] }).ok()
    }

    /// The answers that a mapping's TOML would be made of; none of what is no
    /// mapping.
    #[must_use]
    pub fn draft(text: &str) -> Option<Draft> {
        let File {
            name, layout, source, frequency, level, commodity, place, region, columns, format, commodities, ..
        } = toml::from_str(text).ok()?;
        let mut draft = Draft::default();
        draft.commodities = commodities.into_iter().collect();
        let answers = [
            (MapField::Name, name),
            (MapField::Layout, layout),
            (MapField::Source, source),
            (MapField::Frequency, frequency),
            (MapField::Level, level),
            (MapField::Commodity, commodity),
            (MapField::Place, place),
            (MapField::Region, region),
            (MapField::DateColumn, columns.date),
            (MapField::CommodityColumn, columns.commodity),
            (MapField::PlaceColumn, columns.place),
            (MapField::PriceColumn, columns.price),
            (MapField::UnitColumn, columns.unit),
            (MapField::DateForm, format.date),
            (MapField::Thousands, format.thousands),
            (MapField::Decimal, format.decimal),
            (MapField::Missing, Some(format.missing.join("; "))),
        ];
        for (field, answer) in answers {
            draft.set(field, answer.unwrap_or_default());
        }
        Some(draft)
    }
}

fn trouble(field: MapField, what: What) -> Trouble {
    Trouble { field: Field::Map(field), what }
}

/// The columns that a layout reads. Others are passed over, whatever was
/// chosen for them.
fn read_by(layout: &str) -> &'static [MapField] {
    use MapField::{CommodityColumn, DateColumn, PlaceColumn, PriceColumn, UnitColumn};
    match layout {
        "dates-across" => &[CommodityColumn, PlaceColumn, UnitColumn],
        "commodities-across" => &[DateColumn, PlaceColumn],
        "places-across" => &[DateColumn, CommodityColumn, UnitColumn],
        _ => &[DateColumn, CommodityColumn, PlaceColumn, PriceColumn, UnitColumn],
    }
}

/// What can be said of the answers before they are a mapping: all of it at
/// once.
fn troubles(draft: &Draft) -> Vec<Trouble> {
    let mut troubles = Vec::new();
    let name = draft.get(MapField::Name);
    if name.is_empty() {
        troubles.push(trouble(MapField::Name, What::Missing));
    } else if name.chars().count() > LONGEST_NAME {
        troubles.push(trouble(MapField::Name, What::TooLong(LONGEST_NAME)));
    }
    let read = read_by(draft.get(MapField::Layout));
    for field in read {
        let column = draft.get(*field);
        match field {
            MapField::DateColumn | MapField::PriceColumn if column.is_empty() => {
                troubles.push(trouble(*field, What::NoColumn));
            }
            MapField::CommodityColumn if column.is_empty() && draft.get(MapField::Commodity).is_empty() => {
                troubles.push(trouble(*field, What::NoCommodity));
            }
            _ => {}
        }
    }
    let chosen = |field: &&MapField| !draft.get(**field).is_empty();
    for (at, field) in read.iter().enumerate().filter(|(_, field)| chosen(field)) {
        if read[..at].iter().any(|earlier| normal(draft.get(*earlier)) == normal(draft.get(*field))) {
            troubles.push(trouble(*field, What::ColumnTwice));
        }
    }
    if draft.get(MapField::DateForm).is_empty() {
        troubles.push(trouble(MapField::DateForm, What::Missing));
    }
    let thousands = draft.get(MapField::Thousands);
    if !thousands.is_empty() && thousands == draft.get(MapField::Decimal) {
        troubles.push(trouble(MapField::Decimal, What::MarksEqual));
    }
    troubles
}

fn file(draft: &Draft, sketch: &Sketch) -> File {
    let layout = draft.get(MapField::Layout);
    let column = |field| draft.given(field).filter(|_| read_by(layout).contains(&field));
    let date = DateForm::parse(draft.get(MapField::DateForm)).filter(|_| layout == "dates-across");
    let is_across = |across: &str| layout == across;
    // A column says it row by row; one for all would be passed over.
    let unless = |answer: MapField, said: bool| draft.given(answer).filter(|_| !said);
    let commodity_column = column(MapField::CommodityColumn);
    let place_column = column(MapField::PlaceColumn);
    let chosen = draft.commodities.iter().filter(|(_, id)| !id.is_empty());
    let header = if is_across("dates-across") {
        sketch.named(date).map(|(_, name)| name.clone()).collect()
    } else {
        sketch.header.iter().filter(|name| !name.is_empty()).cloned().collect()
    };
    File {
        name: draft.given(MapField::Name),
        layout: draft.given(MapField::Layout),
        source: draft.given(MapField::Source),
        frequency: draft.given(MapField::Frequency),
        level: draft.given(MapField::Level),
        commodity: unless(MapField::Commodity, commodity_column.is_some() || is_across("commodities-across")),
        place: unless(MapField::Place, place_column.is_some() || is_across("places-across")),
        region: draft.given(MapField::Region),
        header: Some(header),
        columns: Columns {
            date: column(MapField::DateColumn),
            commodity: commodity_column,
            place: place_column,
            price: column(MapField::PriceColumn),
            unit: column(MapField::UnitColumn),
        },
        format: Form {
            date: draft.given(MapField::DateForm),
            thousands: draft.given(MapField::Thousands),
            decimal: draft.given(MapField::Decimal),
            missing: draft
                .get(MapField::Missing)
                .split(';')
                .map(|mark| mark.trim().to_owned())
                .filter(|mark| !mark.is_empty())
                .collect(),
        },
        commodities: chosen.cloned().collect::<BTreeMap<_, _>>(),
    }
}

/// An answer that is not in its list: the form itself offers none.
fn of_error(error: &MappingError) -> Trouble {
    let key = match error {
        MappingError::Syntax { .. } => "",
        MappingError::Missing { key, .. } => key,
        MappingError::Invalid { key, .. } => key,
    };
    let field = match key {
        "layout" => MapField::Layout,
        "columns.date" => MapField::DateColumn,
        "columns.commodity" => MapField::CommodityColumn,
        "columns.place" => MapField::PlaceColumn,
        "columns.price" => MapField::PriceColumn,
        "columns.unit" => MapField::UnitColumn,
        "format.date" => MapField::DateForm,
        "format.thousands" => MapField::Thousands,
        "format.decimal" => MapField::Decimal,
        "commodity" => MapField::Commodity,
        "commodities" => MapField::Commodities,
        "place" => MapField::Place,
        "region" => MapField::Region,
        "level" => MapField::Level,
        "source" => MapField::Source,
        "frequency" => MapField::Frequency,
        _ => MapField::Name,
    };
    trouble(field, What::UnknownChoice)
}

#[cfg(test)]
mod tests;
