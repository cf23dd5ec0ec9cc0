//! The rules that give an observation its status.

use super::ObsStatus;
use serde::{Deserialize, Serialize};

/// Why an observation has its status. METHODS.md has each rule in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Nothing speaks against the value.
    Normal,
    /// The source estimated it.
    Estimated,
    /// Outside the plausible range of its commodity.
    Range,
    /// About ten, a hundred or a thousand times what the market reported before,
    /// or that part of it, and no other market stands there.
    Digit,
    /// A jump that the market's next report took back.
    Reverted,
    /// A jump that nothing corroborates yet: no other market, no next report.
    Waiting,
    /// The market has no recent report, and the others stand far away.
    Apart,
    /// The city that passed it on doubts it.
    Published,
    /// The source has the day, but no value.
    Missing,
    /// No value, on a weekend or a holiday, or at a market that an officer found closed.
    Holiday,
    /// Only a withdrawn batch had spoken of the day, or an officer found no goods.
    Withdrawn,
    /// An officer says that it is right.
    Accepted,
    /// An officer says that it is wrong, and what it should have been.
    Corrected,
    /// An officer says that it is wrong.
    Rejected,
}

/// What a verdict rests on, in rupiah per canonical unit.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Grounds {
    /// The market's usual value: the median of its last three reports.
    pub usual: Option<f64>,
    /// The median of the other markets and sources on that day.
    pub others: Option<f64>,
    /// The market's next report.
    pub next: Option<f64>,
}

impl Rule {
    /// The status that it gives.
    #[must_use]
    pub fn status(self) -> ObsStatus {
        match self {
            Self::Normal | Self::Accepted | Self::Corrected => ObsStatus::A,
            Self::Estimated => ObsStatus::E,
            Self::Range
            | Self::Digit
            | Self::Reverted
            | Self::Waiting
            | Self::Apart
            | Self::Published
            | Self::Rejected => ObsStatus::U,
            Self::Missing => ObsStatus::O,
            Self::Holiday => ObsStatus::H,
            Self::Withdrawn => ObsStatus::L,
        }
    }

    /// Its name in tables and answers.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Estimated => "estimated",
            Self::Range => "range",
            Self::Digit => "digit",
            Self::Reverted => "reverted",
            Self::Waiting => "waiting",
            Self::Apart => "apart",
            Self::Published => "published",
            Self::Missing => "missing",
            Self::Holiday => "holiday",
            Self::Withdrawn => "withdrawn",
            Self::Accepted => "accepted",
            Self::Corrected => "corrected",
            Self::Rejected => "rejected",
        }
    }
}
