//! Many tests at once.

use super::regression::to_f64;

/// The p values adjusted so that among all called at a level that share is wrong at
/// most, on average; in the order in which they come.
///
/// Benjamini, Y. and Hochberg, Y. (1995), Journal of the Royal Statistical Society B
/// 57, 289–300.
///
/// ```
/// use lumbung_data::supply::benjamini_hochberg;
/// assert_eq!(benjamini_hochberg(&[0.04, 0.01]), [0.04, 0.02]);
/// ```
#[must_use]
pub fn benjamini_hochberg(chances: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..chances.len()).collect();
    order.sort_by(|a, b| chances[*b].total_cmp(&chances[*a]));
    let mut adjusted = vec![1.0; chances.len()];
    let mut least = 1.0_f64;
    for (after, at) in order.into_iter().enumerate() {
        let rank = to_f64(chances.len() - after);
        least = least.min(chances[at] * to_f64(chances.len()) / rank);
        adjusted[at] = least;
    }
    adjusted
}
