//! IPA, FAO's Indicator of Food Price Anomalies (SDG 2.c.1): how unusual the
//! growth of a monthly price is for its season.
//!
//! Compound growth over a quarter and over a year is compared with the same
//! month of earlier years, later ones weighing more (1, 2, 3 …), and expressed
//! in their weighted standard deviations; *IPA = 0.4·z(quarter) + 0.6·z(year)*.
//! Sources: UN Statistics, SDG metadata 2.c.1; the production code of the UK's
//! Office for National Statistics (`sdg_data_updates`, 2.c.1), whose quirks are
//! the mode [`IpaMode::Ons`].

use super::Months;

/// How much the quarterly growth weighs.
const GAMMA: f64 = 0.4;
/// Earlier years without which [`IpaMode::Strict`] says nothing.
const LEAST_YEARS: usize = 3;

/// A deviation of growth below this is rounding: of a price that stands still.
const NOISE: f64 = 1e-9;

/// Which years count, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum IpaMode {
    /// A year counts where its growth is known; at least three do.
    #[default]
    Strict,
    /// As the UK computes it: every calendar year from the first counts in
    /// weights and number, also where its growth is not known; for the annual
    /// growth the first year weighs nothing and is counted.
    Ons,
}

/// How unusual a price's growth is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IpaClass {
    /// At most −1.
    AbnormallyLow,
    /// At most −0.5.
    ModeratelyLow,
    /// Between −0.5 and 0.5.
    Normal,
    /// At least 0.5.
    ModeratelyHigh,
    /// At least 1.
    AbnormallyHigh,
}

/// One month; NaN for what cannot be computed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ipa {
    /// The price.
    pub price: f64,
    /// Compound monthly growth over three months.
    pub quarterly: f64,
    /// Compound monthly growth over twelve months.
    pub annual: f64,
    /// The quarterly growth against the same month of earlier years.
    pub z_quarterly: f64,
    /// The annual growth against the same month of earlier years.
    pub z_annual: f64,
    /// The indicator.
    pub ipa: f64,
}

impl Ipa {
    /// Its class; none where there is no indicator.
    #[must_use]
    pub fn class(&self) -> Option<IpaClass> {
        match self.ipa {
            ipa if ipa.is_nan() => None,
            1.0.. => Some(IpaClass::AbnormallyHigh),
            0.5.. => Some(IpaClass::ModeratelyHigh),
            ..=-1.0 => Some(IpaClass::AbnormallyLow),
            ..=-0.5 => Some(IpaClass::ModeratelyLow),
            _ => Some(IpaClass::Normal),
        }
    }
}

impl IpaClass {
    /// As FAO names it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AbnormallyLow => "abnormally low",
            Self::ModeratelyLow => "moderately low",
            Self::Normal => "normal",
            Self::ModeratelyHigh => "moderately high",
            Self::AbnormallyHigh => "abnormally high",
        }
    }
}

/// The indicator of every month. Each is compared with earlier years alone, so
/// that later months change nothing.
#[must_use]
pub fn ipa(months: &Months, mode: IpaMode) -> Vec<Ipa> {
    let (quarterly, annual) = (growth(months, 3), growth(months, 12));
    (0..months.len())
        .map(|at| {
            let (z_quarterly, z_annual) = match mode {
                IpaMode::Strict => (strict(months, &quarterly, at), strict(months, &annual, at)),
                IpaMode::Ons => (ons(months, &quarterly, at, 1.0), ons(months, &annual, at, 0.0)),
            };
            Ipa {
                price: months.price[at],
                quarterly: quarterly[at],
                annual: annual[at],
                z_quarterly,
                z_annual,
                ipa: GAMMA * z_quarterly + (1.0 - GAMMA) * z_annual,
            }
        })
        .collect()
}

/// Compound monthly growth over so many months.
fn growth(months: &Months, over: u8) -> Vec<f64> {
    let before = |at: usize| at.checked_sub(usize::from(over)).map_or(f64::NAN, |at| months.price[at]);
    (0..months.len()).map(|at| (months.price[at] / before(at)).powf(1.0 / f64::from(over)) - 1.0).collect()
}

