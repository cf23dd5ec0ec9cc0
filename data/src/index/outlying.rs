//! Outlying movements by Hidiroglou and Berthelot: which of many prices of the
//! same thing moved unlike the others.
//!
//! A relative is centred on the median of all, so that a fall by half lies as
//! far from it as a doubling, and weighs with the size of its price. What lies
//! beyond the quartiles by many times their distance from the median is told.
//! It is told only: nothing is changed or left out for it, since a market that
//! runs ahead of the others may be the first to know.
//!
//! M. A. Hidiroglou and J.-M. Berthelot, Statistical Editing and Imputation for
//! Periodic Business Surveys, Survey Methodology 12 (1986); Consumer Price Index
//! Manual: Concepts and Methods (2020), chapter 5.

use crate::quantile;

/// How far is too far.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fences {
    /// The power to which the greater of a movement's two prices weighs, 0 to 1.
    pub size: f64,
    /// How many times a quartile's distance from the median is still usual.
    pub times: f64,
    /// The least such distance, as a share of the median effect.
    pub least: f64,
    /// The least distance from the median movement, as a share of that, that is
    /// told. Most posted prices do not move in a week; then both quartiles lie
    /// on the median, and every price that moves at all lies beyond them.
    pub told_from: f64,
}

impl Fences {
    /// The usual ones, and 5 % for what is told.
    pub const USUAL: Self = Self { size: 0.5, times: 7.0, least: 0.05, told_from: 0.05 };
}

/// Movements that are wanted to tell one from the others.
pub const LEAST_MOVEMENTS: usize = 5;

/// A movement that lies outside the fences.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outlying {
    /// Its place among the movements.
    pub at: usize,
    /// Its own relative.
    pub relative: f64,
    /// The median of all relatives.
    pub median: f64,
}

/// Relatives centred on their median: 0 at it, positive above, and symmetric,
/// so that twice the median and half of it lie as far apart from it.
///
/// ```
/// use lumbung_data::index::centred;
/// assert_eq!(centred(&[0.5, 1.0, 2.0]), [-1.0, 0.0, 1.0]);
/// ```
#[must_use]
pub fn centred(relatives: &[f64]) -> Vec<f64> {
    let Some(median) = quantile(relatives, 0.5) else { return Vec::new() };
    let centre = |relative: &f64| if *relative >= median { relative / median - 1.0 } else { 1.0 - median / relative };
    relatives.iter().map(centre).collect()
}

/// The movements that lie outside the fences, in their own order. A movement is
/// an earlier and a later price, both above zero. Of fewer than
/// [`LEAST_MOVEMENTS`] none is told.
#[must_use]
pub fn outlying(movements: &[(f64, f64)], fences: &Fences) -> Vec<Outlying> {
    if movements.len() < LEAST_MOVEMENTS {
        return Vec::new();
    }
    let relatives: Vec<f64> = movements.iter().map(|(before, after)| after / before).collect();
    let weigh = |(centred, (before, after)): (f64, &(f64, f64))| centred * before.max(*after).powf(fences.size);
    let effects: Vec<f64> = centred(&relatives).into_iter().zip(movements).map(weigh).collect();
    let quartiles = [0.25, 0.5, 0.75].map(|share| quantile(&effects, share));
    let ([Some(lower), Some(middle), Some(upper)], Some(median)) = (quartiles, quantile(&relatives, 0.5)) else {
        return Vec::new();
    };
    let least = (fences.least * middle).abs();
    let low = middle - fences.times * (middle - lower).max(least);
    let high = middle + fences.times * (upper - middle).max(least);
    let is_told = |at: &usize| {
        let beyond = effects[*at] < low || effects[*at] > high;
        beyond && (relatives[*at] / median - 1.0).abs() >= fences.told_from
    };
    (0..movements.len()).filter(is_told).map(|at| Outlying { at, relative: relatives[at], median }).collect()
}

