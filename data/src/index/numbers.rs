//! Index numbers: how prices together moved, what each of them contributed, and
//! what becomes of links that are multiplied.
//!
//! Everything here is of price relatives, a later price over an earlier one of
//! the same thing. Which things are compared, over which times, is the caller's
//! matter. Formulas: Consumer Price Index Manual: Concepts and Methods (2020),
//! chapters 1, 2, 6 and 8.

/// The Jevons index: the geometric mean of relatives, each counting the same.
/// NaN of none.
///
/// ```
/// use lumbung_data::index::jevons;
/// assert!((jevons(&[2.0, 0.5]) - 1.0).abs() < 1e-12);
/// ```
#[must_use]
pub fn jevons(relatives: &[f64]) -> f64 {
    (relatives.iter().map(|relative| relative.ln()).sum::<f64>() / count(relatives)).exp()
}

/// The Laspeyres index: the mean of relatives, each weighing what its thing cost
/// of the whole in the earlier period. Weights need not sum up to one. NaN of
/// none, and where no weight is above zero.
///
/// ```
/// use lumbung_data::index::laspeyres;
/// assert!((laspeyres(&[1.1, 1.0], &[30.0, 10.0]) - 1.075).abs() < 1e-12);
/// ```
#[must_use]
pub fn laspeyres(relatives: &[f64], weights: &[f64]) -> f64 {
    let value: f64 = relatives.iter().zip(weights).map(|(relative, weight)| relative * weight).sum();
    value / weights.iter().sum::<f64>()
}

/// What each relative contributed to the change of a Jevons index: shares of the
/// earlier level that sum up to the index less one.
///
/// The logs of the relatives add up to that of the index; the logarithmic mean of
/// index and one turns them into parts of its change (CPI Manual 2020, on
/// additive decompositions of geometric indices).
#[must_use]
pub fn jevons_contributions(relatives: &[f64]) -> Vec<f64> {
    let scale = log_mean(jevons(relatives), 1.0) / count(relatives);
    relatives.iter().map(|relative| relative.ln() * scale).collect()
}

/// What each relative contributed to the change of a Laspeyres index: its share
/// of the weights times its own change. They sum up to the index less one.
#[must_use]
pub fn laspeyres_contributions(relatives: &[f64], weights: &[f64]) -> Vec<f64> {
    let whole: f64 = weights.iter().sum();
    relatives.iter().zip(weights).map(|(relative, weight)| weight / whole * (relative - 1.0)).collect()
}

/// The levels to which links lead, from 1 in the period before the first.
///
/// ```
/// use lumbung_data::index::chained;
/// assert_eq!(chained(&[2.0, 0.25]), [1.0, 2.0, 0.5]);
/// ```
#[must_use]
pub fn chained(links: &[f64]) -> Vec<f64> {
    let levels = links.iter().scan(1.0, |level, link| {
        *level *= link;
        Some(*level)
    });
    std::iter::once(1.0).chain(levels).collect()
}

/// How far a chained level has drifted from the direct comparison of the same
/// two periods, as a share of that.
///
/// ```
/// use lumbung_data::index::drift;
/// assert!((drift(1.32, 1.1) - 0.2).abs() < 1e-12);
/// ```
#[must_use]
pub fn drift(chained: f64, direct: f64) -> f64 {
    chained / direct - 1.0
}

/// The logarithmic mean of two positive numbers.
fn log_mean(a: f64, b: f64) -> f64 {
    let ratio = (a / b).ln();
    // Near each other the quotient loses its digits, and the means agree.
    if ratio.abs() < 1e-8 { f64::midpoint(a, b) } else { (a - b) / ratio }
}

