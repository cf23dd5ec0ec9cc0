//! The page of a market.

use super::board::SPARK_DAYS;
use super::quality::{doubt, is_rejected};
use super::region::named;
use super::{changes, maps, standing};
use crate::chart;
use chrono::{Months, NaiveDate};
use lumbung_data::granary::{City, Granary};
use lumbung_data::model::board::BoardRow;
use lumbung_data::model::market::{MarketLine, MarketPage, OwnCalendar};
use lumbung_data::model::quality::Doubt;
use lumbung_data::model::reporting::Reporting;
use lumbung_data::model::{Lang, MarketSeries, ObsStatus, PlaceCode, PriceLevel, day};
use lumbung_data::profile::Profile;
use lumbung_data::watch::is_too_old;
use std::cmp::Reverse;
use std::sync::Arc;

/// Suspect values that the page lists.
const LISTED: usize = 20;

/// The page; none of a place that is no known market.
pub(super) fn market(
    granary: &Granary,
    profile: &Profile,
    place: &PlaceCode,
    board: &[BoardRow],
    reporting: &Reporting,
    today: NaiveDate,
    lang: Lang,
) -> Option<MarketPage> {
    let known = profile.market(place)?;
    let standing = standing(granary, profile, today);
    let on = standing.latest.unwrap_or(today);
    let mut rows = lines(granary, profile, place, lang);
    let parts =
        if place.region() == profile.code { maps::parts(granary, profile, board, on, lang) } else { Vec::new() };
    for row in &mut rows {
        // Only retail prices are warned of.
        let own = parts
            .iter()
            .find(|(_, market, id, _)| market == place && *id == row.commodity.id && row.level == PriceLevel::Retail);
        row.warning = own.map(|(level, ..)| *level);
    }
    let gap = |row: &MarketLine| row.gap().unwrap_or(0.0);
    rows.sort_by(|a, b| (a.old, Reverse(a.warning)).cmp(&(b.old, Reverse(b.warning))).then(gap(b).total_cmp(&gap(a))));
    let calendars = reporting.calendars.iter().flat_map(|calendar| {
        let own = calendar.places.iter().filter(|own| own.place == *place);
        own.map(|own| OwnCalendar {
            source: calendar.source.clone(),
            from: calendar.from,
            until: calendar.until,
            place: own.clone(),
        })
    });
    let (doubts, waiting) = doubts(granary, profile, place, lang);
    Some(MarketPage {
        place: place.clone(),
        name: known.name.clone(),
        region: profile.place_name(&place.region()),
        wholesale: known.level != PriceLevel::Retail,
        doubts,
        waiting,
        calendars: calendars.collect(),
        rows,
        standing,
    })
}

/// The latest suspect values of a market that wait, and how many do.
fn doubts(granary: &Granary, profile: &Profile, place: &PlaceCode, lang: Lang) -> (Vec<Doubt>, usize) {
    let mut open: Vec<(&Arc<MarketSeries>, usize)> = Vec::new();
    for (_, series) in series_of(granary, profile, place) {
        let waits = |at: &usize| series.status[*at] == ObsStatus::U && !is_rejected(granary, series, *at);
        open.extend((0..series.day.len()).filter(waits).map(|at| (series, at)));
    }
    open.sort_by_key(|(series, at)| Reverse(series.day[*at]));
    let waiting = open.len();
    open.truncate(LISTED);
    (open.into_iter().filter_map(|(series, at)| doubt(granary, profile, series, at, lang)).collect(), waiting)
}

/// The series of a market that are shown, each with the price that it is part of.
fn series_of<'a>(
    granary: &'a Granary,
    profile: &Profile,
    place: &PlaceCode,
) -> Vec<(&'a Arc<City>, &'a Arc<MarketSeries>)> {
    let region = place.region();
    let shown = granary.all_shown(profile).into_iter().filter(|city| city.key.region == region);
    shown.filter_map(|city| Some((city, city.members.iter().find(|series| series.key.place == *place)?))).collect()
}

/// Each commodity that a market reports, in the order of their names.
pub(super) fn lines(granary: &Granary, profile: &Profile, place: &PlaceCode, lang: Lang) -> Vec<MarketLine> {
    series_of(granary, profile, place)
        .into_iter()
        .filter_map(|(city, series)| line(city, series, profile, lang))
        .collect()
}

fn line(city: &City, series: &MarketSeries, profile: &Profile, lang: Lang) -> Option<MarketLine> {
    let commodity = profile.commodity(&city.key.commodity)?;
    let at = series.price.iter().rposition(|price| price.is_finite())?;
    let (last, price) = (series.day[at], series.price[at]);
    let date = day::date(last);
    let newest = city.last_day().unwrap_or(last);
    let old = is_too_old(last, newest);
    let others: Vec<f64> = city
        .members
        .iter()
        .filter(|other| other.key.place.is_market() && other.key.place != series.key.place)
        .filter_map(|other| {
            let at = other.price.iter().rposition(|price| price.is_finite())?;
            (!is_too_old(other.day[at], newest)).then_some(other.price[at])
        })
        .collect();
    let compared = !old && !others.is_empty();
    let whole = city.price();
    let beside = whole.day.binary_search(&last).ok().map(|at| whole.price[at]).filter(|price| price.is_finite());
    let month = date.checked_sub_months(Months::new(1)).map(day::of);
    let against = |then| changes::against(&series.day, &series.price, at, then);
    Some(MarketLine {
        commodity: named(profile, &city.key.commodity, lang),
        unit: if series.unit.is_empty() { commodity.unit.clone() } else { series.unit.clone() },
        source: city.key.source.clone(),
        level: city.key.level,
        date,
        price,
        old,
        week: against(last - 7),
        month: month.and_then(against),
        unchanged_since: day::date(series.unchanged_since()?),
        city: beside.filter(|_| compared),
        rank: compared.then(|| (1 + others.iter().filter(|other| **other > price).count(), others.len() + 1)),
        sparkline: sparkline(series, newest, commodity.name(lang)),
        strip: compared.then(|| chart::strip(price, &others, beside)),
        warning: None,
    })
}

fn sparkline(series: &MarketSeries, on: i32, label: &str) -> Option<String> {
    let from = series.day.partition_point(|day| *day < on - SPARK_DAYS);
    let points: Vec<(i32, f64)> = series.day[from..]
        .iter()
        .zip(&series.price[from..])
        .filter(|(_, price)| price.is_finite())
        .map(|(day, price)| (*day, *price))
        .collect();
    (points.len() > 1).then(|| chart::sparkline(&points, on - SPARK_DAYS, on, None, label))
}
