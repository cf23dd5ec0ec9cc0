//! What the values of queries may be, as the description of the API says it: from the
//! very lists that the readers of these values go by.

use super::paging::MOST;
use lumbung_data::index::{Aggregation, Units};
use lumbung_data::model::ledger::StepKind;
use lumbung_data::model::{Frequency, PriceLevel};
use std::borrow::Cow;
use utoipa::openapi::schema::{KnownFormat, SchemaFormat, Type};
use utoipa::openapi::{Object, ObjectBuilder, OneOfBuilder, RefOr, Schema};
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
    Commodity = one(SLUG).max_length(Some(64)).build();
    /// Commodities.
    Commodities = several(SLUG).max_length(Some(64)).build();
    /// A region or a market.
    Place = one(&place()).max_length(Some(69)).build();
    /// Regions and markets.
    Places = several(&place()).max_length(Some(69)).build();
    /// A price level.
    Level = one_of(LEVELS.map(PriceLevel::as_str));
    /// Price levels.
    Levels = several(&format!("({})", LEVELS.map(PriceLevel::as_str).join("|"))).build();
    /// A source.
    Source = one(SOURCE).build();
    /// Sources.
    Sources = several(SOURCE).build();
    /// Statuses.
    Statuses = several("[AUIEOHL]").build();
    /// How often.
    Pace = one_of(Frequency::ALL.map(Frequency::as_str));
    /// What stands for a period.
    Way = one_of(Aggregation::ALL.map(Aggregation::as_str));
    /// What values are told in.
    Unit = one_of(Units::ALL.map(Units::as_str));
    /// Which CSV.
    Variant = one_of(["plain", "excel-id"]);
    /// What became of a warning.
    Fate = one_of(StepKind::ALL.map(StepKind::as_str));
    /// A language; whatever is none is answered in English.
    Language = text().examples(["id", "en"]).build();
    /// A day.
    Day = date();
    /// A version, a day or a moment.
    AsOf = OneOfBuilder::new().item(number()).item(date()).item(moment()).build();
    /// Rows of an answer.
    Limit = limit();
    /// A version, or a number of a list.
    Number = number();
}

/// Words joined by hyphens: of at most 64 letters in all, which no pattern can say.
const SLUG: &str = "[a-z0-9]+(-[a-z0-9]+)*";
const SOURCE: &str = "(pihps|bapanas|sp2kp|wfp|bps|lokal|simulasi|lumbung:([0-9]{2}|[0-9]{4}))";
const LEVELS: [PriceLevel; 3] = [PriceLevel::Producer, PriceLevel::Wholesale, PriceLevel::Retail];

fn place() -> String {
    format!("([0-9]{{2}}|[0-9]{{4}})(/{SLUG})?")
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

/// Values of a pattern, set apart by commas.
fn several(pattern: &str) -> ObjectBuilder {
    text().pattern(Some(format!("^{pattern}(,{pattern})*$")))
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
    ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1.0)).maximum(Some(most)).build()
}

/// A number that every program can count to.
fn number() -> Object {
    const MOST: f64 = 9_007_199_254_740_991.0;
    ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(0.0)).maximum(Some(MOST)).build()
}
