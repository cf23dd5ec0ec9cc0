//! Values that do not move: true perhaps, but worth knowing.

use crate::model::{MarketSeries, ObsStatus};

/// A value that was reported so often in a row is worth mentioning: a month of
/// survey days.
pub const LEAST_FROZEN: usize = 20;

/// Since which day, and for how many reports, the last value of a series has
/// been the same; none for fewer than [`LEAST_FROZEN`].
#[must_use]
pub fn frozen(series: &MarketSeries) -> Option<(i32, usize)> {
    let reports = || {
        let values = series.day.iter().zip(&series.reported).zip(&series.status).rev();
        values
            .filter(|((_, value), status)| value.is_finite() && **status != ObsStatus::L)
            .map(|((day, value), _)| (day, value))
    };
    let (_, last) = reports().next()?;
    let same = reports().take_while(|(_, value)| value.to_bits() == last.to_bits());
    let (count, since) = same.fold((0, 0), |(count, _), (day, _)| (count + 1, *day));
    (count >= LEAST_FROZEN).then_some((since, count))
}

#[cfg(test)]
mod tests {
    use super::super::tests::market;
    use super::*;

    #[test]
    fn a_value_is_frozen_since_its_first_report_in_the_row() {
        let mut values = vec![30e3; 3];
        values.extend([31e3; LEAST_FROZEN]);
        values.insert(10, f64::NAN);
        let series = market("a", &values);
        assert_eq!(frozen(&series), Some((series.day[3], LEAST_FROZEN)));
        assert_eq!(frozen(&market("a", &values[..20])), None);
        assert_eq!(frozen(&market("a", &[f64::NAN])), None);
    }
}