/// Against the earlier years whose growth is known.
fn strict(months: &Months, growth: &[f64], at: usize) -> f64 {
    let earlier: Vec<f64> = same_month(at).map(|at| growth[at]).filter(|rate| rate.is_finite()).collect();
    if growth[at].is_nan() || earlier.len() < LEAST_YEARS {
        return f64::NAN;
    }
    debug_assert!(at < months.len());
    let weighed: Vec<(f64, f64)> = (1_u32..).map(f64::from).zip(earlier).collect();
    score(growth[at], &weighed)
}

/// Against every calendar year since the first, as the UK weighs them: the
/// first weighs `first`, each later one 1 more.
fn ons(months: &Months, growth: &[f64], at: usize, first: f64) -> f64 {
    let years = months.year(at) - months.year(0);
    let weighed: Vec<(f64, f64)> = (0..years)
        .map(|year| {
            let back = usize::try_from(12 * (years - year)).unwrap_or(usize::MAX);
            (f64::from(year) + first, at.checked_sub(back).map_or(f64::NAN, |at| growth[at]))
        })
        .collect();
    if weighed.iter().all(|(weight, rate)| (weight * rate).is_nan()) {
        return f64::NAN;
    }
    score(growth[at], &weighed)
}

/// The same month of earlier years, oldest first.
fn same_month(at: usize) -> impl Iterator<Item = usize> {
    (at % 12..at).step_by(12)
}

/// How far a rate lies from the weighted mean of earlier ones, in their weighted
/// standard deviations. Unknown rates are counted in weights and number.
fn score(rate: f64, earlier: &[(f64, f64)]) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "years of a price series")]
    let n = earlier.len() as f64;
    let known = || earlier.iter().filter(|(_, rate)| rate.is_finite());
    let weights: f64 = earlier.iter().map(|(weight, _)| weight).sum();
    let mean = known().map(|(weight, rate)| weight * rate).sum::<f64>() / weights;
    let squares: f64 = known().map(|(weight, rate)| weight * (rate - mean).powi(2)).sum();
    let sd = (squares / ((n - 1.0) / n * weights)).sqrt();
    if sd > NOISE && sd.is_finite() { (rate - mean) / sd } else { f64::NAN }
}

#[cfg(test)]
mod tests {
    use super::super::months::tests::months;
    use super::*;

    fn prices() -> Months {
        let price: Vec<f64> =
            (0..84).map(|t| 1_000.0 * (1.0 + f64::from((t * 37) % 11) / 50.0) * 1.004_f64.powi(t)).collect();
        months("2015-01", &price)
    }

    #[test]
    fn three_earlier_years_are_wanted() {
        let all = ipa(&prices(), IpaMode::Strict);
        assert!(all[47].ipa.is_nan(), "the annual growth of 2015 is not known");
        assert!(all[48].ipa.is_finite() && all[39].z_quarterly.is_finite());
    }

    #[test]
    fn the_unit_of_the_price_does_not_matter_and_later_months_change_nothing() {
        let cents = Months { price: prices().price.iter().map(|price| price * 100.0).collect(), ..prices() };
        for mode in [IpaMode::Strict, IpaMode::Ons] {
            let (whole, part) = (ipa(&prices(), mode), ipa(&prices().until(60), mode));
            for (at, month) in ipa(&cents, mode).iter().enumerate() {
                assert!((month.ipa - whole[at].ipa).abs() < 1e-9 || month.ipa.is_nan() == whole[at].ipa.is_nan());
            }
            let said = |all: &[Ipa]| all.iter().map(|month| month.ipa.to_bits()).collect::<Vec<_>>();
            assert_eq!(said(&whole[..60]), said(&part));
        }
    }

    #[test]
    fn a_gap_leaves_the_months_that_need_it_without_an_indicator() {
        let mut gap = prices();
        gap.price[60] = f64::NAN;
        let all = ipa(&gap, IpaMode::Strict);
        assert!([60, 63, 72].iter().all(|at| all[*at].ipa.is_nan()) && all[61].ipa.is_finite());
    }

    #[test]
    fn classes_begin_at_their_bounds() {
        let month = |ipa| Ipa { price: 1.0, quarterly: 0.0, annual: 0.0, z_quarterly: ipa, z_annual: ipa, ipa };
        let class = |ipa| month(ipa).class().map(IpaClass::as_str);
        assert_eq!(
            [-1.0, -0.5, -0.49, 0.49, 0.5, 1.0].map(class),
            ["abnormally low", "moderately low", "normal", "normal", "moderately high", "abnormally high"].map(Some)
        );
        assert_eq!(class(f64::NAN), None);
    }
}
