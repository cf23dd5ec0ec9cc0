//! All tests of one pair of prices, and what they say together.

use super::adjusted::benjamini_hochberg;
use super::asymmetry::{Asymmetry, asymmetry};
use super::correlation::{Correlation, cross_correlation};
use super::granger::{Granger, granger, order};
use super::weeks::{Weeks, changes};
use crate::model::origin::{Adjustment, Lead, Passing, Precedence};

/// Weeks that must have the changes of the eight weeks before them.
pub const LEAST_WEEKS: usize = 52;
/// From this adjusted chance down something is told as certain.
const CERTAIN: f64 = 0.05;

/// How the prices of a region and of the city go together.
#[derive(Debug, Clone, PartialEq)]
pub struct Transmission {
    /// Weeks in which both changed from a known price to a known price.
    pub weeks: usize,
    /// At each lag.
    pub correlations: Vec<Correlation>,
    /// Whether the region's past says more of the city's next change.
    pub to_city: Granger,
    /// The other way round.
    pub to_region: Granger,
    /// How the city's price comes back; none where that cannot be fitted.
    pub asymmetry: Option<Asymmetry>,
}

impl Transmission {
    /// Tests a pair. None with fewer than [`LEAST_WEEKS`], or where a price never moves.
    #[must_use]
    pub fn of(weeks: &Weeks) -> Option<Self> {
        let (region, city) = (changes(&weeks.region), changes(&weeks.city));
        let (order, _) = order(&region, &city).filter(|(_, rows)| *rows >= LEAST_WEEKS)?;
        Some(Self {
            weeks: city.iter().filter(|change| change.is_finite()).count(),
            correlations: cross_correlation(&region, &city),
            to_city: granger(&region, &city, order)?,
            to_region: granger(&city, &region, order)?,
            asymmetry: asymmetry(weeks, order),
        })
    }

    /// The lag with the highest correlation, where that is no chance.
    fn closest(&self) -> Option<&Correlation> {
        let closest = self.correlations.iter().max_by(|a, b| a.r.total_cmp(&b.r))?;
        (closest.r > 0.0 && closest.chance() <= CERTAIN).then_some(closest)
    }
}

/// What the tests of all pairs of one commodity say. The chances of Granger's tests
/// are adjusted together, and so are those of asymmetry.
#[must_use]
pub fn told(pairs: &[Transmission]) -> Vec<Passing> {
    let precedence: Vec<f64> = pairs.iter().flat_map(|pair| [pair.to_city.p, pair.to_region.p]).collect();
    let precedence = benjamini_hochberg(&precedence);
    let held = |pair: &Transmission| pair.asymmetry.filter(Asymmetry::holds_together);
    let ways: Vec<f64> = pairs.iter().filter_map(|pair| Some(held(pair)?.p)).collect();
    let mut ways = benjamini_hochberg(&ways).into_iter();
    let passing = pairs.iter().zip(precedence.chunks(2)).map(|(pair, chances)| Passing {
        weeks: u32::try_from(pair.weeks).unwrap_or(u32::MAX),
        precedence: Precedence::of(chances[0] <= CERTAIN, chances[1] <= CERTAIN),
        to_city: chances[0],
        to_region: chances[1],
        closest: pair.closest().map(|closest| Lead { weeks: closest.lag, r: closest.r }),
        adjustment: held(pair).zip(held(pair).and_then(|_| ways.next())).map(|(asymmetry, chance)| {
            let (rises, falls) = (-asymmetry.below, -asymmetry.above);
            Adjustment { rises, falls, chance, differ: chance <= CERTAIN }
        }),
    });
    passing.collect()
}
