//! A mapping as TOML, and its checks.

use super::{DateForm, Layout, Mapping, MappingError};
use crate::gazetteer;
use crate::model::{CommodityId, Frequency, PlaceCode, PriceLevel, SourceId};
use crate::names::normal;
use crate::source::number::Marks;
use serde::Deserialize;
use std::collections::HashMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    name: Option<String>,
    layout: Option<String>,
    source: Option<String>,
    frequency: Option<String>,
    level: Option<String>,
    place: Option<String>,
    region: Option<String>,
    header: Option<Vec<String>>,
    #[serde(default)]
    columns: Columns,
    #[serde(default)]
    format: Form,
    #[serde(default)]
    commodities: HashMap<String, String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Columns {
    date: Option<String>,
    commodity: Option<String>,
    place: Option<String>,
    price: Option<String>,
    unit: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    date: Option<String>,
    thousands: Option<String>,
    decimal: Option<String>,
    #[serde(default)]
    missing: Vec<String>,
}

/// Says what is wrong, of one file.
#[derive(Clone, Copy)]
struct Of<'a>(&'a str);

impl Of<'_> {
    fn missing(self, key: &'static str, example: &'static str) -> MappingError {
        MappingError::Missing { file: self.0.to_owned(), key, example }
    }

    fn invalid(self, key: &str, value: &str, expected: &'static str, expected_id: &'static str) -> MappingError {
        let value = value.chars().take(80).collect();
        MappingError::Invalid { file: self.0.to_owned(), key: key.to_owned(), value, expected, expected_id }
    }

    fn place(self, key: &str, text: Option<String>) -> Result<Option<PlaceCode>, MappingError> {
        let Some(text) = text else { return Ok(None) };
        PlaceCode::parse(&text).ok().filter(|place| gazetteer::region(&place.region()).is_some()).map(Some).ok_or_else(
            || self.invalid(key, &text, "a code such as 3273 or 3273/kosambi", "kode seperti 3273 atau 3273/kosambi"),
        )
    }

    fn mark(self, key: &str, text: Option<String>) -> Result<Option<char>, MappingError> {
        let Some(text) = text else { return Ok(None) };
        let mut letters = text.chars();
        match (letters.next(), letters.next()) {
            (None, _) => Ok(None),
            (Some(mark @ ('.' | ',' | '\'' | ' ')), None) => Ok(Some(mark)),
            _ => Err(self.invalid(
                key,
                &text,
                "one mark: a point, a comma, an apostrophe or a blank",
                "satu tanda: titik, koma, apostrof, atau spasi",
            )),
        }
    }
}

/// Reads and checks a mapping.
pub(super) fn parse(file: &str, text: &str) -> Result<Mapping, MappingError> {
    let read: File = toml::from_str(text)
        .map_err(|error| MappingError::Syntax { file: file.to_owned(), detail: error.to_string() })?;
    check(Of(file), read)
}

/// A mapping that stands in a profile: the profile's reader names file and
/// line.
impl TryFrom<File> for Mapping {
    type Error = MappingError;

    fn try_from(read: File) -> Result<Self, MappingError> {
        let name = read.name.clone().unwrap_or_default();
        check(Of(&name), read)
    }
}

fn check(of: Of<'_>, read: File) -> Result<Mapping, MappingError> {
    let layout = layout(of, read.layout.as_deref())?;
    let header: Vec<String> = read
        .header
        .ok_or_else(|| of.missing("header", "[\"Tanggal\", \"Barang\", \"Harga\"]"))?
        .iter()
        .map(|name| normal(name))
        .filter(|name| !name.is_empty())
        .collect();
    let columns = read.columns;
    let place = of.place("place", read.place)?;
    check_columns(of, layout, &columns, &header)?;
    let marks = Marks {
        thousands: of.mark("format.thousands", read.format.thousands)?,
        decimal: of.mark("format.decimal", read.format.decimal)?,
    };
    if marks.thousands.is_some() && marks.thousands == marks.decimal {
        let mark = marks.decimal.map(String::from).unwrap_or_default();
        return Err(of.invalid(
            "format.decimal",
            &mark,
            "another mark than thousands",
            "tanda lain daripada thousands",
        ));
    }
    let date = read.format.date.ok_or_else(|| of.missing("format.date", "\"dd/mm/yyyy\""))?;
    for id in read.commodities.values() {
        if CommodityId::parse(id).is_err() {
            return Err(of.invalid(
                "commodities",
                id,
                "an identifier such as cabai-rawit-merah",
                "kode seperti cabai-rawit-merah",
            ));
        }
    }
    Ok(Mapping {
        name: read.name.ok_or_else(|| of.missing("name", "\"Harga harian Disdagin\""))?,
        layout,
        source: source(of, read.source.as_deref())?,
        frequency: frequency(of, read.frequency.as_deref())?,
        level: level(of, read.level.as_deref())?,
        place,
        region: of.place("region", read.region)?,
        header,
        date_column: columns.date,
        commodity_column: columns.commodity,
        place_column: columns.place,
        price_column: columns.price,
        unit_column: columns.unit,
        date: date_form(of, &date)?,
        marks,
        missing: read.format.missing.into_iter().map(|mark| mark.trim().to_owned()).collect(),
        commodities: read.commodities.into_iter().map(|(name, id)| (normal(&name), id)).collect(),
    })
}