/// A quantile of values in any order; none of none.
fn quantile(values: &[f64], share: f64) -> Option<f64> {
    let sorted = quantile::sorted(values.iter().copied());
    (!sorted.is_empty()).then(|| quantile::quantile(&sorted, share))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn centred_relatives_equal_a_published_example() {
        // The example of the R package gpindex for this transformation.
        let logs = [
            -1.207_065_7_f64,
            0.277_429_2,
            1.084_441_2,
            -2.345_697_7,
            0.429_124_7,
            0.506_055_9,
            -0.574_740_0,
            -0.546_631_9,
            -0.564_452_0,
            -0.890_037_8,
        ];
        let published = [
            -0.918_538_151,
            1.300_051_411,
            4.154_877_789,
            -4.990_623_335,
            1.676_813_038,
            1.890_871_823,
            -0.019_423_964,
            0.008_909_836,
            -0.008_989_935,
            -0.397_291_327,
        ];
        let found = centred(&logs.map(f64::exp));
        for (found, published) in found.iter().zip(published) {
            // The logs are given to seven digits.
            assert!((found - published).abs() < 3e-7, "{found} against {published}");
        }
    }

    #[test]
    fn a_quantile_lies_between_two_values_in_proportion() {
        let values = [4.0, 1.0, 3.0, 2.0];
        assert_eq!([0.0, 0.25, 0.5, 1.0].map(|share| quantile(&values, share)), [1.0, 1.75, 2.5, 4.0].map(Some));
        assert_eq!(quantile(&[], 0.5), None);
    }

    fn told(movements: &[(f64, f64)]) -> Vec<usize> {
        outlying(movements, &Fences::USUAL).into_iter().map(|found| found.at).collect()
    }

    /// Prices that rose by nearly a tenth.
    fn usual() -> Vec<(f64, f64)> {
        [1.08, 1.09, 1.1, 1.11, 1.12, 1.1].map(|relative| (30_000.0, 30_000.0 * relative)).to_vec()
    }

    #[test]
    fn what_moves_with_the_others_is_usual_however_far_they_move() {
        assert!(told(&usual()).is_empty());
        let doubled: Vec<(f64, f64)> = usual().iter().map(|(before, after)| (*before, after * 2.0)).collect();
        assert!(told(&doubled).is_empty());
    }

    #[test]
    fn a_market_that_runs_ahead_or_stays_behind_is_told_with_what_the_others_did() {
        let mut movements = usual();
        movements.extend([(30_000.0, 60_000.0), (30_000.0, 20_000.0)]);
        let found = outlying(&movements, &Fences::USUAL);
        assert_eq!(found.iter().map(|found| found.at).collect::<Vec<_>>(), [6, 7]);
        assert!((found[0].relative - 2.0).abs() < 1e-12 && (found[0].median - 1.1).abs() < 1e-12);
    }

    #[test]
    fn among_prices_that_stand_still_only_a_move_worth_telling_is_told() {
        let mut movements = vec![(30_000.0, 30_000.0); 9];
        movements.extend([(30_000.0, 30_500.0), (30_000.0, 33_000.0)]);
        assert_eq!(told(&movements), [10]);
    }

    #[test]
    fn of_a_few_markets_none_can_be_told_from_the_others() {
        assert!(told(&[(1.0, 1.0), (1.0, 1.0), (1.0, 1.0), (1.0, 9.0)]).is_empty());
    }

    proptest! {
        #[test]
        fn the_way_back_is_told_where_the_way_there_is(
            // Of 4n + 1 movements the quartiles are some of them, either way.
            movements in (1_usize..8).prop_flat_map(|n| {
                proptest::collection::vec((1_000.0_f64..90_000.0, 1_000.0_f64..90_000.0), 4 * n + 1)
            })
        ) {
            let symmetric = Fences { told_from: 0.0, ..Fences::USUAL };
            let back: Vec<(f64, f64)> = movements.iter().map(|(before, after)| (*after, *before)).collect();
            let there = outlying(&movements, &symmetric).into_iter().map(|found| found.at).collect::<Vec<_>>();
            let back = outlying(&back, &symmetric).into_iter().map(|found| found.at).collect::<Vec<_>>();
            prop_assert_eq!(there, back);
        }
    }
}
