//! What a chart's values are, and how they and their days are named.

use crate::model::{Frequency, Lang, date_long, month_of, rupiah};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What a chart's values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Measure {
    /// Rupiah per unit.
    #[default]
    Rupiah,
    /// A share of each line's first shown day, which is 100.
    Index,
    /// Rupiah of the last month whose consumer prices are known, per unit.
    Real,
}

impl Measure {
    /// A value as people read it: `Rp14.500`, or an index with one decimal where it
    /// is not whole.
    #[must_use]
    pub fn figure(self, value: f64, lang: Lang) -> String {
        match self {
            Self::Rupiah | Self::Real => rupiah(value, lang),
            Self::Index => {
                let text = format!("{value:.1}");
                text.strip_suffix(".0").map_or_else(|| text.replace('.', lang.pick(",", ".")), str::to_owned)
            }
        }
    }
}

/// A day, the week that begins on it, or its month, by name.
#[must_use]
pub fn period_name(start: NaiveDate, pace: Frequency, lang: Lang) -> String {
    match pace {
        Frequency::Daily => date_long(start, lang),
        Frequency::Weekly => format!("{} {}", lang.pick("pekan", "week of"), date_long(start, lang)),
        Frequency::Monthly => month_of(start, lang),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_and_months_are_named_as_such() {
        let monday = "2023-12-25".parse().unwrap();
        assert_eq!(period_name(monday, Frequency::Weekly, Lang::Id), "pekan 25 Desember 2023");
        assert_eq!(period_name(monday, Frequency::Monthly, Lang::En), "December 2023");
    }

    #[test]
    fn an_index_has_a_decimal_where_it_is_not_whole() {
        let told = |value| Measure::Index.figure(value, Lang::Id);
        assert_eq!([100.0, 112.44, 99.96].map(told), ["100", "112,4", "100"]);
    }
}