#[expect(clippy::cast_precision_loss, reason = "a count of commodities")]
fn count(relatives: &[f64]) -> f64 {
    relatives.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// One product a row, one period a column.
    type Table<const T: usize, const N: usize> = [[f64; T]; N];

    /// Producer Price Index Manual (2004), tables 19.1 and 19.2: six products in
    /// five periods.
    const PPI_PRICES: Table<5, 6> = [
        [1.0, 1.2, 1.0, 0.8, 1.0],
        [1.0, 3.0, 1.0, 0.5, 1.0],
        [1.0, 1.3, 1.5, 1.6, 1.6],
        [1.0, 0.7, 0.5, 0.3, 0.1],
        [1.0, 1.4, 1.7, 1.9, 2.0],
        [1.0, 0.8, 0.6, 0.4, 0.2],
    ];
    const PPI_QUANTITIES: Table<5, 6> = [
        [1.0, 0.8, 1.0, 1.2, 0.9],
        [1.0, 0.9, 1.1, 1.2, 1.2],
        [2.0, 1.9, 1.8, 1.9, 2.0],
        [1.0, 1.3, 3.0, 6.0, 12.0],
        [4.5, 4.7, 5.0, 5.6, 6.5],
        [0.5, 0.6, 0.8, 1.3, 2.5],
    ];

    /// Diewert and Fox, Substitution Bias in Multilateral Methods for CPI
    /// Construction Using Scanner Data (2017): four products in twelve periods.
    const SCANNER_PRICES: Table<12, 4> = [
        [2.0, 1.75, 1.6, 1.5, 1.45, 1.4, 1.35, 1.3, 1.25, 1.2, 1.15, 1.1],
        [1.0, 0.5, 1.05, 1.1, 1.12, 1.15, 1.18, 0.6, 1.2, 1.25, 1.28, 1.3],
        [1.0, 0.95, 0.9, 0.85, 0.4, 0.8, 0.75, 0.72, 0.7, 0.4, 0.7, 0.65],
        [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.7, 0.65, 0.7, 0.75, 0.75, 0.8],
    ];
    const SCANNER_EXPENDITURE: [f64; 12] = [10.0, 13.0, 11.0, 12.0, 15.0, 13.0, 14.0, 17.0, 15.0, 18.0, 16.0, 17.0];

    /// Consumer Price Index Manual (2004), table 9.1: four prices in seven months.
    const ELEMENTARY: Table<7, 4> = [
        [6.0, 6.0, 7.0, 6.0, 6.0, 6.0, 6.6],
        [7.0, 7.0, 6.0, 7.0, 7.0, 7.2, 7.7],
        [2.0, 3.0, 4.0, 5.0, 2.0, 3.0, 2.2],
        [5.0, 5.0, 5.0, 4.0, 5.0, 5.0, 5.5],
    ];

    fn relatives<const T: usize, const N: usize>(prices: &Table<T, N>, from: usize, to: usize) -> [f64; N] {
        prices.map(|product| product[to] / product[from])
    }

    /// What each product cost in a period.
    fn values<const T: usize, const N: usize>(prices: &Table<T, N>, quantities: &Table<T, N>, at: usize) -> [f64; N] {
        std::array::from_fn(|product| prices[product][at] * quantities[product][at])
    }

    /// Quantities under an elasticity of substitution of 2, as the source of the
    /// scanner data makes them.
    fn scanner_quantities() -> Table<12, 4> {
        let preference = [0.2, 0.2, 0.2, 0.4];
        let cost = |at: usize| -> f64 { (0..4).map(|product| preference[product] / SCANNER_PRICES[product][at]).sum() };
        std::array::from_fn(|product| {
            std::array::from_fn(|at| {
                let price = SCANNER_PRICES[product][at];
                SCANNER_EXPENDITURE[at] * preference[product] / price / cost(at) / price
            })
        })
    }

    /// Laspeyres, and Paasche: the Laspeyres of the way back, inverted.
    fn both<const T: usize, const N: usize>(prices: &Table<T, N>, quantities: &Table<T, N>, to: usize) -> (f64, f64) {
        let there = laspeyres(&relatives(prices, 0, to), &values(prices, quantities, 0));
        let back = laspeyres(&relatives(prices, to, 0), &values(prices, quantities, to));
        (there, 1.0 / back)
    }

    #[track_caller]
    fn agree(found: impl IntoIterator<Item = f64>, published: &[f64], digit: f64) {
        let found: Vec<f64> = found.into_iter().collect();
        assert_eq!(found.len(), published.len());
        for (found, published) in found.iter().zip(published) {
            assert!((found - published).abs() <= digit / 2.0 + 1e-12, "{found} against {published}");
        }
    }

    #[test]
    fn laspeyres_equals_the_producer_price_manual_and_so_do_paasche_and_fisher() {
        let all = [0, 1, 2, 3, 4].map(|at| both(&PPI_PRICES, &PPI_QUANTITIES, at));
        agree(all.map(|(laspeyres, _)| laspeyres), &[1.0, 1.42, 1.345, 1.355, 1.44], 1e-4);
        agree(all.map(|(_, paasche)| paasche), &[1.0, 1.3824, 1.2031, 1.0209, 0.7968], 1e-4);
        let fisher = all.map(|(laspeyres, paasche)| (laspeyres * paasche).sqrt());
        agree(fisher, &[1.0, 1.4011, 1.2721, 1.1762, 1.0712], 1e-4);
    }

    #[test]
    fn jevons_equals_the_scanner_data_example_and_so_do_dutot_and_carli() {
        let links = [0, 1, 2, 3].map(|at| relatives(&SCANNER_PRICES, 0, at));
        agree(links.map(|links| jevons(&links)), &[1.0, 0.822_287_3, 0.975_945_9, 0.977_133_8], 1e-7);
        // Dutot is Laspeyres at one piece of each, Carli at one rupiah of each.
        let first = SCANNER_PRICES.map(|product| product[0]);
        agree(links.map(|links| laspeyres(&links, &first)), &[1.0, 0.833_333_3, 0.922_222_2, 0.911_111_1], 1e-7);
        agree(links.map(|links| laspeyres(&links, &[1.0; 4])), &[1.0, 0.856_25, 0.987_5, 1.0], 1e-7);
        let (laspeyres, paasche) = both(&SCANNER_PRICES, &scanner_quantities(), 11);
        agree([(laspeyres * paasche).sqrt()], &[1.108_450_7], 1e-7);
    }

    #[test]
    fn a_chained_laspeyres_equals_the_scanner_data_example() {
        let quantities = scanner_quantities();
        let link = |at: usize| {
            laspeyres(&relatives(&SCANNER_PRICES, at - 1, at), &values(&SCANNER_PRICES, &quantities, at - 1))
        };
        let links: Vec<f64> = (1..12).map(link).collect();
        let published = [
            1.0,
            0.967_307_7,
            1.290_550_4,
            1.338_200_2,
            1.248_244_4,
            1.734_655_2,
            1.653_061_9,
            1.452_418_6,
            1.838_621_5,
            1.712_680_2,
            2.181_017,
            2.200_047_4,
        ];
        agree(chained(&links), &published, 1e-7);
    }

    #[test]
    fn elementary_indices_equal_the_consumer_price_manual() {
        let direct = [0, 1, 2, 3, 4, 5, 6].map(|at| relatives(&ELEMENTARY, 0, at));
        let jevons = direct.map(|links| jevons(&links) * 100.0);
        agree(jevons, &[100.0, 110.67, 118.92, 118.92, 100.0, 111.45, 110.0], 1e-2);
        let first = ELEMENTARY.map(|product| product[0]);
        let dutot = direct.map(|links| laspeyres(&links, &first) * 100.0);
        agree(dutot, &[100.0, 105.0, 110.0, 110.0, 100.0, 106.0, 110.0], 1e-2);
        let carli = direct.map(|links| laspeyres(&links, &[1.0; 4]) * 100.0);
        agree(carli[..2].iter().copied(), &[100.0, 112.5], 1e-2);
        agree(carli[2..4].iter().copied(), &[125.6, 132.5], 1e-1);
        agree(carli[4..].iter().copied(), &[100.0, 113.21, 110.0], 1e-2);
    }

    #[test]
    fn a_chain_of_arithmetic_means_drifts_and_one_of_geometric_means_does_not() {
        let step = |at: usize| relatives(&ELEMENTARY, at - 1, at);
        let carli: Vec<f64> = (1..7).map(|at| laspeyres(&step(at), &[1.0; 4])).collect();
        let level = chained(&carli)[6];
        agree([level * 100.0], &[129.02], 1e-2);
        assert!((drift(level, 1.1) - 0.172_9).abs() < 1e-4);
        let geometric: Vec<f64> = (1..7).map(|at| jevons(&step(at))).collect();
        assert!(drift(chained(&geometric)[6], 1.1).abs() < 1e-12);
    }

    #[test]
    fn nothing_has_no_index() {
        assert!(jevons(&[]).is_nan() && laspeyres(&[], &[]).is_nan() && laspeyres(&[1.1], &[0.0]).is_nan());
        assert!(jevons_contributions(&[]).is_empty() && laspeyres_contributions(&[], &[]).is_empty());
        assert_eq!(chained(&[]), [1.0]);
    }

    fn some_relatives() -> impl Strategy<Value = Vec<(f64, f64)>> {
        proptest::collection::vec((0.2_f64..5.0, 0.01_f64..100.0), 1..30)
    }

    proptest! {
        #[test]
        fn contributions_add_up_to_the_change(things in some_relatives()) {
            let (relatives, weights): (Vec<f64>, Vec<f64>) = things.into_iter().unzip();
            let sum: f64 = jevons_contributions(&relatives).iter().sum();
            prop_assert!((sum - (jevons(&relatives) - 1.0)).abs() < 1e-12);
            let sum: f64 = laspeyres_contributions(&relatives, &weights).iter().sum();
            prop_assert!((sum - (laspeyres(&relatives, &weights) - 1.0)).abs() < 1e-12);
        }

        #[test]
        fn contributions_add_up_however_little_moved(things in some_relatives(), step in -12_i32..-5) {
            let nearly: Vec<f64> = things.iter().map(|(relative, _)| 1.0 + (relative - 1.0) * 10_f64.powi(step)).collect();
            let sum: f64 = jevons_contributions(&nearly).iter().sum();
            prop_assert!((sum - (jevons(&nearly) - 1.0)).abs() < 1e-14);
        }

        #[test]
        fn an_index_lies_between_the_least_and_the_greatest_relative(things in some_relatives()) {
            let (relatives, weights): (Vec<f64>, Vec<f64>) = things.into_iter().unzip();
            let least = relatives.iter().copied().fold(f64::INFINITY, f64::min) - 1e-12;
            let greatest = relatives.iter().copied().fold(0.0, f64::max) + 1e-12;
            for index in [jevons(&relatives), laspeyres(&relatives, &weights)] {
                prop_assert!(least <= index && index <= greatest);
            }
        }
    }
}
