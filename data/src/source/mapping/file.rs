//! A mapping as TOML, and its checks.

use super::{DateForm, Layout, Mapping, MappingError};
use crate::gazetteer;
use crate::model::{CommodityId, Frequency, PlaceCode, PriceLevel, SourceId};
use crate::names::normal;
use crate::source::number::Marks;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The file as it stands. What is none is not written.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) name: Option<String>,
    pub(super) layout: Option<String>,
    pub(super) source: Option<String>,
    pub(super) frequency: Option<String>,
    pub(super) level: Option<String>,
    pub(super) commodity: Option<String>,
    pub(super) place: Option<String>,
    pub(super) region: Option<String>,
    pub(super) header: Option<Vec<String>>,
    #[serde(default)]
    pub(super) columns: Columns,
    #[serde(default)]
    pub(super) format: Form,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) commodities: BTreeMap<String, String>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Columns {
    pub(super) date: Option<String>,
    pub(super) commodity: Option<String>,
    pub(super) place: Option<String>,
    pub(super) price: Option<String>,
    pub(super) unit: Option<String>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    pub(super) date: Option<String>,
    pub(super) thousands: Option<String>,
    pub(super) decimal: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) missing: Vec<String>,
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

    fn commodity(self, key: &str, text: Option<String>) -> Result<Option<String>, MappingError> {
        match text {
            Some(text) if CommodityId::parse(&text).is_err() => Err(self.invalid(
                key,
                &text,
                "an identifier such as cabai-rawit-merah",
                "kode seperti cabai-rawit-merah",
            )),
            text => Ok(text),
        }
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
    let commodity = of.commodity("commodity", read.commodity)?;
    check_columns(of, layout, &columns, commodity.is_some(), &header)?;
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
        of.commodity("commodities", Some(id.clone()))?;
    }
    Ok(Mapping {
        name: read.name.ok_or_else(|| of.missing("name", "\"Harga harian Disdagin\""))?,
        layout,
        source: source(of, read.source.as_deref())?,
        frequency: frequency(of, read.frequency.as_deref())?,
        level: level(of, read.level.as_deref())?,
        place,
        commodity,
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
fn check_columns(
    of: Of<'_>,
    layout: Layout,
    columns: &Columns,
    one_commodity: bool,
    header: &[String],
) -> Result<(), MappingError> {
    let names_it = !one_commodity && layout != Layout::CommoditiesAcross;
    let needed = [
        ("columns.date", "\"Tanggal\"", &columns.date, layout != Layout::DatesAcross),
        ("columns.commodity", "\"Barang\"", &columns.commodity, names_it),
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
        "places-across" => Ok(Layout::PlacesAcross),
        other => {
            let expected = "long, dates-across, commodities-across or places-across";
            Err(of.invalid("layout", other, expected, "long, dates-across, commodities-across, atau places-across"))
        }
    }
}

fn date_form(of: Of<'_>, text: &str) -> Result<DateForm, MappingError> {
    DateForm::parse(text).ok_or_else(|| {
        of.invalid(
            "format.date",
            text,
            "yyyy-mm-dd, dd/mm/yyyy, dd-mm-yyyy, mm/dd/yyyy or yyyy/mm/dd",
            "yyyy-mm-dd, dd/mm/yyyy, dd-mm-yyyy, mm/dd/yyyy, atau yyyy/mm/dd",
        )
    })
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
