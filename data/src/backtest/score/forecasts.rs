//! The outlook against what came.

use super::super::Span;
use super::bootstrap::{Counted, ratio};
use crate::model::CommodityId;
use crate::model::score::{Chances, Prices};
use crate::outlook::{Came, Forecasts, Panel, came};

/// What was said and what came.
pub(super) struct Spoken {
    chances: [Counted<(f64, bool)>; 3],
    prices: [Counted<Pinball>; 3],
}

/// The loss of one forecast and of what it is measured against, and on which side
/// the price came to lie: −1 below, 0 within, 1 above.
#[derive(Debug, Clone, Copy)]
struct Pinball {
    loss: f64,
    reference: f64,
    side: i8,
}

impl Spoken {
    pub fn of(panel: &Panel, forecasts: &Forecasts, span: Span) -> Self {
        let mut spoken = Self {
            chances: std::array::from_fn(|_| Counted::default()),
            prices: std::array::from_fn(|_| Counted::default()),
        };
        for (horizon, (chances, prices)) in spoken.chances.iter_mut().zip(&mut spoken.prices).enumerate() {
            for Came { commodity, day, calm, chance, surged, said, reference, log } in came(panel, forecasts, horizon) {
                if day < span.from {
                    continue;
                }
                if let Some(surged) = surged.filter(|_| calm) {
                    chances.add(commodity, day, (chance, surged));
                }
                if let (Some(log), Some(reference)) = (log, reference) {
                    let side = if log < said[0] { -1 } else { i8::from(log > said[2]) };
                    prices.add(
                        commodity,
                        day,
                        Pinball { loss: loss(log, said), reference: loss(log, reference), side },
                    );
                }
            }
        }
        spoken
    }

    pub fn chances(&self, commodity: Option<&CommodityId>, horizon: usize) -> Option<Chances> {
        let counted = &self.chances[horizon];
        let items = counted.items(commodity);
        (!items.is_empty()).then(|| Chances {
            days: items.len(),
            base: base(&items),
            precision: counted.measure(commodity, precision),
            skill: counted.measure(commodity, brier_skill),
        })
    }

    pub fn prices(&self, commodity: Option<&CommodityId>, horizon: usize) -> Option<Prices> {
        let counted = &self.prices[horizon];
        let items = counted.items(commodity);
        let share = |items: &[Pinball], side: i8| {
            ratio(&items.iter().map(|item| (f64::from(u8::from(item.side == side)), 1.0)).collect::<Vec<_>>())
        };
        let skill =
            |items: &[Pinball]| 1.0 - ratio(&items.iter().map(|item| (item.loss, item.reference)).collect::<Vec<_>>());
        (!items.is_empty()).then(|| Prices {
            days: items.len(),
            skill: counted.measure(commodity, skill),
            covered: counted.measure(commodity, |items| share(items, 0)),
            below: share(&items, -1),
            above: share(&items, 1),
        })
    }
}

/// The pinball loss of the 10, 50 and 90 % quantiles together.
fn loss(log: f64, said: [f64; 3]) -> f64 {
    let pinball = |(share, said): (f64, f64)| (share * (log - said)).max((share - 1.0) * (log - said));
    [0.1, 0.5, 0.9].into_iter().zip(said).map(pinball).sum()
}

fn base(items: &[(f64, bool)]) -> f64 {
    ratio(&items.iter().map(|(_, surged)| (f64::from(u8::from(*surged)), 1.0)).collect::<Vec<_>>())
}

fn brier_skill(items: &[(f64, bool)]) -> f64 {
    let base = base(items);
    let losses = items.iter().map(|(chance, surged)| {
        let surged = f64::from(u8::from(*surged));
        ((chance - surged).powi(2), (base - surged).powi(2))
    });
    1.0 - ratio(&losses.collect::<Vec<_>>())
}

/// Average precision: the mean of the precision at each day that a surge followed,
/// days of equal chance taken together.
#[expect(clippy::cast_precision_loss, reason = "counts of days")]
fn precision(items: &[(f64, bool)]) -> f64 {
    let mut order = items.to_vec();
    order.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
    let (mut sum, mut right) = (0.0, 0_usize);
    let mut seen = 0_usize;
    for same in order.chunk_by(|a, b| a.0.to_bits() == b.0.to_bits()) {
        let here = same.iter().filter(|(_, surged)| *surged).count();
        seen += same.len();
        right += here;
        sum += here as f64 * right as f64 / seen as f64;
    }
    sum / right as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_perfect_order_has_precision_one_and_no_order_has_the_base() {
        let perfect = [(0.9, true), (0.8, true), (0.2, false), (0.1, false)];
        assert!((precision(&perfect) - 1.0).abs() < 1e-12);
        let even = [(0.5, true), (0.5, false), (0.5, false), (0.5, true)];
        assert!((precision(&even) - 0.5).abs() < 1e-12);
        // As scikit-learn's average_precision_score says of these.
        let mixed = [(0.1, false), (0.4, false), (0.35, true), (0.8, true)];
        assert!((precision(&mixed) - 0.833_333_333_333_333_3).abs() < 1e-12);
    }

    #[test]
    fn skill_is_one_for_certainty_and_nothing_for_the_base() {
        assert!((brier_skill(&[(1.0, true), (0.0, false)]) - 1.0).abs() < 1e-12);
        assert!(brier_skill(&[(0.5, true), (0.5, false)]).abs() < 1e-12);
    }

    #[test]
    fn the_loss_grows_with_the_distance_and_by_the_share_on_its_side() {
        assert!((loss(1.0, [0.0, 0.0, 0.0]) - 1.5).abs() < 1e-12);
        assert!((loss(-1.0, [0.0, 0.0, 0.0]) - 1.5).abs() < 1e-12);
        assert!((loss(0.0, [-1.0, 0.0, 1.0]) - 0.2).abs() < 1e-12);
    }
}
