//! Names of a file become identifiers, each distinct combination once.

use super::intake::Intake;
use super::reason::Reason;
use super::unit::Unit;
use crate::gazetteer::{self, Region};
use crate::model::{Frequency, PlaceCode, PriceLevel, SeriesKey, SourceId};
use crate::profile::{Commodity, Market, Profile};
use std::collections::HashMap;

/// After so many unknown names, the nearest known ones are no longer looked
/// for: something else is wrong with the file.
const MOST_STRANGE: usize = 1_000;

/// What is at fault: the place of a name among the names given, and why.
pub(super) type Fault = (usize, Reason);

/// Finds the series of some names; told whether looking for the nearest known
/// ones is still worth it.
pub(super) type Resolve<'p> = &'p mut dyn FnMut(&mut Intake<'_>, &[&str], bool) -> Result<u32, Fault>;

/// The series of each combination of names that was seen.
#[derive(Debug, Default)]
pub(super) struct Resolver {
    known: HashMap<String, Result<u32, Fault>>,
    names: String,
    strange: usize,
}

impl Resolver {
    /// The series of these names. `resolve` is asked once a combination, and
    /// told whether looking for the nearest names is still worth it.
    pub(super) fn series(
        &mut self,
        intake: &mut Intake<'_>,
        names: &[&str],
        resolve: impl FnOnce(&mut Intake<'_>, bool) -> Result<u32, Fault>,
    ) -> Result<u32, Fault> {
        self.names.clear();
        for name in names {
            self.names.push_str(name);
            self.names.push('\n');
        }
        if let Some(series) = self.known.get(&self.names) {
            return series.clone();
        }
        let series = resolve(intake, self.strange < MOST_STRANGE);
        self.strange += usize::from(series.is_err());
        if self.strange < MOST_STRANGE || series.is_ok() {
            self.known.insert(self.names.clone(), series.clone());
        }
        series
    }
}

/// The commodity that a file calls by this name.
pub(super) fn commodity<'p>(profile: &'p Profile, name: &str, near: bool) -> Result<&'p Commodity, Reason> {
    match profile.find_commodity(name) {
        Some(commodity) => Ok(commodity),
        None if name.is_empty() => Err(Reason::EmptyField),
        None if near => profile.commodity_named(name).map_err(|unknown| Reason::UnknownCommodity(unknown.nearest)),
        None => Err(Reason::UnknownCommodity(Vec::new())),
    }
}

/// The region of this name, in any province.
pub(super) fn region(name: &str) -> Result<&'static Region, Reason> {
    if name.is_empty() {
        return Err(Reason::EmptyField);
    }
    gazetteer::region_named(name, None).map_err(|unknown| Reason::UnknownRegion(unknown.nearest))
}

/// The place of this code, in a region that there is, or the region of this name.
pub(super) fn place(text: &str) -> Result<PlaceCode, Reason> {
    match PlaceCode::parse(text) {
        Ok(code) if gazetteer::region(&code.region()).is_some() => Ok(code),
        Ok(_) => Err(Reason::UnknownRegion(Vec::new())),
        Err(_) => Ok(region(text)?.code.clone()),
    }
}

/// The province of this name.
pub(super) fn province(name: &str) -> Result<&'static Region, Reason> {
    let region = region(name)?;
    if region.code.as_str().len() == 2 { Ok(region) } else { Err(Reason::UnknownRegion(Vec::new())) }
}

/// The city or regency of this name in a province: what is at fault is the
/// province (0) or the city (1).
pub(super) fn city_in(province: &str, city: &str) -> Result<&'static Region, Fault> {
    gazetteer::region_named(province, None).map_err(|unknown| (0, Reason::UnknownRegion(unknown.nearest)))?;
    gazetteer::region_named(city, Some(province)).map_err(|unknown| {
        let elsewhere = gazetteer::region_named(city, None).ok().and_then(gazetteer::province_of);
        match elsewhere {
            Some(right) => (1, Reason::OtherProvince(province.to_owned(), right.name.clone())),
            None => (1, Reason::UnknownRegion(unknown.nearest)),
        }
    })
}

/// The market of this name in a region.
pub(super) fn market<'p>(profile: &'p Profile, region: &Region, name: &str) -> Result<&'p Market, Reason> {
    profile.market_named(&region.code, name).map_err(|unknown| Reason::UnknownMarket(unknown.nearest))
}

/// One of the sources that every Lumbung knows.
pub(super) fn source(id: &'static str) -> Result<SourceId, Reason> {
    SourceId::parse(id).map_err(|_| Reason::UnknownSource(id.to_owned()))
}

/// What a series is, beside its commodity.
#[derive(Debug, Clone)]
pub(super) struct Whose {
    pub(super) place: PlaceCode,
    pub(super) level: PriceLevel,
    pub(super) source: SourceId,
    pub(super) frequency: Frequency,
}

impl Whose {
    /// The series of a commodity, in a unit as the source states it or else in
    /// the commodity's own.
    pub(super) fn series(
        &self,
        intake: &mut Intake<'_>,
        commodity: &Commodity,
        unit: Option<Unit>,
    ) -> Result<u32, Reason> {
        let key = SeriesKey {
            commodity: commodity.id.clone(),
            place: self.place.clone(),
            level: self.level,
            source: self.source.clone(),
            frequency: self.frequency,
        };
        intake.series(key, &unit.unwrap_or_else(|| Unit::canonical(&commodity.unit)))
    }
}
