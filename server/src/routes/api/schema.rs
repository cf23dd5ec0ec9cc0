//! What the values of queries may be, as the description of the API says it: from the
//! very lists that the readers of these values go by.

use super::paging::MOST;
use lumbung_data::index::{Aggregation, Units};
use lumbung_data::model::{Frequency, PriceLevel};
use utoipa::openapi::schema::{KnownFormat, SchemaFormat, Type};
use utoipa::openapi::{Object, ObjectBuilder};

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

fn one_of<'a>(names: impl IntoIterator<Item = &'a str>) -> Object {
    text().enum_values(Some(names)).build()
}

pub(in crate::routes) fn level() -> Object {
    one_of([PriceLevel::Producer, PriceLevel::Wholesale, PriceLevel::Retail].map(PriceLevel::as_str))
}

pub(in crate::routes) fn frequency() -> Object {
    one_of(Frequency::ALL.map(Frequency::as_str))
}

pub(in crate::routes) fn aggregation() -> Object {
    one_of(Aggregation::ALL.map(Aggregation::as_str))
}

pub(in crate::routes) fn units() -> Object {
    one_of(Units::ALL.map(Units::as_str))
}

pub(in crate::routes) fn variant() -> Object {
    one_of(["plain", "excel-id"])
}

pub(in crate::routes) fn language() -> Object {
    one_of(["id", "en"])
}

pub(in crate::routes) fn date() -> Object {
    text().format(Some(SchemaFormat::KnownFormat(KnownFormat::Date))).build()
}

pub(in crate::routes) fn statuses() -> Object {
    text().pattern(Some("^[AUIEOHL](,[AUIEOHL])*$")).build()
}

pub(in crate::routes) fn source() -> Object {
    text().pattern(Some("^(pihps|bapanas|sp2kp|wfp|bps|lokal|simulasi|lumbung:([0-9]{2}|[0-9]{4}))$")).build()
}

pub(in crate::routes) fn commodity() -> Object {
    text().pattern(Some("^[a-z0-9]+(-[a-z0-9]+)*$")).max_length(Some(64)).build()
}

pub(in crate::routes) fn place() -> Object {
    text().pattern(Some("^([0-9]{2}|[0-9]{4})(/[a-z0-9]+(-[a-z0-9]+)*)?$")).max_length(Some(69)).build()
}

pub(in crate::routes) fn limit() -> Object {
    #[expect(clippy::cast_precision_loss, reason = "a small number")]
    let most = MOST as f64;
    ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1.0)).maximum(Some(most)).build()
}

pub(in crate::routes) fn number() -> Object {
    ObjectBuilder::new().schema_type(Type::Integer).build()
}
