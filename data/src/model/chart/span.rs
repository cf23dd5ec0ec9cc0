//! Which stretch of time a chart shows, and the steps from there to others.

use crate::model::day;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Which stretch of time a chart shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Range {
    /// One month.
    Month,
    /// Three months.
    Quarter,
    /// One year.
    #[default]
    Year,
    /// Three years.
    ThreeYears,
    /// Everything.
    All,
}

impl Range {
    /// All ranges, shortest first.
    pub const ALL: [Self; 5] = [Self::Month, Self::Quarter, Self::Year, Self::ThreeYears, Self::All];

    /// The code in addresses: `1b`, `3b`, `1t`, `3t`, `semua`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Month => "1b",
            Self::Quarter => "3b",
            Self::Year => "1t",
            Self::ThreeYears => "3t",
            Self::All => "semua",
        }
    }

    /// The range of a code; anything unknown is none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|range| range.code() == code)
    }

    /// The days it spans back from the latest, none for everything.
    #[must_use]
    pub fn days(self) -> Option<i32> {
        match self {
            Self::Month => Some(31),
            Self::Quarter => Some(92),
            Self::Year => Some(366),
            Self::ThreeYears => Some(1097),
            Self::All => None,
        }
    }
}

/// The stretch of time that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// So long back from the latest day.
    Range(Range),
    /// From one day to another; open where none is named.
    Dates(Option<NaiveDate>, Option<NaiveDate>),
}

impl Default for Span {
    fn default() -> Self {
        Self::Range(Range::default())
    }
}

/// Where the buttons beside a chart lead; none where they lead nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Zoom {
    /// The middle half.
    pub closer: Option<Span>,
    /// Twice as much.
    pub wider: Option<Span>,
    /// Half a window back.
    pub earlier: Option<Span>,
    /// Half a window on.
    pub later: Option<Span>,
}

impl Zoom {
    /// No window is narrower than so many days.
    pub const LEAST_DAYS: i32 = 14;

    /// The steps from the days shown, within the days known.
    #[must_use]
    pub fn around((from, to): (i32, i32), (first, last): (i32, i32)) -> Self {
        let days = to - from;
        let dates = |from: i32, to: i32| Span::Dates(Some(day::date(from)), Some(day::date(to)));
        let half = (days / 2).max(1);
        let closer = (half >= Self::LEAST_DAYS).then(|| dates(from + days / 4, from + days / 4 + half));
        let wide = ((from - half).max(first), (to + half).min(last));
        // From where nothing is known, the way back is to all that is.
        let wide = if wide.0 < wide.1 { wide } else { (first, last) };
        let back = half.min(from - first);
        let on = half.min(last - to);
        Self {
            closer,
            wider: (wide != (from, to)).then(|| dates(wide.0, wide.1)),
            earlier: (back > 0).then(|| dates(from - back, to - back)),
            later: (on > 0).then(|| dates(from + on, to + on)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zooming_stays_within_what_is_known() {
        let dates = |from, to| Some(Span::Dates(Some(day::date(from)), Some(day::date(to))));
        let zoom = Zoom::around((100, 200), (0, 220));
        assert_eq!(zoom.closer, dates(125, 175));
        assert_eq!(zoom.wider, dates(50, 220));
        assert_eq!(zoom.earlier, dates(50, 150));
        assert_eq!(zoom.later, dates(120, 220));
        assert_eq!(Zoom::around((900, 930), (0, 220)).wider, dates(0, 220));
        let all = Zoom::around((0, 20), (0, 20));
        assert_eq!(all, Zoom::default());
    }
}
