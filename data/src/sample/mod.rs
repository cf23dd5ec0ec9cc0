//! The simulated sample: prices that look like a survey's and are none, for a
//! first look at the program and for its tests.
//!
//! Every figure is invented (`sample/parameters.toml`) and stored under the
//! source `simulasi`, which every page names. The sample is the same on every
//! machine, and a day's figure stays what it is when the sample is made anew
//! for a later day.

mod course;
mod draw;
mod parameters;
mod survey;

use crate::model::{CommodityId, Lang, PlaceCode, PriceLevel, day};
use crate::profile::{Commodity, Profile};
use chrono::{Months, NaiveDate, Weekday};
use parameters::Parameters;
use survey::{Calendar, Reduction};

/// How far back the sample reaches.
const MONTHS: u32 = 36;

/// One commodity at one place, as columns of equal length, one row a working
/// day.
#[derive(Debug, Clone, PartialEq)]
pub struct SampleSeries {
    /// What is priced.
    pub commodity: CommodityId,
    /// Where: a market of the city, or a region as a whole.
    pub place: PlaceCode,
    /// Who pays.
    pub level: PriceLevel,
    /// Day numbers (see [`crate::model::day`]), rising, Monday to Friday.
    pub day: Vec<i32>,
    /// Rupiah per unit; none where nothing was reported.
    pub price: Vec<Option<f64>>,
}

/// An intervention in the sample, whose effect is known because it is put
/// there.
#[derive(Debug, Clone, PartialEq)]
pub struct SampleIntervention {
    /// Its Indonesian name, such as `Pasar murah`.
    pub name: String,
    /// Its English name.
    pub name_en: String,
    /// The market where it is held.
    pub place: PlaceCode,
    /// The commodities that it sells.
    pub commodities: Vec<CommodityId>,
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
    /// What it does to prices there while it lasts: -0.12 makes them 12 % lower.
    pub effect: f64,
}

impl SampleIntervention {
    /// Its name in a language.
    #[must_use]
    pub fn name(&self, lang: Lang) -> &str {
        lang.pick(&self.name, &self.name_en)
    }
}

/// The sample of a profile over the three years up to `until`: retail prices of
/// its markets (of the city as a whole where it has none) and producer prices
/// of what its supplying regions send. Commodities that the profile does not
/// watch or that have no parameters are left out; before 2019 there is nothing.
#[must_use]
pub fn series(profile: &Profile, until: NaiveDate) -> Vec<SampleSeries> {
    let parameters = Parameters::get();
    let last = day::of(until);
    let first = until.checked_sub_months(Months::new(MONTHS)).map_or(last, |before| day::of(before) + 1);
    let days = usize::try_from(last - course::epoch() + 1).unwrap_or(0);
    if days == 0 {
        return Vec::new();
    }

    let calendar = Calendar::new(profile, last);
    let interventions = interventions(profile);
    let mut sample = Vec::new();
    for commodity in profile.watched.iter().filter_map(|id| profile.commodity(id)) {
        let id = commodity.id.as_str();
        let Some(numbers) = parameters.commodity.get(id) else { continue };
        let ahead = usize::try_from(parameters.longest_lead()).unwrap_or(0);
        let national = course::national(id, numbers, days + ahead);
        let mut add = |place: &PlaceCode, level, course: &[f64], reductions: &[Reduction]| {
            let plausible = [commodity.plausible_low, commodity.plausible_high];
            let written = survey::survey(&calendar, id, numbers, place, course, plausible, reductions);
            let (day, price) = written.into_iter().filter(|(on, _)| *on >= first).unzip();
            sample.push(SampleSeries { commodity: commodity.id.clone(), place: place.clone(), level, day, price });
        };

        let city = course::regional(profile, id, numbers, &profile.code, &national, 0);
        for place in places(profile) {
            let reductions: Vec<Reduction> = interventions
                .iter()
                .filter(|held| held.place == place && held.commodities.contains(&commodity.id))
                .map(|held| (day::of(held.from), day::of(held.to), held.effect))
                .collect();
            add(&place, PriceLevel::Retail, &city, &reductions);
        }
        for supply in &profile.supplies {
            if supply.region == profile.code || !sends(&supply.sends, commodity) {
                continue;
            }
            let far = supply.region.as_str().get(..2) != profile.code.as_str().get(..2);
            let lead = numbers.lead + if far { parameters.supply.far_days } else { 0 };
            let lead = usize::try_from(lead).unwrap_or(0);
            let mut region = course::regional(profile, id, numbers, &supply.region, &national, lead);
            for price in &mut region {
                *price *= parameters.supply.ratio;
            }
            add(&supply.region, PriceLevel::Producer, &region, &[]);
        }
    }
    sample
}

/// The interventions in the sample of a profile, past and to come: the same
/// weeks every year, at its own markets.
#[must_use]
pub fn interventions(profile: &Profile) -> Vec<SampleIntervention> {
    let parameters = Parameters::get();
    let markets: Vec<PlaceCode> = places(profile).into_iter().filter(PlaceCode::is_market).collect();
    let [first, last] = parameters.intervention_years;
    let mut held = Vec::new();
    for year in first..=last {
        for intervention in &parameters.intervention {
            let watched = |id: &&CommodityId| intervention.commodities.iter().any(|sold| sold == id.as_str());
            let (Some(place), Some(from)) =
                (markets.get(intervention.market), NaiveDate::from_isoywd_opt(year, intervention.week, Weekday::Mon))
            else {
                continue;
            };
            held.push(SampleIntervention {
                name: intervention.name.clone(),
                name_en: intervention.name_en.clone(),
                place: place.clone(),
                commodities: profile.watched.iter().filter(watched).cloned().collect(),
                from,
                to: day::date(day::of(from) + intervention.days - 1),
                effect: intervention.effect,
            });
        }
    }
    held
}

/// Where the city's retail prices are surveyed: its markets, or itself where
/// the profile names none.
fn places(profile: &Profile) -> Vec<PlaceCode> {
    let markets: Vec<PlaceCode> = profile
        .markets_of(&profile.code)
        .filter(|market| market.level == PriceLevel::Retail)
        .map(|market| market.code.clone())
        .collect();
    if markets.is_empty() { vec![profile.code.clone()] } else { markets }
}

/// Whether a supplier that sends these sends the commodity; of one about whom
/// nothing is known, the groups of the parameters are taken.
fn sends(sends: &[CommodityId], commodity: &Commodity) -> bool {
    if sends.is_empty() {
        Parameters::get().supply.unknown_groups.contains(&commodity.group)
    } else {
        sends.contains(&commodity.id)
    }
}

#[cfg(test)]
mod tests;
