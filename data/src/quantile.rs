//! Quantiles by linear interpolation between order statistics (type 7 of Hyndman
//! and Fan, 1996).

/// A quantile of values that rise; NaN of none.
pub(crate) fn quantile(sorted: &[f64], share: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let (low, part) = place(last, share);
    let high = (low + 1).min(last);
    sorted[low] + (sorted[high] - sorted[low]) * part
}

/// A quantile of values in any order, without sorting all of them; NaN of none.
pub(crate) fn select(values: &mut [f64], share: f64) -> f64 {
    let Some(last) = values.len().checked_sub(1) else { return f64::NAN };
    let (low, part) = place(last, share);
    let (_, &mut below, above) = values.select_nth_unstable_by(low, f64::total_cmp);
    let next = above.iter().copied().min_by(f64::total_cmp).unwrap_or(below);
    below + (next - below) * part
}

/// The order statistic below a quantile, and how far it lies towards the next.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place within a slice"
)]
fn place(last: usize, share: f64) -> (usize, f64) {
    let place = share.clamp(0.0, 1.0) * last as f64;
    (place.floor() as usize, place.fract())
}

/// The values that are known, rising.
pub(crate) fn sorted(values: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.into_iter().filter(|value| !value.is_nan()).collect();
    values.sort_unstable_by(f64::total_cmp);
    values
}

/// The median of the values that are known; none of none.
#[must_use]
pub fn middle(values: &[f64]) -> Option<f64> {
    let mut known: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
    (!known.is_empty()).then(|| select(&mut known, 0.5))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_between_the_order_statistics() {
        let values = sorted([4.0, f64::NAN, 1.0, 3.0, 2.0]);
        let near = |share, expected: f64| (quantile(&values, share) - expected).abs() < 1e-12;
        assert!(near(0.0, 1.0) && near(0.5, 2.5) && near(0.1, 1.3) && near(1.0, 4.0));
        assert!(quantile(&[], 0.5).is_nan() && middle(&[]).is_none());
        assert_eq!(middle(&[3.0, 1.0, 2.0]), Some(2.0));
    }

    #[test]
    fn selecting_a_quantile_gives_what_sorting_gives() {
        let mut values: Vec<f64> = (0..97).map(|at| f64::from(at * 31 % 97)).collect();
        let rising = sorted(values.iter().copied());
        for share in [0.0, 0.01, 0.1, 0.5, 0.99, 1.0] {
            assert_eq!(select(&mut values, share).to_bits(), quantile(&rising, share).to_bits(), "{share}");
        }
        assert!(select(&mut [], 0.5).is_nan());
    }
}
