//! The features of a price by itself.

use super::feature::{COUNT, Feature, Values, set};
use crate::quantile::middle;
use crate::watch::{Phase, Stand};

/// A city price up to a day, as it was known then.
#[derive(Debug, Clone, Copy)]
pub(super) struct Past<'a> {
    /// Survey days.
    pub days: &'a [i32],
    /// The logs of their prices.
    pub logs: &'a [f64],
    /// The threshold θ.
    pub theta: f64,
}

/// Survey days in a week.
const WEEK: usize = 5;
/// Days of the baseline of a surge.
const BASELINE_DAYS: i32 = 28;
/// A running surge of this age nears its longest.
const LATE: f64 = 76.0;

impl Past<'_> {
    /// The unit of changes: ln(1 + θ).
    pub fn unit(&self) -> f64 {
        self.theta.ln_1p()
    }

    /// The features of the last day. `stand` is where the price stands on it.
    pub fn features(&self, stand: Stand) -> Values {
        let mut values = [f32::NAN; COUNT];
        let Some(at) = self.days.len().checked_sub(1) else { return values };
        let (unit, log) = (self.unit(), self.logs[at]);
        let mut set = |feature: Feature, value: f64| set(&mut values, feature, value);
        let change = |steps: usize| at.checked_sub(steps).map_or(f64::NAN, |from| (log - self.logs[from]) / unit);
        let of = |feature, steps| (feature, change(steps));
        for (feature, value) in [
            of(Feature::Change1, 1),
            of(Feature::Change3, 3),
            of(Feature::Change5, 5),
            of(Feature::Change10, 10),
            of(Feature::Change20, 20),
            of(Feature::Change60, 60),
        ] {
            set(feature, value);
        }
        set(Feature::Acceleration, 2.0 * change(5) - change(10));

        let usual = self.usual_change(at);
        let gap = |carried: usize, ahead: i32| self.baseline_ahead(at, carried, ahead) + unit - log;
        let (today, week) = (gap(0, 0), gap(WEEK, 7));
        set(Feature::Gap, today / unit);
        set(Feature::GapScaled, today / usual);
        set(Feature::GapWeek, week / unit);
        set(Feature::GapWeekScaled, week / usual);

        set(Feature::High28, (log - highest(self.last(at, 28, 1))) / unit);
        set(Feature::Low28, (log - lowest(self.last(at, 28, 1))) / unit);
        let year = self.last(at, 365, 60);
        set(Feature::Year, (log - middle(year).unwrap_or(f64::NAN)) / unit);
        set(Feature::YearHigh, (log - highest(year)) / unit);
        set(Feature::YearLow, (log - lowest(year)) / unit);
        set(Feature::Quarter, (log - middle(self.last(at, 90, 30)).unwrap_or(f64::NAN)) / unit);

        set(Feature::Volatility, (usual / unit).ln());
        let lately = self.rms(at, WEEK, 20).unwrap_or(f64::NAN);
        set(Feature::Liveliness, (lately.max(0.03 * unit) / usual).ln());
        set(Feature::Active, self.moved(at));
        set(Feature::Still, self.still(at));

        let is = |phase: Phase| f64::from(u8::from(stand.phase == phase));
        set(Feature::Running, is(Phase::Running));
        set(Feature::Pending, is(Phase::Pending));
        let (age, room) = match stand.phase {
            Phase::Calm => (0.0, 0.0),
            Phase::Pending | Phase::Running => (
                f64::from(self.days[at] - self.days[stand.onset]),
                (log - stand.baseline.ln() - (self.theta / 2.0).ln_1p()) / unit,
            ),
        };
        set(Feature::Age, age);
        set(Feature::Room, room);
        set(Feature::Late, f64::from(u8::from(age >= LATE)));
        set(Feature::NearEnd, (-room.max(0.0) / 0.3).exp());
        values
    }

    /// The logs of the last calendar days, the day included; none where they are
    /// too few.
    fn last(&self, at: usize, days: i32, least: usize) -> &[f64] {
        let from = self.days.partition_point(|day| *day <= self.days[at] - days);
        let logs = &self.logs[from..=at];
        if logs.len() < least { &[] } else { logs }
    }

    /// The median log price that a day so many days after tomorrow will be
    /// measured against, if the price stands still for so many survey days.
    fn baseline_ahead(&self, at: usize, carried: usize, ahead: i32) -> f64 {
        let from = self.days.partition_point(|day| *day < self.days[at] + 1 + ahead - BASELINE_DAYS);
        let mut window = self.logs[from.min(at)..=at].to_vec();
        window.extend(std::iter::repeat_n(self.logs[at], carried));
        middle(&window).unwrap_or(f64::NAN)
    }

    /// The usual size of a change over ten survey days, of a year's; with little
    /// history by daily changes.
    fn usual_change(&self, at: usize) -> f64 {
        let unit = self.unit();
        let by_tens = self.rms(at, 10, 250).map(|usual| usual.max(0.02 * unit));
        let by_days = || self.rms(at, 1, 60).map_or(f64::NAN, |usual| usual.max(1e-4) * 10.0_f64.sqrt());
        by_tens.unwrap_or_else(by_days).max(0.15 * unit)
    }

    /// The root mean square of changes over `steps` survey days that end on the
    /// last `window` ones.
    fn rms(&self, at: usize, steps: usize, window: usize) -> Option<f64> {
        if at < steps + 5 {
            return None;
        }
        let from = steps.max((at + 1).saturating_sub(window));
        let squares = (from..=at).map(|to| (self.logs[to] - self.logs[to - steps]).powi(2));
        #[expect(clippy::cast_precision_loss, reason = "a few hundred days")]
        let count = (at + 1 - from) as f64;
        Some((squares.sum::<f64>() / count).sqrt())
    }

    fn has_moved(&self, at: usize) -> bool {
        at > 0 && (self.logs[at] - self.logs[at - 1]).abs() > 1e-9
    }

    #[expect(clippy::cast_precision_loss, reason = "at most twenty")]
    fn moved(&self, at: usize) -> f64 {
        let from = at.saturating_sub(19).max(1);
        if from > at {
            return f64::NAN;
        }
        (from..=at).filter(|at| self.has_moved(*at)).count() as f64 / (at + 1 - from) as f64
    }

    #[expect(clippy::cast_precision_loss, reason = "at most thirty")]
    fn still(&self, at: usize) -> f64 {
        (0..30.min(at)).find(|back| self.has_moved(at - back)).unwrap_or(30.min(at)) as f64
    }
}

/// The highest; NaN of none.
fn highest(logs: &[f64]) -> f64 {
    logs.iter().copied().fold(f64::NAN, f64::max)
}

/// The lowest; NaN of none.
fn lowest(logs: &[f64]) -> f64 {
    logs.iter().copied().fold(f64::NAN, f64::min)
}
