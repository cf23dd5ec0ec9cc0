//! Cleaning: which reported values are to be believed. A value is never changed
//! and never deleted; one that is doubted keeps its figure and stays out of
//! prices until another market, another source or the market's next report
//! corroborates it, or an officer decides.
//!
//! Every rule looks at reports and at what officers decided of them, never at
//! what rules said of other values, and only at those of [`REACH`] days before
//! and after: the same reports and decisions give the same statuses, in whatever
//! order and batches they came, and a new one changes nothing far from its day.
//! The rules with their reasons: METHODS.md.

mod decisions;
mod frozen;
mod neighbours;
mod words;

pub use decisions::Decisions;
pub use frozen::{LEAST_FROZEN, frozen};
pub use words::doubt;

use crate::lake::price_of;
use crate::model::{CommodityId, Frequency, Grounds, MarketSeries, ObsStatus, Rule, Ruling, day};
use crate::profile::Profile;
use crate::source::per;
use chrono::{Datelike, Weekday};
use neighbours::{Neighbours, Report};
use std::collections::BTreeSet;

/// How far a report reaches, in days: what is said of a value depends on reports
/// at most so far away.
pub const REACH: i32 = 28;

/// A jump is a change by more than this share, for commodities that move little.
const LEAST_JUMP: f64 = 0.25;
/// What is far from the other markets is further than this share.
const LEAST_DISTANCE: f64 = 1.0;
/// How near a ratio must be to a power of ten to be a slip of digits, in powers
/// of ten: within a quarter.
const DIGIT_WIDTH: f64 = 0.1;

/// The thresholds of one commodity.
#[derive(Debug, Clone)]
pub struct Rules {
    low: f64,
    high: f64,
    /// The logarithm of the factor beyond which a change is a jump.
    jump: f64,
    /// The logarithm of the factor beyond which a first report stands apart.
    distance: f64,
    holidays: BTreeSet<i32>,
}

/// What is looked at when values are judged.
#[derive(Debug, Clone, Copy)]
pub struct Markets<'a> {
    /// A city's markets, which are judged.
    pub members: &'a [&'a MarketSeries],
    /// The same prices by other sources, which corroborate and are not judged.
    pub elsewhere: &'a [&'a MarketSeries],
    /// What officers decided about values of any of these.
    pub decisions: &'a Decisions,
}

impl<'a> Markets<'a> {
    /// A city's markets by themselves: no other source, nothing decided.
    #[must_use]
    pub fn alone(members: &'a [&'a MarketSeries]) -> Self {
        Self { members, elsewhere: &[], decisions: &decisions::NONE }
    }
}

/// What is said of one value.
#[derive(Debug, Clone, Copy)]
pub struct Verdict {
    /// Its place in the series.
    pub at: usize,
    /// The rule that gives its status.
    pub rule: Rule,
    /// Rupiah per canonical unit; NaN where the status leaves it empty.
    pub price: f64,
}

impl Rules {
    /// The rules for a commodity of a profile. One that the profile does not
    /// know has no plausible range.
    #[must_use]
    pub fn of(profile: &Profile, commodity: &CommodityId) -> Self {
        let known = profile.commodity(commodity);
        let theta = known.and_then(|known| known.theta).unwrap_or(0.0);
        Self {
            low: known.map_or(0.0, |known| known.plausible_low),
            high: known.map_or(f64::INFINITY, |known| known.plausible_high),
            jump: (2.0 * theta).max(LEAST_JUMP).ln_1p(),
            distance: (4.0 * theta).max(LEAST_DISTANCE).ln_1p(),
            holidays: profile.days_off.iter().copied().map(day::of).collect(),
        }
    }

    /// The factor beyond which a change from a market's last price is a jump.
    #[must_use]
    pub fn jump_factor(&self) -> f64 {
        self.jump.exp()
    }

    /// The factor beyond which a price stands apart from those of other markets.
    #[must_use]
    pub fn distance_factor(&self) -> f64 {
        self.distance.exp()
    }

    /// Judges every value of a city's markets from a day to another, both
    /// included.
    #[must_use]
    pub fn judge(&self, markets: &Markets<'_>, from: i32, to: i32) -> Vec<Vec<Verdict>> {
        let neighbours = self.neighbours(markets, from, to);
        let judge = |(market, series): (usize, &&MarketSeries)| {
            let decided = markets.decisions.about(&series.key);
            let first = series.day.partition_point(|day| *day < from);
            let days = series.day[first..].iter().take_while(|day| **day <= to);
            let verdict = |at| {
                let ruling = decided.on(series, at);
                let rule = self.rule(series, at, ruling, market, &neighbours);
                let value = match ruling {
                    Some(Ruling::Correct(value)) => value,
                    _ => series.reported[at],
                };
                let price = price_of(value / per(&series.reported_unit, &series.unit), rule.status());
                Verdict { at, rule, price }
            };
            (first..).zip(days).map(|(at, _)| verdict(at)).collect()
        };
        markets.members.iter().enumerate().map(judge).collect()
    }

