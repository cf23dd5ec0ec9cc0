//! What the same comparison says where and when there was no intervention.
//!
//! Every place is taken as if it had had one on every earlier day (placebos in time:
//! Bertrand, M., Duflo, E. and Mullainathan, S. (2004), Quarterly Journal of Economics
//! 119, 249–275, on why errors that take days for independent are far too small), and
//! every other place on the very day (placebos in space: Abadie, A., Diamond, A. and
//! Hainmueller, J. (2010), Journal of the American Statistical Association 105, 493–505).
//! What is found there is taken for the distribution of the estimate (Conley, T. G.
//! and Taber, C. R. (2011), Review of Economics and Statistics 93, 113–125), in units of
//! how far each place usually strays (Ferman, B. and Pinto, C. (2019), the same review
//! 101, 452–467) and of how far places stray on that day.

use super::difference::{Difference, difference};
use super::panel::Panel;
use super::plan::Plan;
use super::to_f64;
use std::collections::BTreeMap;

/// How sure an interval is meant to be: it holds the effect in 90 of 100 cases.
pub const LEVEL: f64 = 0.9;
/// How far back placebos are taken, calendar days.
const REFERENCE: i32 = 730;
/// Stretches of days that do not overlap, over all places, without which nothing is said.
pub const LEAST_BLOCKS: usize = 20;
/// The same of the place itself.
pub const LEAST_OWN: usize = 3;
/// As many stretches as what is usual of all places counts beside a place's own, and as
/// many places as what is usual of all days beside those of a day.
const PRIOR: f64 = 4.0;
/// How far any price strays at least, in logs: a tenth of a per cent.
const LEAST_STRAY: f64 = 0.001;

struct Placebo {
    place: usize,
    start: i32,
    found: Difference,
    /// How far such a comparison usually strays for this place.
    usual: f64,
    /// How far places stray on that day, beside the usual.
    day: f64,
}

impl Placebo {
    fn ratio(&self) -> f64 {
        self.found.mean.abs() / (self.usual * self.day)
    }
}

/// The placebos of an intervention.
pub(super) struct Reference {
    placebos: Vec<Placebo>,
    /// Stretches that do not overlap, over all places.
    pub blocks: usize,
    /// The same of the place itself.
    pub own: usize,
    /// How far the estimate strays: as [`Placebo::usual`] and [`Placebo::day`].
    usual: f64,
    day: f64,
    /// The day of the intervention.
    from: i32,
    /// How far placebos strayed in those units, rising.
    ratios: Vec<f64>,
}

impl Reference {
    /// Takes placebos of the place, which is the panel's first, and of those that it is
    /// compared with. Of too few stretches, how many of its own and of all there are.
    pub fn of(panel: &Panel, plan: &Plan, controls: &[usize]) -> Result<Self, (usize, usize)> {
        let places: Vec<usize> = [0].into_iter().chain(controls.iter().copied()).collect();
        let mut placebos = Vec::new();
        let (mut own, mut blocks) = (0, 0);
        for place in &places {
            let others: Vec<usize> = places.iter().copied().filter(|other| other != place).collect();
            let (mut stretches, mut next) = (0, i32::MIN);
            for at in panel.between(plan.from - REFERENCE + plan.before, plan.from - 1 - (plan.last() - plan.from)) {
                let start = panel.days[at];
                let then = plan.at(start);
                if panel.is_held(*place, &then) {
                    continue;
                }
                if let Ok(found) = difference(panel, &then, *place, &others) {
                    placebos.push(Placebo { place: *place, start, found, usual: 1.0, day: 1.0 });
                    if start >= next {
                        stretches += 1;
                        next = start + plan.span();
                    }
                }
            }
            blocks += stretches;
            own += if *place == 0 { stretches } else { 0 };
        }
        if own < LEAST_OWN || blocks < LEAST_BLOCKS {
            return Err((own, blocks));
        }
        for place in controls {
            let others: Vec<usize> = controls.iter().copied().filter(|other| other != place).collect();
            if let Ok(found) = difference(panel, plan, *place, &others) {
                placebos.push(Placebo { place: *place, start: plan.from, found, usual: 1.0, day: 1.0 });
            }
        }
        let usual = usual_strays(panel, plan, &mut placebos);
        let day = day_strays(plan.from, &mut placebos);
        let mut ratios: Vec<f64> = placebos.iter().map(Placebo::ratio).collect();
        ratios.sort_unstable_by(f64::total_cmp);
        Ok(Self { placebos, blocks, own, usual, day, from: plan.from, ratios })
    }

    /// How many placebos there are.
    pub fn count(&self) -> usize {
        self.placebos.len()
    }

    /// The chance of an estimate as far from zero where there is no effect.
    pub fn chance(&self, mean: f64) -> f64 {
        let ratio = mean.abs() / (self.usual * self.day);
        let beyond = self.ratios.len() - self.ratios.partition_point(|placebo| *placebo < ratio - 1e-12);
        of_blocks(beyond, self.ratios.len(), self.blocks)
    }

    /// The same among the place's own earlier days alone.
    pub fn chance_in_time(&self, mean: f64) -> f64 {
        let own = || self.placebos.iter().filter(|placebo| placebo.place == 0);
        let ratio = mean.abs() / (self.usual * self.day);
        let beyond = own().filter(|placebo| placebo.ratio() >= ratio - 1e-12).count();
        of_blocks(beyond, own().count(), self.own)
    }

