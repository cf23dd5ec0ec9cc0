//! What is said of an effect.

use super::assess::Estimate;
use serde::Serialize;

/// An effect within this share of the price to either side is little.
pub const LITTLE: f64 = 0.02;
/// The chance from which down the price is told to have gone its own way before.
const CERTAIN: f64 = 0.05;

/// Why nothing can be told of an effect that was computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The interval holds zero and more than a little to either side.
    Wide,
    /// The price went its own way already in the week before.
    MovedBefore,
    /// The price at the place did not change at all in those days: what differs is the
    /// others' movement, and the report may be an old one.
    Still,
    /// The synthetic control points the other way.
    Disagree,
}

/// What is said of the effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The price was lower than it would have been.
    Lower,
    /// It was higher.
    Higher,
    /// It was the same but for [`LITTLE`] at the most.
    Little,
    /// It cannot be told.
    Inconclusive(Reason),
}

impl Verdict {
    /// The verdict in one word, as it stands in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Lower => "lower",
            Self::Higher => "higher",
            Self::Little => "little",
            Self::Inconclusive(_) => "inconclusive",
        }
    }

    /// Why it cannot be told, where that is so.
    #[must_use]
    pub fn reason(self) -> Option<Reason> {
        match self {
            Self::Inconclusive(reason) => Some(reason),
            _ => None,
        }
    }
}

/// What is said of a mean effect in logs, with the chance that the week before went its own
/// way, whether the price stood still, and what a synthetic control found.
pub(super) fn verdict(log: Estimate, of_lead: f64, still: bool, synthetic: Option<f64>) -> Verdict {
    let share = log.map(f64::exp_m1);
    if of_lead <= CERTAIN {
        Verdict::Inconclusive(Reason::MovedBefore)
    } else if !log.is_apart() {
        let little = share.low >= -LITTLE && share.high <= LITTLE;
        if little { Verdict::Little } else { Verdict::Inconclusive(Reason::Wide) }
    } else if still {
        Verdict::Inconclusive(Reason::Still)
    } else if synthetic.is_some_and(|other| other * log.value < 0.0) {
        Verdict::Inconclusive(Reason::Disagree)
    } else if log.value < 0.0 {
        Verdict::Lower
    } else {
        Verdict::Higher
    }
}
