//! A walk through the past: what could be known of a city price on each day.
//!
//! A value's status rests on reports up to [`REACH`] days after it, so what a
//! city price was on a day is not always what it is now: a jump that only the
//! next report confirms was doubted until then. Officers' decisions came later
//! than the days they are about, and are left out.

use super::settle::corroborators;
use super::{City, Granary};
use crate::clean::{Markets, REACH, Rules, Verdict};
use crate::index::{behind_price, city_price};
use crate::model::{CitySeries, MarketSeries};
use crate::profile::Profile;

/// A city price with all that is known of it up to a day, and the way there.
#[derive(Debug)]
pub struct Walk {
    /// The city price as known at the end.
    pub price: CitySeries,
    /// Its markets as known at the end.
    pub members: Vec<MarketSeries>,
    beside: Vec<MarketSeries>,
    rules: Rules,
}

/// A city price as it was known on a day.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The day, on which at least one market reported.
    pub day: i32,
    /// What was known then, where it was not what is known now of the same days.
    pub apart: Option<(&'a CitySeries, &'a [MarketSeries])>,
}

impl Granary {
    /// The way of a city price up to a day, that day included.
    #[must_use]
    pub fn walk(&self, city: &City, profile: &Profile, until: i32) -> Walk {
        let rules = Rules::of(profile, &city.key.commodity);
        let mut members: Vec<MarketSeries> = city.members.iter().map(|series| cut(series, until)).collect();
        let beside: Vec<MarketSeries> = corroborators(self, city).iter().map(|series| cut(series, until)).collect();
        let believed = verdicts(&members, &beside, &rules, i32::MIN, until);
        lay(&mut members, &believed);
        let price = city_price(city.key.clone(), &members.iter().collect::<Vec<_>>());
        Walk { price, members, beside, rules }
    }
}

impl Walk {
    /// Shows what was known on each day from one on, on which a market reported, in
    /// their order.
    pub fn visit(&self, from: i32, mut visit: impl FnMut(Known<'_>)) {
        let nothing = |series: &MarketSeries| cut(series, i32::MIN);
        let mut members: Vec<MarketSeries> = self.members.iter().map(nothing).collect();
        let mut beside: Vec<MarketSeries> = self.beside.iter().map(nothing).collect();
        for day in report_days(&self.members) {
            grow(&mut members, &self.members, day);
            grow(&mut beside, &self.beside, day);
            if day < from {
                continue;
            }
            let then = verdicts(&members, &beside, &self.rules, day - REACH, day);
            let as_now = |(series, then): (&MarketSeries, &Vec<Verdict>)| then.iter().all(|then| is_same(series, then));
            if members.iter().zip(&then).all(as_now) {
                visit(Known { day, apart: None });
            } else {
                let mut members = members.clone();
                lay(&mut members, &then);
                let price = city_price(self.price.key.clone(), &members.iter().collect::<Vec<_>>());
                visit(Known { day, apart: Some((&price, &members)) });
            }
        }
    }
}

/// The days on which any of those reported something that the city price is made of.
fn report_days(members: &[MarketSeries]) -> Vec<i32> {
    let reported = |series: &MarketSeries| {
        let reported = series.day.iter().zip(&series.reported).filter(|(_, value)| value.is_finite());
        reported.map(|(day, _)| *day).collect::<Vec<_>>()
    };
    let mut days: Vec<i32> = behind_price(members).into_iter().flat_map(reported).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// The rows up to a day.
pub(super) fn cut(series: &MarketSeries, until: i32) -> MarketSeries {
    let known = series.day.partition_point(|day| *day <= until);
    MarketSeries {
        key: series.key.clone(),
        unit: series.unit.clone(),
        reported_unit: series.reported_unit.clone(),
        day: series.day[..known].to_vec(),
        reported: series.reported[..known].to_vec(),
        price: series.price[..known].to_vec(),
        status: series.status[..known].to_vec(),
        version: series.version[..known].to_vec(),
    }
}

/// Adds the rows up to a day.
fn grow(grown: &mut [MarketSeries], whole: &[MarketSeries], until: i32) {
    for (series, whole) in grown.iter_mut().zip(whole) {
        while let Some(day) = whole.day.get(series.day.len()).filter(|day| **day <= until) {
            let at = series.day.len();
            series.day.push(*day);
            series.reported.push(whole.reported[at]);
            series.price.push(whole.price[at]);
            series.status.push(whole.status[at]);
            series.version.push(whole.version[at]);
        }
    }
}

fn verdicts(members: &[MarketSeries], beside: &[MarketSeries], rules: &Rules, from: i32, to: i32) -> Vec<Vec<Verdict>> {
    let members: Vec<&MarketSeries> = members.iter().collect();
    let elsewhere: Vec<&MarketSeries> = beside.iter().collect();
    rules.judge(&Markets { elsewhere: &elsewhere, ..Markets::alone(&members) }, from, to)
}

fn lay(members: &mut [MarketSeries], verdicts: &[Vec<Verdict>]) {
    for (series, verdicts) in members.iter_mut().zip(verdicts) {
        for verdict in verdicts {
            series.price[verdict.at] = verdict.price;
            series.status[verdict.at] = verdict.rule.status();
        }
    }
}

fn is_same(series: &MarketSeries, verdict: &Verdict) -> bool {
    let price = series.price[verdict.at];
    series.status[verdict.at] == verdict.rule.status()
        && (price.to_bits() == verdict.price.to_bits() || (price.is_nan() && verdict.price.is_nan()))
}