    /// The same among the other places on that day alone: each is as likely to be the
    /// furthest. The day is the same for all and falls out.
    pub fn chance_in_space(&self, mean: f64) -> f64 {
        let then = || self.placebos.iter().filter(|placebo| placebo.start == self.from);
        let ratio = mean.abs() / self.usual;
        let beyond = then().filter(|placebo| placebo.found.mean.abs() / placebo.usual >= ratio - 1e-12).count();
        to_f64(1 + beyond) / to_f64(1 + then().count())
    }

    /// The chance that the last days before stood as far apart where there is nothing.
    pub fn chance_of_lead(&self, led: f64) -> f64 {
        let ratio = led.abs() / self.usual;
        let known = || self.placebos.iter().filter(|placebo| placebo.found.led.is_finite());
        let beyond = known().filter(|placebo| placebo.found.led.abs() / placebo.usual >= ratio - 1e-12).count();
        of_blocks(beyond, known().count(), self.blocks)
    }

    /// How far the interval of the mean reaches to each side, in logs.
    pub fn reach(&self) -> f64 {
        self.usual * self.day * self.bound(&self.ratios)
    }

    /// The same for the effect of a single day, the so-and-so-manieth since the beginning.
    /// Infinite where too few placebos have such a day.
    pub fn reach_on(&self, nth: usize) -> f64 {
        let strays = self
            .placebos
            .iter()
            .filter_map(|placebo| Some(placebo.found.path.get(nth)?.abs() / (placebo.usual * placebo.day)));
        let mut strays: Vec<f64> = strays.collect();
        if strays.len() * 2 < self.placebos.len() {
            return f64::INFINITY;
        }
        strays.sort_unstable_by(f64::total_cmp);
        self.usual * self.day * self.bound(&strays)
    }

    /// The value that placebos stay within with the chance of [`LEVEL`], by rank. Days
    /// that overlap are no more than so many stretches that do not: as if there were one
    /// placebo a stretch, the rank is that among them with the estimate itself.
    fn bound(&self, rising: &[f64]) -> f64 {
        let share = (LEVEL * to_f64(self.blocks + 1)).ceil() / to_f64(self.blocks);
        if share > 1.0 {
            return f64::INFINITY;
        }
        rising.get(rank(share, rising.len())).copied().unwrap_or(f64::INFINITY)
    }
}

/// A share of placebos as a chance, of so many stretches that do not overlap.
fn of_blocks(beyond: usize, of: usize, blocks: usize) -> f64 {
    let blocks = to_f64(blocks);
    (1.0 + blocks * to_f64(beyond) / to_f64(of.max(1))) / (1.0 + blocks)
}

/// How far each place usually strays: the root of its mean square over the days that do
/// not overlap, drawn towards that of all places. Gives that of the intervention's place.
fn usual_strays(panel: &Panel, plan: &Plan, placebos: &mut [Placebo]) -> f64 {
    let all = placebos.iter().map(|placebo| placebo.found.mean.powi(2)).sum::<f64>() / to_f64(placebos.len());
    let mut earlier: BTreeMap<usize, Vec<(i32, f64)>> = BTreeMap::new();
    for placebo in placebos.iter().filter(|placebo| placebo.start != plan.from) {
        earlier.entry(placebo.place).or_default().push((placebo.start, placebo.found.mean.powi(2)));
    }
    let of = |place: usize, start: i32| {
        let (mut sum, mut count, mut stretches, mut next) = (0.0, 0_usize, 0_usize, i32::MIN);
        let own = earlier.get(&place).into_iter().flatten();
        for (day, square) in own.filter(|(day, _)| (day - start).abs() >= plan.span()) {
            sum += square;
            count += 1;
            if *day >= next {
                stretches += 1;
                next = day + plan.span();
            }
        }
        let weight = to_f64(stretches);
        let own = if count > 0 { sum / to_f64(count) } else { 0.0 };
        let rounding = panel.half_steps[place].powi(2) / 3.0;
        ((weight * own + PRIOR * all) / (weight + PRIOR) + rounding + LEAST_STRAY.powi(2)).sqrt()
    };
    for placebo in placebos.iter_mut() {
        placebo.usual = of(placebo.place, placebo.start);
    }
    of(0, plan.from)
}

/// How far other places strayed on the day of each placebo beside the usual, drawn towards
/// one. Gives that of the intervention's day.
fn day_strays(from: i32, placebos: &mut [Placebo]) -> f64 {
    let square = |placebo: &Placebo| (placebo.found.mean / placebo.usual).powi(2);
    let usual = placebos.iter().map(square).sum::<f64>() / to_f64(placebos.len());
    let mut by_day: BTreeMap<i32, (f64, usize)> = BTreeMap::new();
    for placebo in placebos.iter() {
        let day = by_day.entry(placebo.start).or_default();
        day.0 += square(placebo);
        day.1 += 1;
    }
    let stray = |sum: f64, count: usize| {
        if usual > 0.0 { ((PRIOR + sum / usual) / (PRIOR + to_f64(count))).sqrt() } else { 1.0 }
    };
    for placebo in placebos.iter_mut() {
        if let Some((sum, count)) = by_day.get(&placebo.start) {
            placebo.day = stray((sum - square(placebo)).max(0.0), count - 1);
        }
    }
    by_day.get(&from).map_or(1.0, |(sum, count)| stray(*sum, *count))
}

/// Where, among so many rising values, the one lies that this share of them does not go
/// beyond.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place within a slice")]
fn rank(share: f64, count: usize) -> usize {
    ((share * to_f64(count)).ceil() as usize).saturating_sub(1)
}
