//! What an officer notes on the market floor: an answer for one commodity at one market on
//! one day.

use super::ObsStatus;
use serde::{Deserialize, Serialize};

/// The most stalls that are asked for one commodity.
pub const MOST_STALLS: usize = 3;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// One price a stall.
    Price,
    /// The market was open, and nobody had the goods.
    NoGoods,
    /// The market was closed.
    Closed,
}

impl Answer {
    const ALL: [Self; 3] = [Self::Price, Self::NoGoods, Self::Closed];

    /// Its name in the book and between phone and server.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Price => "price",
            Self::NoGoods => "no-goods",
            Self::Closed => "closed",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.as_str() == text)
    }

    /// The status of the observation, where there is no price.
    #[must_use]
    pub fn absence(self) -> Option<ObsStatus> {
        match self {
            Self::Price => None,
            Self::NoGoods => Some(ObsStatus::L),
            Self::Closed => Some(ObsStatus::H),
        }
    }
}

/// Why a price that looks strange is right after all, as the officer says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// The price has really changed.
    Changed,
    /// There is little of the goods.
    Scarce,
    /// Another quality or size than usual.
    Quality,
    /// Something else, which the note may say.
    Other,
}

impl Cause {
    /// Every one, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Changed, Self::Scarce, Self::Quality, Self::Other];

    /// Its name in the book and between phone and server.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Scarce => "scarce",
            Self::Quality => "quality",
            Self::Other => "other",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cause| cause.as_str() == text)
    }
}

/// The quote of some stalls: the median of their prices, of two the mean. None without any.
///
/// ```
/// use lumbung_data::model::floor::median;
/// assert_eq!(median(&[32_000, 40_000, 31_000]), Some(32_000.0));
/// assert_eq!(median(&[32_000, 33_000]), Some(32_500.0));
/// assert_eq!(median(&[]), None);
/// ```
#[must_use]
pub fn median(stalls: &[u32]) -> Option<f64> {
    let mut sorted = stalls.to_vec();
    sorted.sort_unstable();
    let upper = *sorted.get(sorted.len() / 2)?;
    let lower = sorted[(sorted.len() - 1) / 2];
    Some(f64::midpoint(f64::from(lower), f64::from(upper)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_goods_are_not_collected_and_a_closed_market_has_a_day_off() {
        assert_eq!(Answer::NoGoods.absence(), Some(ObsStatus::L));
        assert_eq!(Answer::Closed.absence(), Some(ObsStatus::H));
        assert_eq!(Answer::Price.absence(), None);
    }

    #[test]
    fn what_is_written_is_read_again() {
        assert!(Answer::ALL.iter().all(|answer| Answer::parse(answer.as_str()) == Some(*answer)));
        assert!(Cause::ALL.iter().all(|cause| Cause::parse(cause.as_str()) == Some(*cause)));
        assert_eq!((Answer::parse("harga"), Cause::parse("")), (None, None));
    }
}
