//! The effect of one intervention, with everything that was found on the way.

use super::difference::{Difference, LEAST_AFTER, Reported, Short, difference};
use super::panel::{LeftOut, Panel};
use super::placebo::Reference;
use super::plan::Plan;
use super::refusal::Refusal;
use super::relief::{Relief, relief};
use super::synthetic::{NoSynthetic, Synthetic, synthetic};
use super::to_f64;
use super::verdict::{Verdict, verdict};
use serde::Serialize;

/// A figure with the interval that holds it in [`super::LEVEL`] of all cases.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// The lower bound.
    pub low: f64,
    /// The higher bound.
    pub high: f64,
}

impl Estimate {
    /// A figure of which the interval reaches so far to each side.
    fn around(value: f64, reach: f64) -> Self {
        Self { value, low: value - reach, high: value + reach }
    }

    /// Whether the interval holds no zero.
    #[must_use]
    pub fn is_apart(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }

    /// Value and both bounds by a function that rises.
    pub(super) fn map(self, of: impl Fn(f64) -> f64) -> Self {
        Self { value: of(self.value), low: of(self.low), high: of(self.high) }
    }
}

/// One survey day since the intervention began.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Day {
    /// Its day number.
    pub day: i32,
    /// The price, rupiah per unit.
    pub price: f64,
    /// What it was expected to be without the intervention.
    pub expected: f64,
    /// The effect, in logs.
    pub log: f64,
    /// The lower bound of the effect of this day alone, in logs; none where too few
    /// placebos reach as far.
    pub low: Option<f64>,
    /// The higher bound.
    pub high: Option<f64>,
}

impl Day {
    /// Whether its effect alone is certain, and below or above zero as said.
    fn is_apart(&self, below: bool) -> bool {
        if below { self.high.is_some_and(|high| high < 0.0) } else { self.low.is_some_and(|low| low > 0.0) }
    }
}

/// How long an effect lasted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Lasted {
    /// The first survey day of its time whose effect alone is certain.
    pub since: i32,
    /// The last of those that follow it in a row.
    pub until: i32,
    /// Whether that is the last day that is known or watched: it may have lasted longer.
    pub at_least: bool,
}

impl Lasted {
    /// Calendar days from its first to its last.
    #[must_use]
    pub fn days(&self) -> i32 {
        self.until - self.since + 1
    }
}

/// What the interval rests on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Placebos {
    /// Comparisons of places and days without an intervention.
    pub count: usize,
    /// Stretches of days among them that do not overlap, over all places.
    pub blocks: usize,
    /// The same of the place itself.
    pub own: usize,
    /// The chance of an estimate as far from zero among all of them.
    pub chance: f64,
    /// Among earlier days of the place alone.
    pub in_time: f64,
    /// Among the other places on that day alone.
    pub in_space: f64,
    /// The chance that the last week before stood as far from the days before it.
    pub of_lead: f64,
}

/// The effect of an intervention on the price where it was held.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Impact {
    /// The days, as far as they are known.
    pub plan: Plan,
    /// Whether prices of later days are still to come.
    pub unfinished: bool,
    /// Survey days before, and of the intervention's time.
    pub days: [usize; 2],
    /// The places compared with, as they were given.
    pub controls: Vec<usize>,
    /// Those that were given and are not compared with.
    pub left_out: Vec<(usize, LeftOut)>,
    /// The mean effect over the intervention's time, in logs.
    pub log: Estimate,
    /// The same as a share of what the price would have been: -0.05 is 5 % lower.
    pub share: Estimate,
    /// The mean over the days of the intervention alone, as a share; none without a survey
    /// day among them.
    pub during: Option<f64>,
    /// The mean effect over the intervention's time in rupiah per unit.
    pub rupiah: Estimate,
    /// What the price would have been, rupiah per unit.
    pub expected: f64,
    /// What the interval rests on.
    pub placebos: Placebos,
    /// Day by day.
    pub path: Vec<Day>,
    /// How long it lasted; none where nothing is told of the effect, or no single day's is
    /// certain.
    pub lasted: Option<Lasted>,
    /// What a synthetic control says.
    pub synthetic: Result<Synthetic, NoSynthetic>,
    /// What buyers were spared; none where the price is not told to be lower.
    pub relief: Option<Relief>,
    /// What is said.
    pub verdict: Verdict,
}

