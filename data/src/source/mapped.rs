//! Any table whose columns somebody has mapped ([`Mapping`]). Number and date
//! format, missing marks, level, frequency and units are those of the mapping;
//! `-`, `0` and nothing always mean "not reported", and `Rp` may stand before
//! a price.

use super::bapanas_city::stated;
use super::intake::{Context, Intake, Mark};
use super::long::{self, Long, none, reported};
use super::mapping::{Layout, Mapping};
use super::number::{marked, without_rupiah_sign};
use super::quotes::Reading;
use super::reason::Reason;
use super::resolve::{self, Fault, Whose};
use super::table::{Cell, Header, Row, Table};
use super::unit::Unit;
use super::wide::{self, DatesAcross, HeadsAcross};
use crate::gazetteer;
use crate::model::PlaceCode;
use crate::names::normal;
use crate::profile::{Commodity, Profile};

/// The name of the format in reports.
pub(super) const ID: &str = "mapped";

/// Reads a table by its mapping.
pub(super) fn read(
    header: &Header,
    table: Table<'_>,
    context: &Context<'_>,
    mapping: &Mapping,
) -> Result<Reading, Reason> {
    let reader = Reader {
        mapping,
        context,
        place: fixed_place(context, mapping)?,
        commodity: fixed_commodity(context, mapping)?,
    };
    let number = |text: &str| reader.number(text);
    let column = |name: &Option<String>| name.as_ref().and_then(|name| header.position(name));
    let date = column(&mapping.date_column).unwrap_or_default();
    let columns = Names {
        commodity: column(&mapping.commodity_column),
        place: column(&mapping.place_column),
        unit: column(&mapping.unit_column),
    };
    let names: Vec<usize> = [columns.commodity, columns.place, columns.unit].into_iter().flatten().collect();
    let mut one = |intake: &mut Intake<'_>, texts: &[&str], near: bool| {
        let texts = columns.of(texts);
        let (commodity, unit) = reader.what(texts, near)?;
        let (at, place) = texts.place;
        let whose = reader.whose(place).map_err(|reason| (at, reason))?;
        whose.series(intake, commodity, unit).map_err(|reason| (texts.unit.0, reason))
    };
    let day = |row: Row<'_>| match row.get(date) {
        Cell::Day(day) => Ok(day),
        cell => mapping.date.read(&cell.text()).ok_or((date, Reason::BadMappedDate)),
    };
    let is_across = |column: &usize| *column != date && !names.contains(column) && !header.shown[*column].is_empty();
    let across = (0..header.width()).filter(is_across);
    let mark = |_: f64| Mark::Reported;
    match mapping.layout {
        Layout::Long => Ok(long::read(
            header,
            table,
            context,
            Long {
                names: &names,
                resolve: &mut one,
                when: &[date],
                date: &|text| mapping.date.read(text[0]).ok_or(Reason::BadMappedDate),
                price: column(&mapping.price_column).unwrap_or_default(),
                number: &number,
                mark: &reported,
                skip: none,
            },
        )),
        Layout::DatesAcross => {
            let days = (0..header.width()).filter_map(|column| {
                let date = header.days[column].or_else(|| mapping.date.read(&header.shown[column]))?;
                Some((column, Ok(date)))
            });
            let (days, skip) = (days.collect(), &|_: Row<'_>| false);
            let across = DatesAcross { days, names: &names, resolve: &mut one, skip, number: &number };
            wide::dates_across(header, table, context, across)
        }
        Layout::CommoditiesAcross => {
            let heads = across.map(|column| (column, reader.named(&header.shown[column], true))).collect();
            let mut resolve = |intake: &mut Intake<'_>, commodity: &&Commodity, texts: &[&str]| {
                let (at, place) = columns.of(texts).place;
                let whose = reader.whose(place).map_err(|reason| (at, reason))?;
                whose.series(intake, commodity, None).map_err(|reason| (0, reason))
            };
            let across = HeadsAcross { heads, names: &names, resolve: &mut resolve, date: &day, number: &number, mark };
            wide::heads_across(header, table, context, across)
        }
        Layout::PlacesAcross => {
            let heads = across.map(|column| (column, reader.whose(Some(&header.shown[column])))).collect();
            let mut resolve = |intake: &mut Intake<'_>, whose: &Whose, texts: &[&str]| {
                let texts = columns.of(texts);
                let (commodity, unit) = reader.what(texts, true)?;
                whose.series(intake, commodity, unit).map_err(|reason| (texts.unit.0, reason))
            };
            let across = HeadsAcross { heads, names: &names, resolve: &mut resolve, date: &day, number: &number, mark };
            wide::heads_across(header, table, context, across)
        }
    }
}

