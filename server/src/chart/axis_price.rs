//! The price axis: round ticks close to the data.

/// The most ticks an axis may have.
const MOST_TICKS: f64 = 7.0;

/// A linear axis from tick to tick.
#[derive(Debug, Clone, PartialEq)]
pub struct PriceAxis {
    /// The lowest tick and the lower edge.
    pub low: f64,
    /// The highest tick and the upper edge.
    pub high: f64,
    /// Every tick, rising.
    pub ticks: Vec<f64>,
}

impl PriceAxis {
    /// The axis for prices between `min` and `max`, both finite and not
    /// negative. It leaves a little air, does not reach down to zero unless
    /// the data do, and is never empty.
    pub fn around(min: f64, max: f64) -> Self {
        let (min, max) = (min.min(max), min.max(max));
        let air = if max - min <= max * 0.001 { (max * 0.05).max(1.0) } else { (max - min) * 0.03 };
        let (min, max) = ((min - air).max(0.0), max + air);
        // Of the round steps with few ticks, the one that wastes least height;
        // of equals the coarser. Fewer than four ticks say too little.
        let mut best = (1.0, min.floor(), max.ceil());
        let mut waste = f64::INFINITY;
        for step in round_steps((max - min) / MOST_TICKS) {
            let (first, last) = ((min / step).floor(), (max / step).ceil());
            let cost = (last - first) * step * if last - first < 3.0 { 1.5 } else { 1.0 };
            if last - first < MOST_TICKS && cost <= waste {
                waste = cost;
                best = (step, first, last);
            }
        }
        let (step, first, last) = best;
        let mut ticks = Vec::new();
        let mut count = first;
        while count <= last {
            ticks.push(count * step);
            count += 1.0;
        }
        Self { low: first * step, high: last * step, ticks }
    }

    /// Whether a price stands on the axis.
    pub fn holds(&self, price: f64) -> bool {
        (self.low..=self.high).contains(&price)
    }
}

/// 1, 2, 2.5 and 5 times powers of ten from about `from` to ten times that, in
/// whole rupiah, rising.
fn round_steps(from: f64) -> impl Iterator<Item = f64> {
    let power = 10_f64.powf(from.max(1.0).log10().floor());
    [power, power * 10.0]
        .into_iter()
        .flat_map(|power| [1.0, 2.0, 2.5, 5.0].map(|step| step * power))
        .filter(move |step| (step - step.round()).abs() < 1e-9 && *step <= from.max(1.0) * 5.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_start_near_the_data() {
        let axis = PriceAxis::around(31_200.0, 84_000.0);
        assert_eq!(axis.ticks, [25_000.0, 50_000.0, 75_000.0, 100_000.0]);
        let axis = PriceAxis::around(13_450.0, 13_900.0);
        assert_eq!(axis.ticks, [13_400.0, 13_600.0, 13_800.0, 14_000.0]);
    }

    #[test]
    fn a_constant_price_gets_an_axis_around_it() {
        for price in [0.0, 1.0, 14_500.0, 999_999_999.0] {
            let axis = PriceAxis::around(price, price);
            assert!(axis.low <= price && price < axis.high, "{axis:?}");
            assert!((2..=9).contains(&axis.ticks.len()), "{axis:?}");
        }
    }

    #[test]
    fn every_axis_covers_its_data_with_few_ticks_of_a_round_step() {
        let mut low = 1.0;
        while low < 5e8 {
            for ratio in [1.0, 1.001, 1.03, 1.4, 2.0, 7.0, 100.0] {
                let axis = PriceAxis::around(low, low * ratio);
                assert!(axis.low <= low && low * ratio <= axis.high, "{axis:?}");
                assert!((2..=9).contains(&axis.ticks.len()), "{axis:?}");
                let step = axis.ticks[1] - axis.ticks[0];
                let lead = step / 10_f64.powf(step.log10().floor() - 1.0);
                assert!([10.0, 20.0, 25.0, 50.0, 100.0].iter().any(|round| (lead - round).abs() < 1e-3), "{axis:?}");
            }
            low *= 3.7;
        }
    }
}