/// Assesses the effect of an intervention at the panel's first place, with a subsidy in
/// rupiah where one is known.
///
/// # Errors
/// When there are too few prices, places or days to compare.
pub fn assess(panel: &Panel, plan: &Plan, subsidy: Option<f64>) -> Result<Impact, Refusal> {
    let Some(last) = panel.last_day(0) else { return Err(Refusal::Before { days: 0 }) };
    let asked = plan;
    let plan = plan.seen_by(last);
    let own = panel.between(plan.from, plan.to).filter(|at| panel.logs[0][*at].is_finite()).count();
    let plan = &if own < LEAST_AFTER { plan.with_week_after() } else { plan };
    if panel.is_held(0, plan) {
        return Err(Refusal::Overlaps);
    }
    let others: Vec<usize> = (1..panel.logs.len()).collect();
    let found = difference(panel, plan, 0, &others).map_err(|short| match short {
        Short::Before(days) => Refusal::Before { days },
        Short::After(days) => Refusal::After { days },
        Short::Controls(usable) => Refusal::Controls { usable },
    })?;
    let reference =
        Reference::of(panel, plan, &found.controls).map_err(|(own, blocks)| Refusal::History { own, blocks })?;

    // No price is known better than the step in which it is written.
    let reach = reference.reach().max(panel.half_steps[0]);
    let log = Estimate::around(found.mean, reach);
    let path = path(panel, &found, &reference);
    let reported = Reported::of(panel, plan, 0);
    let synthetic = synthetic(panel, plan, &found.controls);
    let of_lead = if found.led.is_finite() { reference.chance_of_lead(found.led) } else { 1.0 };
    let verdict = verdict(
        log,
        of_lead,
        panel.changes(0, plan.first(), plan.until()) == 0,
        synthetic.as_ref().ok().map(|made| made.log),
    );
    let lasted = match verdict {
        Verdict::Lower => lasted(&path, plan, true),
        Verdict::Higher => lasted(&path, plan, false),
        Verdict::Little | Verdict::Inconclusive(_) => None,
    };
    let last_day = lasted.map_or(plan.until(), |lasted| lasted.until.max(plan.until()));
    let price = price(&path, plan);
    Ok(Impact {
        unfinished: plan.last() < asked.last(),
        days: [found.before, path.iter().filter(|day| day.day <= plan.until()).count()],
        controls: found.controls.iter().map(|place| place - 1).collect(),
        left_out: others
            .iter()
            .filter_map(|place| Some((place - 1, reported.admits(panel, plan, *place).err()?)))
            .collect(),
        during: during(&path, plan),
        rupiah: log.map(|log| -price * (-log).exp_m1()),
        expected: price * (-log.value).exp(),
        placebos: Placebos {
            count: reference.count(),
            blocks: reference.blocks,
            own: reference.own,
            chance: reference.chance(found.mean),
            in_time: reference.chance_in_time(found.mean),
            in_space: reference.chance_in_space(found.mean),
            of_lead,
        },
        relief: (verdict == Verdict::Lower).then(|| relief(last_day, &path, reach, subsidy)).flatten(),
        lasted,
        plan: *plan,
        share: log.map(f64::exp_m1),
        log,
        path,
        synthetic,
        verdict,
    })
}

/// The effect of each day, with an interval of its own.
fn path(panel: &Panel, found: &Difference, reference: &Reference) -> Vec<Day> {
    let days = found.days.iter().zip(&found.path).enumerate().map(|(nth, (at, log))| {
        let reach = reference.reach_on(nth).max(panel.half_steps[0]);
        let bound = |log: f64| Some(log).filter(|log| log.is_finite());
        let own = panel.logs[0][*at];
        Day {
            day: panel.days[*at],
            // A price that was whole is so again after its log.
            price: (own.exp() * 100.0).round() / 100.0,
            expected: (own - log).exp(),
            log: *log,
            low: bound(log - reach),
            high: bound(log + reach),
        }
    });
    days.collect()
}

/// The mean effect over the days of the intervention alone, as a share.
fn during(path: &[Day], plan: &Plan) -> Option<f64> {
    let logs: Vec<f64> = path.iter().filter(|day| day.day <= plan.to).map(|day| day.log).collect();
    (!logs.is_empty()).then(|| (logs.iter().sum::<f64>() / to_f64(logs.len())).exp_m1())
}

/// The geometric mean of the price over the intervention's time.
fn price(path: &[Day], plan: &Plan) -> f64 {
    let logs: Vec<f64> = path.iter().filter(|day| day.day <= plan.until()).map(|day| day.price.ln()).collect();
    (logs.iter().sum::<f64>() / to_f64(logs.len())).exp()
}

/// The survey days in a row, from the first of the intervention's time on, whose effects
/// are certain one by one.
fn lasted(path: &[Day], plan: &Plan, below: bool) -> Option<Lasted> {
    let first = path.iter().position(|day| day.day <= plan.until() && day.is_apart(below))?;
    let row = path[first..].iter().take_while(|day| day.is_apart(below)).count();
    let end = first + row;
    Some(Lasted { since: path[first].day, until: path[end - 1].day, at_least: end == path.len() })
}
