//! The price axis: round ticks close to the data, at equal distances or, on a
//! logarithmic axis, at equal ratios.

/// The most ticks an axis may have.
const MOST_TICKS: f64 = 7.0;

/// Ticks of a decade, from many to few: what a logarithmic axis can carry.
const DECADES: [&[f64]; 5] =
    [&[1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.0], &[1.0, 1.5, 2.0, 3.0, 5.0, 7.0], &[1.0, 2.0, 5.0], &[1.0, 3.0], &[1.0]];

/// Up to this ratio between the edges a logarithmic axis has the ticks of a
/// linear one, which are rounder.
const LITTLE: f64 = 3.0;

/// An axis of prices.
#[derive(Debug, Clone, PartialEq)]
pub struct PriceAxis {
    /// The lower edge; the lowest tick of a linear axis.
    pub low: f64,
    /// The upper edge; the highest tick of a linear axis.
    pub high: f64,
    /// Every tick, rising.
    pub ticks: Vec<f64>,
    /// Whether equal distances are equal ratios.
    pub log: bool,
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
        Self { low: first * step, high: last * step, ticks, log: false }
    }

    /// The logarithmic axis for prices between `min` and `max`, both finite and
    /// above zero. Its edges lie close to the data, ticks between them.
    pub fn logarithmic(min: f64, max: f64) -> Self {
        let (min, max) = (min.min(max).max(f64::MIN_POSITIVE), min.max(max).max(f64::MIN_POSITIVE));
        let linear = Self::around(min, max);
        if max / min <= LITTLE && linear.low > 0.0 {
            return Self { log: true, ..linear };
        }
        let air = (max / min).powf(0.04);
        let (low, high) = (min / air, max * air);
        let inside = |decade: &&[f64]| -> Vec<f64> {
            let mut ticks = Vec::new();
            let mut power = 10_f64.powf(low.log10().floor());
            while power <= high {
                ticks.extend(decade.iter().map(|lead| lead * power).filter(|tick| (low..=high).contains(tick)));
                power *= 10.0;
            }
            ticks
        };
        let few = |ticks: &Vec<f64>| ticks.len() <= 8;
        let ticks = DECADES.iter().map(inside).find(few).unwrap_or_else(|| inside(&DECADES[4]));
        Self { low, high, ticks, log: true }
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
    fn a_logarithmic_axis_has_round_ticks_between_its_edges() {
        assert_eq!(PriceAxis::logarithmic(21_000.0, 118_000.0).ticks[..3], [20_000.0, 30_000.0, 40_000.0]);
        assert_eq!(PriceAxis::logarithmic(900.0, 120_000.0).ticks[..4], [1_000.0, 2_000.0, 5_000.0, 10_000.0]);
        let near = PriceAxis::logarithmic(13_450.0, 13_900.0);
        assert_eq!(near.ticks, [13_400.0, 13_600.0, 13_800.0, 14_000.0]);
        assert!(near.log);
    }

    #[test]
    fn every_logarithmic_axis_covers_its_data_and_starts_above_zero() {
        for min in [0.001, 1.0, 99.0, 14_500.0, 5e8] {
            for ratio in [1.0, 1.01, 1.9, 3.0, 3.1, 20.0, 1e6] {
                let axis = PriceAxis::logarithmic(min, min * ratio);
                assert!(0.0 < axis.low && axis.low <= min && min * ratio <= axis.high, "{axis:?}");
                assert!((1..=9).contains(&axis.ticks.len()), "{axis:?}");
            }
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
