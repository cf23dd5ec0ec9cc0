//! From a surge to a warning: its level, its evidence, its sentence.

use super::surge;
use super::watched::Watched;
use crate::model::{
    CitySeries, Evidence, Lang, PriceLevel, ReferenceBound, Warning, WarningKind, WarningLevel, WarningState,
    compare_prices, day,
};
use crate::profile::Profile;
use chrono::NaiveDate;
use std::cmp::Ordering;

/// Data older than this says nothing about today; holidays leave gaps of up to
/// eleven days.
pub const MAX_AGE_DAYS: i32 = 14;

/// Whether data of a day say nothing about a later one.
#[must_use]
pub fn is_too_old(last: i32, on: i32) -> bool {
    on - last > MAX_AGE_DAYS
}

/// The warning of a city series in force on a day, from the surges known on
/// that day: *waspada* while the onset waits for confirmation, also where it is told
/// already, *siaga* when it is confirmed, *awas* when the price then also stands above its median of the
/// 365 days before and above the reference's upper bound. Without a reference
/// there is no *awas*. Confirmed below both, it is a price on its way back from a
/// slump, and stays *waspada*.
#[must_use]
pub fn warning(
    city: &CitySeries,
    watched: &Watched,
    profile: &Profile,
    on: NaiveDate,
    version: i64,
    lang: Lang,
) -> Option<Warning> {
    let running = watched.surges.last().filter(|surge| surge.end.is_none())?;
    let (days, prices) = city.survey_days_by(day::of(on));
    let (&last, &price) = (days.last()?, prices.last()?);
    if is_too_old(last, day::of(on)) {
        return None;
    }
    let commodity = profile.commodity(&city.key.commodity)?;

    let year_median = year_median(&days, &prices);
    let date = day::date(last);
    let reference = bound(profile, city, date);
    let level = surge_level(price, running.confirmed.is_some(), year_median, reference.as_ref());
    let raised = watched.stand.raised.map(day::date);
    let state = if raised.is_some() { WarningState::Firing } else { WarningState::Pending };
    let evidence = Evidence {
        date,
        price,
        unit: city.unit.clone(),
        baseline: running.baseline,
        rise: price / running.baseline - 1.0,
        theta: running.theta,
        exceeding: running.exceeding,
        peak: running.peak,
        peak_day: day::date(running.peak_day),
        year_median,
        reference,
        expected: None,
    };
    let onset = day::date(running.onset);
    let confirmed_on = running.confirmed.map(day::date);
    let commodity_name = commodity.name(lang).to_owned();
    let subject = subject(&commodity_name, city.key.level, lang);
    let place_name = profile.place_name(&city.key.region);
    let reason = evidence.sentence(level, &subject, &place_name, (onset, raised, confirmed_on), lang);
    Some(Warning {
        kind: WarningKind::Surge,
        level,
        state,
        commodity: city.key.commodity.clone(),
        commodity_name,
        place: city.key.region.clone(),
        place_name,
        price_level: city.key.level,
        source: city.key.source.clone(),
        onset,
        raised_on: raised.unwrap_or(day::date(running.raised)),
        confirmed_on,
        on,
        version,
        evidence,
        record: None,
        reason,
    })
}

/// The median of the 365 days before the last survey day.
pub(crate) fn year_median(days: &[i32], prices: &[f64]) -> Option<f64> {
    let last = days.len().checked_sub(1)?;
    let from = days.partition_point(|day| *day < days[last] - 365);
    surge::median(&prices[from..last])
}

/// How grave a surge is on a day with this price.
pub(crate) fn surge_level(
    price: f64,
    confirmed: bool,
    year_median: Option<f64>,
    reference: Option<&ReferenceBound>,
) -> WarningLevel {
    let year = year_median.map(|median| compare_prices(price, median));
    let bound = reference.map(|reference| reference.compare(price));
    match (year, bound) {
        _ if !confirmed => WarningLevel::Waspada,
        (Some(Ordering::Greater), Some(Ordering::Greater)) => WarningLevel::Awas,
        // On the way back from a slump nobody is called.
        (Some(Ordering::Less), Some(Ordering::Less)) => WarningLevel::Waspada,
        _ => WarningLevel::Siaga,
    }
}

/// The upper bound of the reference for a city price on a day.
pub(crate) fn bound(profile: &Profile, city: &CitySeries, date: NaiveDate) -> Option<ReferenceBound> {
    let reference = profile.reference_of(city, date)?;
    Some(ReferenceBound { kind: reference.kind.as_str().to_owned(), high: reference.high })
}

/// A commodity as a sentence names it: with its price level where that is not
/// retail.
pub(super) fn subject(name: &str, level: PriceLevel, lang: Lang) -> String {
    match (level, lang) {
        (PriceLevel::Retail, _) => name.to_owned(),
        (PriceLevel::Wholesale, Lang::Id) => format!("{name} (harga grosir)"),
        (PriceLevel::Wholesale, Lang::En) => format!("{name} (wholesale price)"),
        (PriceLevel::Producer, Lang::Id) => format!("{name} (harga produsen)"),
        (PriceLevel::Producer, Lang::En) => format!("{name} (producer price)"),
    }
}
