//! Simulated markets in which the effect of an intervention is known, for tests.
//!
//! A price that all share, what is each market's own around it, sellers who change a price
//! only when it is far off and write it in steps of Rp500, days without a report, and
//! weeks in which everything moves more.

use super::panel::{Panel, Series};
use super::plan::Plan;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// How such markets go.
#[derive(Debug, Clone, Copy)]
pub struct World {
    /// Markets, the one with the intervention included.
    pub markets: usize,
    /// Calendar days from the first to the last.
    pub days: i32,
    /// The first day of the intervention and its last.
    pub held: (i32, i32),
    /// Days after it over which the effect fades.
    pub fades: i32,
    /// Its effect while it is held, in logs.
    pub effect: f64,
    /// Where prices begin, rupiah.
    pub price: f64,
    /// Standard deviation of a day's change that all share, and of a market's own.
    pub moves: (f64, f64),
    /// How far off a price must be for its seller to change it, in logs.
    pub menu: f64,
    /// The step in which prices are written.
    pub step: f64,
    /// The share of reports that are missing.
    pub missing: f64,
}

impl World {
    pub const fn chilli() -> Self {
        Self {
            markets: 7,
            days: 480,
            held: (424, 428),
            fades: 0,
            effect: 0.0,
            price: 40_000.0,
            moves: (0.025, 0.012),
            menu: 0.04,
            step: 500.0,
            missing: 0.05,
        }
    }

    /// The prices of a seed.
    pub fn draw(&self, seed: u64) -> Drawn {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let mut normal = move || {
            let (a, b): (f64, f64) = (random.random_range(f64::MIN_POSITIVE..1.0), random.random_range(0.0..1.0));
            ((-2.0 * a.ln()).sqrt() * (std::f64::consts::TAU * b).cos(), a, b)
        };
        let lively: Vec<f64> = (0..self.markets).map(|_| (0.3 * normal().0).exp()).collect();
        let level: Vec<f64> = (0..self.markets).map(|_| 0.05 * normal().0).collect();
        let mut own = vec![0.0; self.markets];
        let mut posted: Vec<f64> = level.iter().map(|level| self.price.ln() + level).collect();
        let (mut common, mut wild) = (0.0, 1.0);
        let mut drawn = Drawn { prices: vec![Vec::new(); self.markets], days: Vec::new(), effects: Vec::new() };
        for day in (0..self.days).filter(|day| (day + 3).rem_euclid(7) < 5) {
            if normal().2 < 0.03 {
                wild = if normal().2 < 0.25 { 2.0 } else { 1.0 };
            }
            common += -0.01 * common + wild * self.moves.0 * normal().0;
            drawn.days.push(day);
            for market in 0..self.markets {
                own[market] = 0.95 * own[market] + wild * lively[market] * self.moves.1 * normal().0;
                let wanted = self.price.ln() + level[market] + common + own[market];
                if (wanted - posted[market]).abs() > self.menu {
                    posted[market] = wanted;
                }
                let written = |log: f64| ((log.exp() / self.step).round() * self.step).max(self.step);
                let mut price = written(posted[market]);
                if market == 0 {
                    let treated = written(posted[market] + self.effect_on(day));
                    drawn.effects.push((treated / price).ln());
                    price = treated;
                }
                let missing = normal().2 < self.missing;
                drawn.prices[market].push(if missing { f64::NAN } else { price });
            }
        }
        drawn
    }

    fn effect_on(&self, day: i32) -> f64 {
        let (from, to) = self.held;
        if (from..=to).contains(&day) {
            self.effect
        } else if day > to && day - to < self.fades {
            self.effect * (1.0 - f64::from(day - to) / f64::from(self.fades))
        } else {
            0.0
        }
    }
}

/// What was drawn.
pub struct Drawn {
    pub days: Vec<i32>,
    /// By market, the first of them that of the intervention.
    pub prices: Vec<Vec<f64>>,
    /// The true effect of each day, in logs, as it was written in prices.
    pub effects: Vec<f64>,
}

impl Drawn {
    /// The true mean effect over the days of which a plan's is the mean.
    pub fn truth(&self, plan: &Plan) -> f64 {
        let of_time = |day: &i32| (plan.from..=plan.until()).contains(day);
        let effects: Vec<f64> =
            self.days.iter().zip(&self.effects).filter(|(day, _)| of_time(day)).map(|pair| *pair.1).collect();
        effects.iter().sum::<f64>() / super::to_f64(effects.len())
    }

    pub fn panel(&self) -> Panel {
        let reported = vec![true; self.days.len()];
        let series: Vec<Series<'_>> = self
            .prices
            .iter()
            .map(|prices| Series { days: &self.days, prices, reported: &reported, held: &[] })
            .collect();
        Panel::of(&series[..1], &series[1..])
    }
}
