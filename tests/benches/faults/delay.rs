//! Whether a surge is seen later because jumps wait to be corroborated: each is
//! followed day by day, once with every plausible value believed and once with
//! those that the rules leave.

use super::{price, until};
use lumbung_data::clean::{Markets, Rules, Verdict};
use lumbung_data::granary::City;
use lumbung_data::model::{MarketSeries, ObsStatus, Rule};
use lumbung_data::profile::Profile;
use lumbung_data::watch::{self, Theta};
use std::fmt;

/// Days after the onset on which a surge is looked for.
const LOOKED_FOR: i32 = 30;

/// How many surges were seen later, and by how many survey days.
#[derive(Debug, Default)]
pub struct Delays {
    surges: usize,
    first_later: usize,
    confirmed_later: usize,
    lost: usize,
    longest: usize,
}

impl Delays {
    /// Follows every surge of a city price.
    pub fn add(&mut self, city: &City, members: &[MarketSeries], rules: &Rules, profile: &Profile) {
        let believed = with_prices(members, |rule| rule == Rule::Range, rules);
        let theta = profile.commodity(&city.key.commodity).and_then(|commodity| commodity.theta);
        let whole = price(&believed);
        let (days, prices) = whole.survey_days();
        let Some(theta) = watch::theta(theta, &days, &prices) else { return };
        for surge in watch::surges(&days, &prices, theta) {
            let onset = days.partition_point(|day| *day < surge.onset);
            let looked: Vec<i32> =
                days[onset..].iter().copied().take_while(|day| *day <= surge.onset + LOOKED_FOR).collect();
            let near: Vec<MarketSeries> = members.iter().map(|series| since(series, surge.onset - 400)).collect();
            let plain_near = with_prices(&near, |rule| rule == Rule::Range, rules);
            let plain = seen(&looked, |on| surge_known(&plain_near, on, theta, surge.onset));
            let cleaned = seen(&looked, |on| {
                let then: Vec<MarketSeries> = near.iter().map(|series| until(series, on)).collect();
                let judged = with_prices(&then, |rule| rule.status() == ObsStatus::U, rules);
                surge_known(&judged, on, theta, surge.onset)
            });
            self.surges += 1;
            match (plain, cleaned) {
                ((Some(first), confirmed), (Some(first_cleaned), confirmed_cleaned)) => {
                    self.first_later += usize::from(first_cleaned > first);
                    self.longest = self.longest.max(first_cleaned.saturating_sub(first));
                    match (confirmed, confirmed_cleaned) {
                        (Some(plain), Some(cleaned)) => {
                            self.confirmed_later += usize::from(cleaned > plain);
                            self.longest = self.longest.max(cleaned.saturating_sub(plain));
                        }
                        (Some(_), None) => self.lost += 1,
                        _ => {}
                    }
                }
                ((Some(_), _), (None, _)) => self.lost += 1,
                _ => {}
            }
        }
    }
}

/// The survey day, counted from the onset, on which a surge is first seen and
/// the one on which it is confirmed.
fn seen(days: &[i32], known: impl Fn(i32) -> Option<bool>) -> (Option<usize>, Option<usize>) {
    let states: Vec<Option<bool>> = days.iter().map(|day| known(*day)).collect();
    (states.iter().position(Option::is_some), states.iter().position(|state| *state == Some(true)))
}

/// Whether a surge is seen on a day, and whether it is confirmed. One day more
/// or less of the onset is the same surge.
fn surge_known(members: &[MarketSeries], on: i32, theta: Theta, onset: i32) -> Option<bool> {
    let then: Vec<MarketSeries> = members.iter().map(|series| until(series, on)).collect();
    let price = price(&then);
    let (days, prices) = price.survey_days();
    let surges = watch::surges(&days, &prices, theta);
    surges.iter().rev().find(|surge| (surge.onset - onset).abs() <= 7).map(|surge| surge.confirmed.is_some())
}

/// Series whose prices are what they reported, without what a test of the rule
/// takes out.
fn with_prices(members: &[MarketSeries], takes_out: impl Fn(Rule) -> bool, rules: &Rules) -> Vec<MarketSeries> {
    let all: Vec<&MarketSeries> = members.iter().collect();
    let verdicts = rules.judge(&Markets::alone(&all), i32::MIN, i32::MAX);
    let priced = |(series, verdicts): (&MarketSeries, Vec<Verdict>)| {
        let mut series = series.clone();
        for verdict in verdicts {
            let out = takes_out(verdict.rule) || series.reported[verdict.at].is_nan();
            series.price[verdict.at] = if out { f64::NAN } else { series.reported[verdict.at] };
            series.status[verdict.at] = verdict.rule.status();
        }
        series
    };
    members.iter().zip(verdicts).map(priced).collect()
}

/// What of a series was reported from a day on.
fn since(series: &MarketSeries, from: i32) -> MarketSeries {
    let before = series.day.partition_point(|day| *day < from);
    let mut series = series.clone();
    series.day.drain(..before);
    series.reported.drain(..before);
    series.price.drain(..before);
    series.status.drain(..before);
    series.version.drain(..before);
    series
}

impl fmt::Display for Delays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "surges {}: first seen later {}, confirmed later {}, lost {}, by at most {} survey days",
            self.surges, self.first_later, self.confirmed_later, self.lost, self.longest
        )
    }
}
