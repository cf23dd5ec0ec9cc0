//! The outlook and how good it is, as pages show them.

use super::score::{Figures, Score};
use super::{CommodityId, page::Standing};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What may become of a commodity's price.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// On which day it was said.
    pub date: NaiveDate,
    /// For each horizon, the nearest first.
    pub horizons: Vec<Horizon>,
    /// How a surge's chance within 14 days stands to what it usually is.
    pub standing: Option<ChanceStanding>,
    /// Whether a surge waits or runs: the chance is that of another one.
    pub surging: bool,
    /// How good it was for this commodity; none before that is computed, or without
    /// surges to judge by.
    pub proof: Option<Proof>,
}

/// What may have come by a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Horizon {
    /// The day.
    pub until: NaiveDate,
    /// Calendar days to it.
    pub days: u32,
    /// The chance that a surge sets in.
    pub chance: f64,
    /// The 10, 50 and 90 % quantiles of the price, rupiah per unit.
    pub price: [f64; 3],
}

/// How a chance stands to the usual one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChanceStanding {
    /// The share of days that a surge followed within as many days.
    pub usual: f64,
    /// In words.
    pub word: ChanceWord,
}

/// A chance in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChanceWord {
    /// Less than half of the usual chance.
    Lower,
    /// Neither less nor more.
    Usual,
    /// More than one and a half times the usual chance.
    Higher,
    /// At or above the level of an early warning.
    High,
}

impl ChanceWord {
    /// The word for a chance, by the usual one and the level of early warnings.
    #[must_use]
    pub fn of(chance: f64, usual: f64, level: f64) -> Self {
        if chance >= level {
            Self::High
        } else if chance > 1.5 * usual {
            Self::Higher
        } else if chance < 0.5 * usual {
            Self::Lower
        } else {
            Self::Usual
        }
    }
}

/// How good the outlook of a commodity was.
#[derive(Debug, Clone, PartialEq)]
pub struct Proof {
    /// The first day that counted.
    pub from: NaiveDate,
    /// The last one.
    pub to: NaiveDate,
    /// The share of prices 14 days on that lay between the 10 and the 90 % quantile.
    pub covered: f64,
    /// By how much the chance within 14 days was better than the usual one; none
    /// where that is not certain.
    pub better: Option<f64>,
}

impl Proof {
    /// The figures of a commodity over a span; none where the outlook could not be
    /// judged.
    #[must_use]
    pub fn of(figures: &Figures, from: NaiveDate, to: NaiveDate) -> Option<Self> {
        let covered = figures.prices.get(&14)?.covered?.value;
        let skill = figures.chances.get(&14).and_then(|chances| chances.skill);
        let better = skill.filter(|skill| skill.low > 0.0).map(|skill| skill.value);
        Some(Self { from, to, covered, better })
    }
}

/// The page of methods.
#[derive(Debug, Clone)]
pub struct MethodPage {
    /// What the page says of its data.
    pub standing: Standing,
    /// How good warnings and outlook are; none before that is computed.
    pub judged: Option<MethodScore>,
}

/// How good warnings and outlook would have been.
#[derive(Debug, Clone)]
pub struct MethodScore {
    /// The version that was judged.
    pub version: i64,
    /// The first day that counted.
    pub from: NaiveDate,
    /// The last one.
    pub to: NaiveDate,
    /// The figures.
    pub score: Score,
    /// The names of the commodities.
    pub names: BTreeMap<CommodityId, String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chance_is_told_against_the_usual_one_and_the_level_of_warnings() {
        let of = |chance| ChanceWord::of(chance, 0.16, 0.4);
        assert_eq!(
            [0.05, 0.08, 0.24, 0.25, 0.4].map(of),
            [ChanceWord::Lower, ChanceWord::Usual, ChanceWord::Usual, ChanceWord::Higher, ChanceWord::High]
        );
    }
}