    /// What the verdict on one value of a market rests on.
    #[must_use]
    pub fn grounds(&self, markets: &Markets<'_>, market: usize, on: i32) -> Grounds {
        let neighbours = self.neighbours(markets, on, on);
        Grounds {
            usual: neighbours.usual(market, on),
            others: neighbours.others(market, on).map(|others| others.median),
            next: neighbours.next(market, on).map(|next| next.value),
        }
    }

    fn neighbours(&self, markets: &Markets<'_>, from: i32, to: i32) -> Neighbours {
        let (from, to) = (from.saturating_sub(REACH), to.saturating_add(REACH));
        Neighbours::of(markets, from, to, |value| self.is_plausible(value))
    }

    fn is_plausible(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }

    fn rule(
        &self,
        series: &MarketSeries,
        at: usize,
        ruling: Option<Ruling>,
        market: usize,
        neighbours: &Neighbours,
    ) -> Rule {
        let on = series.day[at];
        let value = series.reported[at] / per(&series.reported_unit, &series.unit);
        if series.status[at] == ObsStatus::L {
            return Rule::Withdrawn;
        }
        match ruling {
            Some(Ruling::Accept) => return Rule::Accepted,
            Some(Ruling::Correct(_)) => return Rule::Corrected,
            Some(Ruling::Reject) => return Rule::Rejected,
            None => {}
        }
        if value.is_nan() {
            let closed = series.key.source.is_local() && series.status[at] == ObsStatus::H;
            return if closed || self.is_free(on) && series.key.frequency == Frequency::Daily {
                Rule::Holiday
            } else {
                Rule::Missing
            };
        }
        if !self.is_plausible(value) {
            return Rule::Range;
        }
        // What another city judged is not judged again.
        let judged_there = series.key.source.is_another_city();
        if judged_there && series.status[at] == ObsStatus::U {
            return Rule::Published;
        }
        if series.status[at] == ObsStatus::E {
            return Rule::Estimated;
        }
        // Months and weeks may differ as they like; days follow each other.
        if judged_there || series.key.frequency != Frequency::Daily {
            return Rule::Normal;
        }
        match neighbours.report(market, on) {
            Some(report) => self.daily(report, market, neighbours),
            None => Rule::Normal,
        }
    }

    /// The rules for days.
    fn daily(&self, report: &Report, market: usize, neighbours: &Neighbours) -> Rule {
        let others = neighbours.others(market, report.day);
        let near = |a: f64, b: f64| (a / b).ln().abs() <= self.jump;
        let Some(usual) = report.usual else {
            let far = |others: f64| (report.value / others).ln().abs() > self.distance;
            return if others.is_some_and(|others| others.count > 1 && far(others.median)) {
                Rule::Apart
            } else {
                Rule::Normal
            };
        };
        if near(report.value, usual) {
            return Rule::Normal;
        }
        let change = (report.value / usual).ln();
        // At least half the way, in the same direction.
        let goes_along = |change_of_another: f64| change_of_another / change >= 0.5;
        if let Some(others) = &others
            && (near(report.value, others.median) || others.changes.iter().any(|change| goes_along(*change)))
        {
            return Rule::Normal;
        }
        let tens = change / std::f64::consts::LN_10;
        if tens.round().abs() >= 1.0 && (tens - tens.round()).abs() <= DIGIT_WIDTH {
            return Rule::Digit;
        }
        let stays = |other: &Report| goes_along((other.value / usual).ln());
        if neighbours.previous(market, report.day).is_some_and(stays) {
            return Rule::Normal;
        }
        match neighbours.next(market, report.day) {
            Some(next) if stays(next) => Rule::Normal,
            Some(_) => Rule::Reverted,
            None => Rule::Waiting,
        }
    }

    /// Whether nobody surveys on that day.
    fn is_free(&self, on: i32) -> bool {
        matches!(day::date(on).weekday(), Weekday::Sat | Weekday::Sun) || self.holidays.contains(&on)
    }
}

#[cfg(test)]
mod tests;
