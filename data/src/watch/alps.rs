//! ALPS, the Alert for Price Spikes of the World Food Programme: how far a
//! monthly price lies above its seasonal trend, in standard deviations.
//!
//! *Price = α·t + Σ βₘ·Dₘ + e*, by least squares without a constant over the
//! whole series; *ALPS = e / s(e)*, *s* with *n* − 1. Source: WFP, Technical
//! Guidance Note: Calculation and Use of the Alert for Price Spikes (ALPS)
//! Indicator, April 2014, 3.1–3.2 and the Stata appendix.
//!
//! As published, a month is judged by a fit that knows the months after it. The
//! real-time form fits each month on what was known then.

use super::Months;

/// Months that must have a price.
const LEAST: usize = 36;
/// The share of months that must have one.
const LEAST_SHARE: f64 = 0.7;

/// A deviation below this share of the price is rounding.
const NOISE: f64 = 1e-9;

/// How abnormal a price is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AlpsClass {
    /// Below 0.25.
    Normal,
    /// From 0.25.
    Stress,
    /// From 1.
    Alert,
    /// From 2.
    Crisis,
}

/// One month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Alps {
    /// The price; NaN for none.
    pub price: f64,
    /// What trend and season let expect; NaN where they say nothing.
    pub estimated: f64,
    /// The standard deviation of what they leave; NaN where there are too few
    /// months.
    pub sd: f64,
    /// The indicator; NaN where it cannot be computed.
    pub alps: f64,
}

impl Alps {
    /// Its class; none where there is no indicator.
    #[must_use]
    pub fn class(&self) -> Option<AlpsClass> {
        match self.alps {
            alps if alps.is_nan() => None,
            ..0.25 => Some(AlpsClass::Normal),
            0.25..1.0 => Some(AlpsClass::Stress),
            1.0..2.0 => Some(AlpsClass::Alert),
            _ => Some(AlpsClass::Crisis),
        }
    }
}

impl AlpsClass {
    /// As the note names it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Stress => "stress",
            Self::Alert => "alert",
            Self::Crisis => "crisis",
        }
    }
}

/// The indicator of every month, as published: one fit over the whole series.
#[must_use]
pub fn alps(months: &Months) -> Vec<Alps> {
    let fit = Fit::of(months);
    (0..months.len()).map(|at| fit.as_ref().map_or_else(|| nothing(months, at), |fit| fit.judge(months, at))).collect()
}

/// The indicator of every month by a fit on the months up to it.
#[must_use]
pub fn alps_realtime(months: &Months) -> Vec<Alps> {
    let judge = |at: usize| {
        let known = months.until(at + 1);
        Fit::of(&known).map_or_else(|| nothing(months, at), |fit| fit.judge(&known, at))
    };
    (0..months.len()).map(judge).collect()
}

fn nothing(months: &Months, at: usize) -> Alps {
    Alps { price: months.price[at], estimated: f64::NAN, sd: f64::NAN, alps: f64::NAN }
}

/// Trend and season. With a dummy for every month the slope is that of prices
/// and time around their means by month, and each month's effect is what the
/// slope leaves of its mean.
struct Fit {
    slope: f64,
    /// Of each calendar month; NaN for one without a price.
    effect: [f64; 12],
    sd: f64,
}

#[expect(clippy::cast_precision_loss, reason = "months of a price series")]
impl Fit {
    fn of(months: &Months) -> Option<Self> {
        let known = || (0..months.len()).filter(|at| months.price[*at].is_finite());
        let count = known().count();
        if count < LEAST || (count as f64) / (months.len() as f64) < LEAST_SHARE {
            return None;
        }
        let mut sums = [(0.0, 0.0, 0.0); 12];
        for at in known() {
            let (n, time, price) = &mut sums[months.of_year(at)];
            *n += 1.0;
            *time += at as f64;
            *price += months.price[at];
        }
        let means = sums.map(|(n, time, price)| (time / n, price / n));
        let (mut with_price, mut with_time) = (0.0, 0.0);
        for at in known() {
            let (time, price) = means[months.of_year(at)];
            let time = at as f64 - time;
            with_price += time * (months.price[at] - price);
            with_time += time * time;
        }
        if with_time <= 0.0 {
            return None;
        }
        let slope = with_price / with_time;
        let effect = means.map(|(time, price)| price - slope * time);
        let mut fit = Self { slope, effect, sd: f64::NAN };
        let squares: f64 = known().map(|at| (months.price[at] - fit.estimate(months, at)).powi(2)).sum();
        fit.sd = (squares / (count as f64 - 1.0)).sqrt();
        // What a price that stands still leaves is rounding.
        let mean = known().map(|at| months.price[at]).sum::<f64>() / count as f64;
        (fit.sd > NOISE * mean.abs()).then_some(fit)
    }

    fn estimate(&self, months: &Months, at: usize) -> f64 {
        self.slope * at as f64 + self.effect[months.of_year(at)]
    }

    fn judge(&self, months: &Months, at: usize) -> Alps {
        let (price, estimated) = (months.price[at], self.estimate(months, at));
        Alps { price, estimated, sd: self.sd, alps: (price - estimated) / self.sd }
    }
}

#[cfg(test)]
mod tests {
    use super::super::months::tests::months;
    use super::*;

    /// Four years of a rising, seasonal price, and a last month far above it.
    fn spiked() -> Months {
        let mut price: Vec<f64> =
            (0..48).map(|t| 100.0 + f64::from(t) + 10.0 * f64::from(t % 12) + f64::from((t * 7) % 5)).collect();
        price[47] += 60.0;
        months("2020-01", &price)
    }

    #[test]
    fn a_spike_is_a_crisis_and_its_look_ahead_form_knows_it_too() {
        assert_eq!(alps(&spiked()).last().unwrap().class(), Some(AlpsClass::Crisis));
        assert_eq!(alps_realtime(&spiked()).last(), alps(&spiked()).last(), "the last month knows nothing later");
    }

    #[test]
    fn in_real_time_later_months_change_nothing_before_them() {
        let whole = alps_realtime(&spiked());
        let part = alps_realtime(&spiked().until(40));
        let said = |all: &[Alps]| all.iter().map(|month| month.alps.to_bits()).collect::<Vec<_>>();
        assert_eq!(said(&whole[..40]), said(&part));
        assert!(whole[..35].iter().all(|month| month.class().is_none()) && whole[35].class().is_some());
    }

    #[test]
    fn too_few_months_or_too_many_gaps_say_nothing() {
        assert!(alps(&spiked().until(35)).iter().all(|month| month.class().is_none()));
        let mut gaps = spiked();
        (0..48).filter(|at| at % 3 == 1).for_each(|at| gaps.price[at] = f64::NAN);
        assert!(alps(&gaps).iter().all(|month| month.sd.is_nan()), "32 of 48");
    }

    #[test]
    fn the_unit_of_the_price_does_not_matter() {
        let cents = Months { price: spiked().price.iter().map(|price| price * 100.0).collect(), ..spiked() };
        for (a, b) in alps(&spiked()).iter().zip(alps(&cents)) {
            assert!((a.alps - b.alps).abs() < 1e-9);
        }
    }

    #[test]
    fn classes_begin_at_their_bounds() {
        let class = |alps| Alps { price: 1.0, estimated: 1.0, sd: 1.0, alps }.class().map(AlpsClass::as_str);
        assert_eq!(
            [-3.0, 0.249, 0.25, 1.0, 2.0].map(class),
            ["normal", "normal", "stress", "alert", "crisis"].map(Some)
        );
        assert_eq!(class(f64::NAN), None);
    }
}