/// The columns of names, where a table has them. Their texts come in this
/// order.
#[derive(Debug, Clone, Copy)]
struct Names {
    commodity: Option<usize>,
    place: Option<usize>,
    unit: Option<usize>,
}

/// What a row says in these columns, each with its place among the texts.
#[derive(Debug, Clone, Copy)]
struct Said<'r> {
    commodity: (usize, Option<&'r str>),
    place: (usize, Option<&'r str>),
    unit: (usize, Option<&'r str>),
}

impl Names {
    fn of<'r>(&self, texts: &[&'r str]) -> Said<'r> {
        let mut next = 0;
        let mut said = |column: Option<usize>| {
            let text = column.and_then(|_| texts.get(next).copied());
            let at = if text.is_some() { next } else { 0 };
            next += usize::from(text.is_some());
            (at, text)
        };
        Said { commodity: said(self.commodity), place: said(self.place), unit: said(self.unit) }
    }
}

/// The place of a table that has no column for it.
fn fixed_place(context: &Context<'_>, mapping: &Mapping) -> Result<Option<PlaceCode>, Reason> {
    match (&mapping.place_column, &mapping.place) {
        (Some(_), _) => Ok(None),
        _ if mapping.layout == Layout::PlacesAcross => Ok(None),
        (None, Some(place)) => Ok(Some(place.clone())),
        (None, None) => context.given_place().map(Some),
    }
}

/// The commodity of a table that has no column for it.
fn fixed_commodity<'a>(context: &'a Context<'_>, mapping: &Mapping) -> Result<Option<&'a Commodity>, Reason> {
    match (&mapping.commodity_column, &mapping.commodity) {
        (None, Some(id)) => resolve::commodity(context.profile, id, true).map(Some),
        _ => Ok(None),
    }
}

struct Reader<'a> {
    mapping: &'a Mapping,
    context: &'a Context<'a>,
    place: Option<PlaceCode>,
    commodity: Option<&'a Commodity>,
}

impl<'a> Reader<'a> {
    fn number(&self, text: &str) -> Result<f64, Reason> {
        if self.mapping.missing.iter().any(|mark| mark == text) {
            return Ok(f64::NAN);
        }
        marked(without_rupiah_sign(text), self.mapping.marks)
    }

    /// The commodity and the unit of a row.
    fn what(&self, said: Said<'_>, near: bool) -> Result<(&'a Commodity, Option<Unit>), Fault> {
        let (at, name) = said.commodity;
        let commodity = match self.commodity {
            Some(commodity) => commodity,
            None => self.named(name.unwrap_or_default(), near).map_err(|reason| (at, reason))?,
        };
        let (at, unit) = said.unit;
        let unit = stated(unit.unwrap_or_default(), &commodity.unit).map_err(|reason| (at, reason))?;
        Ok((commodity, unit))
    }

    fn named(&self, name: &str, near: bool) -> Result<&'a Commodity, Reason> {
        let known = self.mapping.commodities.get(&normal(name)).map_or(name, String::as_str);
        resolve::commodity(self.context.profile, known, near)
    }

    fn whose(&self, place: Option<&str>) -> Result<Whose, Reason> {
        let place = match (&self.place, place) {
            (Some(place), _) => place.clone(),
            (None, Some(name)) => self.place_named(name)?,
            (None, None) => return Err(Reason::NeedsPlace),
        };
        Ok(Whose {
            place,
            level: self.mapping.level.unwrap_or(self.context.level),
            source: self.mapping.source.clone(),
            frequency: self.mapping.frequency,
        })
    }

    /// A place by its code, by a market's name in the mapping's region, or by
    /// a region's name.
    fn place_named(&self, name: &str) -> Result<PlaceCode, Reason> {
        if name.is_empty() {
            return Err(Reason::EmptyField);
        }
        if let Ok(code) = PlaceCode::parse(name) {
            return gazetteer::region(&code.region()).map(|_| code).ok_or(Reason::UnknownRegion(Vec::new()));
        }
        let profile: &Profile = self.context.profile;
        match &self.mapping.region {
            Some(region) => match profile.market_named(region, name) {
                Ok(market) => Ok(market.code.clone()),
                Err(unknown) => resolve::region(name)
                    .map(|region| region.code.clone())
                    .map_err(|_| Reason::UnknownMarket(unknown.nearest)),
            },
            None => resolve::region(name).map(|region| region.code.clone()),
        }
    }
}
