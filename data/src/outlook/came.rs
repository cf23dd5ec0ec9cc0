//! What came of forecasts, and what a series' own past would have said instead.

use super::drift::SHARES;
use super::panel::{Panel, REFIT_DAYS, Row, refit_from};
use super::walk::{Forecasts, HORIZONS};
use crate::model::CommodityId;
use crate::quantile::{quantile, sorted};
use crate::watch::Phase;

/// Own past changes without which they say nothing.
const LEAST_CHANGES: usize = 50;

/// One forecast and what came of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Came<'a> {
    pub commodity: &'a CommodityId,
    /// On which day it was said.
    pub day: i32,
    /// Whether no surge waited or ran.
    pub calm: bool,
    pub chance: f64,
    /// Whether a surge set in; none while that is not known.
    pub surged: Option<bool>,
    /// The quantiles of the log price.
    pub said: [f64; 3],
    /// The same by the series' own past changes, as known on the last refit day.
    pub reference: Option<[f64; 3]>,
    /// The log price; none while it is not known.
    pub log: Option<f64>,
}

/// Every forecast for one of the horizons, and what came of it.
pub(crate) fn came<'a>(panel: &'a Panel, forecasts: &'a Forecasts, horizon: usize) -> Vec<Came<'a>> {
    let days = HORIZONS[horizon];
    let mut found = Vec::new();
    for course in &panel.courses {
        let mut own: Option<(i32, Option<[f64; 3]>)> = None;
        for at in course.rows.clone() {
            let Some(said) = &forecasts.rows[at] else { continue };
            let row = &panel.rows[at];
            let day = row.day + panel.lag;
            let refit = refit_from(day + 1) - REFIT_DAYS;
            if own.is_none_or(|(known, _)| known != refit) {
                own = Some((refit, past(panel, course.rows.clone(), days, refit)));
            }
            let changes = own.and_then(|(_, changes)| changes);
            found.push(Came {
                commodity: &course.key.commodity,
                day,
                calm: row.phase == Phase::Calm,
                chance: said[horizon].chance,
                surged: panel.surged(row, days, i32::MAX),
                said: said[horizon].price.map(f64::ln),
                reference: changes.map(|changes| changes.map(|change| row.log + course.unit * change)),
                log: panel.moved(row, days, i32::MAX).map(|moved| row.log + course.unit * moved),
            });
        }
    }
    found
}

/// The quantiles of a series' changes that were known on a refit day.
fn past(panel: &Panel, rows: std::ops::Range<usize>, horizon: i32, refit: i32) -> Option<[f64; 3]> {
    let rows: &[Row] = &panel.rows[rows];
    let known = rows.partition_point(|row| row.day + panel.lag + horizon < refit);
    let changes = sorted(rows[..known].iter().filter_map(|row| panel.moved(row, horizon, refit)));
    (changes.len() >= LEAST_CHANGES).then(|| SHARES.map(|share| quantile(&changes, share)))
}
