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
use super::table::{Cell, Header, Table};
use super::wide::{self, CommoditiesAcross, DatesAcross};
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
    let reader = Reader { mapping, context, fixed: fixed_place(context, mapping)? };
    let number = |text: &str| reader.number(text);
    let column = |name: &Option<String>| name.as_ref().and_then(|name| header.position(name));
    let place = column(&mapping.place_column);
    let unit = column(&mapping.unit_column);
    let date = column(&mapping.date_column).unwrap_or_default();
    let commodity = column(&mapping.commodity_column).unwrap_or_default();
    let names: Vec<usize> = [Some(commodity), place, unit].into_iter().flatten().collect();
    // Names come in the order commodity, place, unit; either of the last two
    // may not be there.
    let unit_at = unit.map(|_| names.len() - 1);
    let mut one = |intake: &mut Intake<'_>, texts: &[&str], near: bool| {
        let commodity = reader.commodity(texts[0], near).map_err(|reason| (0, reason))?;
        let unit = match unit_at {
            Some(at) => stated(texts[at], &commodity.unit).map_err(|reason| (at, reason))?,
            None => None,
        };
        let whose = reader.whose(place.map(|_| texts[1])).map_err(|reason| (place.map_or(0, |_| 1), reason))?;
        whose.series(intake, commodity, unit).map_err(|reason| (unit_at.unwrap_or(0), reason))
    };
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
            let (days, skip) = (days.collect(), &|_: super::table::Row<'_>| false);
            let across = DatesAcross { days, names: &names, resolve: &mut one, skip, number: &number };
            wide::dates_across(header, table, context, across)
        }
        Layout::CommoditiesAcross => {
            let own = [Some(date), place];
            let commodities = (0..header.width())
                .filter(|column| !own.contains(&Some(*column)) && !header.shown[*column].is_empty())
                .map(|column| (column, reader.commodity(&header.shown[column], true)))
                .collect();
            let names: Vec<usize> = place.into_iter().collect();
            wide::commodities_across(
                header,
                table,
                context,
                CommoditiesAcross {
                    commodities,
                    names: &names,
                    resolve: &mut |intake: &mut Intake<'_>,
                                   commodity: &Commodity,
                                   texts: &[&str]|
                     -> Result<u32, Fault> {
                        let whose = reader.whose(texts.first().copied()).map_err(|reason| (0, reason))?;
                        whose.series(intake, commodity, None).map_err(|reason| (0, reason))
                    },
                    date: &|row| match row.get(date) {
                        Cell::Day(day) => Ok(day),
                        cell => mapping.date.read(&cell.text()).ok_or((date, Reason::BadMappedDate)),
                    },
                    number: &number,
                    mark: |_| Mark::Reported,
                },
            )
        }
    }
}

/// The place of a table that has no column for it.
fn fixed_place(context: &Context<'_>, mapping: &Mapping) -> Result<Option<PlaceCode>, Reason> {
    match (&mapping.place_column, &mapping.place) {
        (Some(_), _) => Ok(None),
        (None, Some(place)) => Ok(Some(place.clone())),
        (None, None) => context.given_place().map(Some),
    }
}

struct Reader<'a> {
    mapping: &'a Mapping,
    context: &'a Context<'a>,
    fixed: Option<PlaceCode>,
}

impl<'a> Reader<'a> {
    fn number(&self, text: &str) -> Result<f64, Reason> {
        if self.mapping.missing.iter().any(|mark| mark == text) {
            return Ok(f64::NAN);
        }
        marked(without_rupiah_sign(text), self.mapping.marks)
    }

    fn commodity(&self, name: &str, near: bool) -> Result<&'a Commodity, Reason> {
        let known = self.mapping.commodities.get(&normal(name)).map_or(name, String::as_str);
        resolve::commodity(self.context.profile, known, near)
    }

    fn whose(&self, place: Option<&str>) -> Result<Whose, Reason> {
        let place = match (&self.fixed, place) {
            (Some(place), _) => place.clone(),
            (None, Some(name)) => self.place(name)?,
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
    fn place(&self, name: &str) -> Result<PlaceCode, Reason> {
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
