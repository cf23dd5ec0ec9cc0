//! What the values of queries may be, as the description of the API says it: from the
//! very lists that the readers of these values go by.

use super::paging::{LARGEST, MOST};
use lumbung_data::index::{Aggregation, Units};
use lumbung_data::model::ledger::StepKind;
use lumbung_data::model::{Frequency, PriceLevel};
use std::borrow::Cow;
use utoipa::openapi::schema::AnyOfBuilder;
use utoipa::openapi::schema::{KnownFormat, SchemaFormat, Type};
use utoipa::openapi::{Array, ArrayBuilder, Object, ObjectBuilder, OneOfBuilder, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// Kinds of values, each with what it may be.
macro_rules! kinds {
    ($($(#[$meaning:meta])* $name:ident = $schema:expr;)+) => {$(
        $(#[$meaning])*
        pub(in crate::routes) struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                RefOr::T($schema.into())
            }
        }

        impl ToSchema for $name {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed(stringify!($name))
            }
        }
    )+};
}

kinds! {
    /// A commodity.
    Commodity = one(SLUG).max_length(Some(LONGEST)).build();
    /// Commodities.
    Commodities = several(Commodity::schema());
    /// A region or a market.
    Place = OneOfBuilder::new().item(place(2)).item(place(4)).build();
    /// Regions and markets.
    Places = several(Place::schema());
    /// A price level.
    Level = one_of(PriceLevel::ALL.map(PriceLevel::as_str));
    /// Price levels.
    Levels = several(Level::schema());
    /// A source.
    Source = one(SOURCE).build();
    /// Sources.
    Sources = several(Source::schema());
    /// Statuses.
    Statuses = several(one_of(["A", "U", "I", "E", "O", "H", "L"]));
    /// How often.
    Pace = one_of(Frequency::ALL.map(Frequency::as_str));
    /// What stands for a period.
    Way = one_of(Aggregation::ALL.map(Aggregation::as_str));
    /// What values are told in.
    Unit = one_of(Units::ALL.map(Units::as_str));
    /// Which CSV.
    Variant = one_of(["plain", "excel-id", "sdmx"]);
    /// Which CSV of what SDMX does not know.
    Dialect = one_of(["plain", "excel-id"]);
    /// Rows below each other, or side by side.
    Layout = one_of(["long", "wide"]);
    /// How many vintages.
    Vintages = up_to(120.0);
    /// A file as it is.
    Bytes = text().format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary))).build();
    /// What became of a warning.
    Fate = one_of(StepKind::ALL.map(StepKind::as_str));
    /// Where an intervention is.
    Phase = one_of(lumbung_data::model::intervention::Phase::ALL.map(lumbung_data::model::intervention::Phase::as_str));
    /// A language; whatever is none is answered in English.
    Language = text().examples(["id", "en"]).build();
    /// A day.
    Day = date();
    /// A version, a day, which means what was known at its end or is known so far, or a moment.
    AsOf = AnyOfBuilder::new().item(number()).item(date()).item(moment()).build();
    /// Rows of an answer.
    Limit = limit();
    /// A version, or a number of a list.
    Number = number();
}

/// The letters of the longest slug.
const LONGEST: usize = 64;
/// Words joined by hyphens.
const SLUG: &str = "[a-z0-9]+(-[a-z0-9]+)*";
const SOURCE: &str = "(pihps|bapanas|sp2kp|wfp|bps|lokal|simulasi|lumbung:([0-9]{2}|[0-9]{4}))";

/// A province by its two digits, or another region by its four, or a market in it.
fn place(digits: usize) -> Object {
    one(&format!("[0-9]{{{digits}}}(/{SLUG})?")).max_length(Some(digits + 1 + LONGEST)).build()
}

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

fn one_of<'a>(names: impl IntoIterator<Item = &'a str>) -> Object {
    text().enum_values(Some(names)).build()
}

fn one(pattern: &str) -> ObjectBuilder {
    text().pattern(Some(format!("^{pattern}$")))
}

/// At least one value, set apart by commas from others.
fn several(item: impl Into<RefOr<Schema>>) -> Array {
    ArrayBuilder::new().items(item.into()).min_items(Some(1)).build()
}

fn date() -> Object {
    text().format(Some(SchemaFormat::KnownFormat(KnownFormat::Date))).build()
}

fn moment() -> Object {
    text().format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime))).build()
}

fn limit() -> Object {
    #[expect(clippy::cast_precision_loss, reason = "a small number")]
    let most = MOST as f64;
    up_to(most)
}

fn up_to(most: f64) -> Object {
    ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1.0)).maximum(Some(most)).build()
}

/// A number that every program can count to.
fn number() -> Object {
    #[expect(clippy::cast_precision_loss, reason = "the largest that loses none")]
    let most = LARGEST as f64;
    ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(0.0)).maximum(Some(most)).build()
}
