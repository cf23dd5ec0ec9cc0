//! What buyers were spared, and what that cost.

use super::assess::{Day, Estimate};
use super::to_f64;
use serde::Serialize;

/// What somebody who buys one unit a day was spared by the lower price.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Relief {
    /// Rupiah-days: the sum over the calendar days of the intervention's time, and those
    /// over which the effect is seen beyond it, of what the price was expected to be, less
    /// what it was. A day without a survey counts as the survey day before it.
    pub rupiah_days: Estimate,
    /// Those days.
    pub days: usize,
    /// Rupiah of subsidy for each rupiah-day, where a subsidy was given; its higher bound
    /// is none where the relief may have been nothing.
    pub subsidy: Option<Cost>,
}

/// What one rupiah-day of relief cost.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Cost {
    /// Rupiah.
    pub value: f64,
    /// The lower bound.
    pub low: f64,
    /// The higher bound.
    pub high: Option<f64>,
}

/// Sums up the days up to the last. `reach` is how far the interval
/// of the mean effect reaches to each side, in logs: the whole course may lie that much
/// lower or higher.
pub(super) fn relief(last: i32, path: &[Day], reach: f64, subsidy: Option<f64>) -> Option<Relief> {
    let of_time: Vec<&Day> = path.iter().filter(|day| day.day <= last).collect();
    let ends = of_time.iter().skip(1).map(|day| day.day).chain([last + 1]);
    let (mut days, mut spared) = (0_usize, [0.0; 3]);
    for (day, end) in of_time.iter().zip(ends) {
        let lasts = usize::try_from(end - day.day).unwrap_or(0);
        days += lasts;
        for (sum, shift) in spared.iter_mut().zip([0.0, reach, -reach]) {
            *sum += to_f64(lasts) * day.price * (-(day.log + shift)).exp_m1();
        }
    }
    let [value, low, high] = spared;
    (days > 0).then(|| Relief {
        rupiah_days: Estimate { value, low, high },
        days,
        subsidy: subsidy.filter(|subsidy| *subsidy > 0.0 && value > 0.0).map(|subsidy| Cost {
            value: subsidy / value,
            low: subsidy / high,
            high: (low > 0.0).then(|| subsidy / low),
        }),
    })
}