/// Each column that a layout needs is named, and every named one is in the
/// header.
fn check_columns(of: Of<'_>, layout: Layout, columns: &Columns, header: &[String]) -> Result<(), MappingError> {
    let needed = [
        ("columns.date", "\"Tanggal\"", &columns.date, layout != Layout::DatesAcross),
        ("columns.commodity", "\"Barang\"", &columns.commodity, layout != Layout::CommoditiesAcross),
        ("columns.price", "\"Harga\"", &columns.price, layout == Layout::Long),
        ("columns.place", "\"Pasar\"", &columns.place, false),
        ("columns.unit", "\"Satuan\"", &columns.unit, false),
    ];
    for (key, example, column, is_needed) in needed {
        match column {
            None if is_needed => return Err(of.missing(key, example)),
            Some(name) if !header.contains(&normal(name)) => {
                return Err(of.invalid(key, name, "a name that stands in header", "nama yang ada di header"));
            }
            _ => {}
        }
    }
    Ok(())
}

fn layout(of: Of<'_>, text: Option<&str>) -> Result<Layout, MappingError> {
    match text.unwrap_or("long") {
        "long" => Ok(Layout::Long),
        "dates-across" => Ok(Layout::DatesAcross),
        "commodities-across" => Ok(Layout::CommoditiesAcross),
        other => {
            let expected = "long, dates-across or commodities-across";
            Err(of.invalid("layout", other, expected, "long, dates-across, atau commodities-across"))
        }
    }
}

fn date_form(of: Of<'_>, text: &str) -> Result<DateForm, MappingError> {
    match text {
        "yyyy-mm-dd" => Ok(DateForm::Iso),
        "dd/mm/yyyy" => Ok(DateForm::DayFirstSlashes),
        "dd-mm-yyyy" => Ok(DateForm::DayFirstHyphens),
        "mm/dd/yyyy" => Ok(DateForm::MonthFirst),
        "yyyy/mm/dd" => Ok(DateForm::YearFirstSlashes),
        other => {
            let expected = "yyyy-mm-dd, dd/mm/yyyy, dd-mm-yyyy, mm/dd/yyyy or yyyy/mm/dd";
            Err(of.invalid(
                "format.date",
                other,
                expected,
                "yyyy-mm-dd, dd/mm/yyyy, dd-mm-yyyy, mm/dd/yyyy, atau yyyy/mm/dd",
            ))
        }
    }
}

fn source(of: Of<'_>, text: Option<&str>) -> Result<SourceId, MappingError> {
    let text = text.unwrap_or("lokal");
    SourceId::parse(text).map_err(|_| {
        let expected = "pihps, bapanas, sp2kp, wfp, bps, lokal or lumbung:CODE";
        of.invalid("source", text, expected, "pihps, bapanas, sp2kp, wfp, bps, lokal, atau lumbung:KODE")
    })
}

fn frequency(of: Of<'_>, text: Option<&str>) -> Result<Frequency, MappingError> {
    let text = text.unwrap_or("daily");
    Frequency::parse(text)
        .map_err(|_| of.invalid("frequency", text, "daily, weekly or monthly", "daily, weekly, atau monthly"))
}

fn level(of: Of<'_>, text: Option<&str>) -> Result<Option<PriceLevel>, MappingError> {
    let Some(text) = text else { return Ok(None) };
    PriceLevel::parse(text)
        .map(Some)
        .map_err(|_| of.invalid("level", text, "producer, wholesale or retail", "producer, wholesale, atau retail"))
}
