//! What stands around a value: the market's own reports before and after it, and
//! the other markets on its day.

use super::{Markets, REACH};
use crate::model::{MarketSeries, ObsStatus, Ruling};
use crate::source::per;
use crate::watch::median;

/// Reports of which the usual value is the median.
const USUAL_OF: usize = 3;

/// A report that may speak for others: plausible, and not withdrawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Report {
    /// Its day.
    pub day: i32,
    /// Rupiah per canonical unit.
    pub value: f64,
    /// The median of the market's last three reports before it, none of them
    /// older than [`REACH`] days; none if there are none.
    pub usual: Option<f64>,
}

/// The other markets on a day.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Others {
    /// How many report.
    pub count: usize,
    /// The median of their values.
    pub median: f64,
    /// How far each has moved from its own usual value, as a logarithm.
    pub changes: Vec<f64>,
}

/// The reports of some markets over a stretch of days, market by market.
#[derive(Debug)]
pub(super) struct Neighbours {
    reports: Vec<Vec<Report>>,
}

impl Neighbours {
    /// The reports of these markets from a day to another, both included. What
    /// an officer accepted or corrected is plausible; what one rejected is no
    /// report.
    pub fn of(markets: &Markets<'_>, from: i32, to: i32, is_plausible: impl Fn(f64) -> bool) -> Self {
        let reports = |series: &&MarketSeries| {
            let decided = markets.decisions.about(&series.key);
            // Those before it are looked at too, for its usual value.
            let first = series.day.partition_point(|day| *day < from.saturating_sub(REACH));
            let per = per(&series.reported_unit, &series.unit);
            let mut reports: Vec<Report> = Vec::new();
            for at in first..series.day.len() {
                let (day, reported) = (series.day[at], series.reported[at]);
                if day > to {
                    break;
                }
                let value = match decided.on(series, at) {
                    Some(Ruling::Accept) => Some(reported / per),
                    Some(Ruling::Correct(value)) => Some(value / per),
                    Some(Ruling::Reject) => None,
                    None => Some(reported / per).filter(|value| is_plausible(*value)),
                };
                let value = value.filter(|value| value.is_finite() && series.status[at] != ObsStatus::L);
                if let Some(value) = value {
                    let usual = usual(&reports, day);
                    reports.push(Report { day, value, usual });
                }
            }
            reports
        };
        Self { reports: markets.members.iter().chain(markets.elsewhere).map(reports).collect() }
    }

    /// What a market reported on a day.
    pub fn report(&self, market: usize, day: i32) -> Option<&Report> {
        let reports = &self.reports[market];
        reports.binary_search_by_key(&day, |report| report.day).ok().map(|at| &reports[at])
    }

    /// What was usual of it on a day, also where it reported nothing that may
    /// speak for others.
    pub fn usual(&self, market: usize, day: i32) -> Option<f64> {
        let reports = &self.reports[market];
        usual(&reports[..reports.partition_point(|report| report.day < day)], day)
    }

    /// Its report before a day, none older than [`REACH`] days.
    pub fn previous(&self, market: usize, day: i32) -> Option<&Report> {
        let reports = &self.reports[market];
        let before = reports.partition_point(|report| report.day < day);
        reports[..before].last().filter(|report| day - report.day <= REACH)
    }

    /// Its report after a day, none later than [`REACH`] days.
    pub fn next(&self, market: usize, day: i32) -> Option<&Report> {
        let reports = &self.reports[market];
        let after = reports.partition_point(|report| report.day <= day);
        reports.get(after).filter(|report| report.day - day <= REACH)
    }

    /// The others on a day; none if nobody else reports.
    pub fn others(&self, market: usize, day: i32) -> Option<Others> {
        let others = (0..self.reports.len()).filter(|other| *other != market);
        let reports: Vec<&Report> = others.filter_map(|other| self.report(other, day)).collect();
        let median = median(&reports.iter().map(|report| report.value).collect::<Vec<_>>())?;
        let changes = reports.iter().filter_map(|report| Some((report.value / report.usual?).ln())).collect();
        Some(Others { count: reports.len(), median, changes })
    }
}

/// The median of the last reports before a day.
fn usual(reports: &[Report], day: i32) -> Option<f64> {
    let recent = reports.iter().rev().take(USUAL_OF).take_while(|report| day - report.day <= REACH);
    median(&recent.map(|report| report.value).collect::<Vec<_>>())
}
