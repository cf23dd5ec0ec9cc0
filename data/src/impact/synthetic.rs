//! A synthetic control: that mean of other places which went as the place did before.
//!
//! Abadie, A., Diamond, A. and Hainmueller, J. (2010), Journal of the American Statistical
//! Association 105, 493–505, on log prices less each place's own mean before, so that a
//! dear market can be made of cheap ones (Ferman, B. and Pinto, C. (2021), Quantitative
//! Economics 12, 1197–1221).

use super::difference::LEAST_AFTER;
use super::panel::Panel;
use super::plan::Plan;
use super::simplex::weights;
use super::to_f64;
use crate::model::Lang;
use serde::Serialize;
use thiserror::Error;

/// Places without which none is made.
pub const LEAST_DONORS: usize = 5;
/// Days before the intervention on which it is fitted.
const FIT: i32 = 120;
/// Survey days among them without which none is made.
const LEAST_FIT: usize = 30;
/// A place of which it is made reports on this share of the days on which the other does.
const COVERS: f64 = 0.9;
/// What is left before may be this share of what the price moved then …
const UNEXPLAINED: f64 = 0.5;
/// … or this much, in logs.
const NEAR: f64 = 0.01;

/// What a synthetic control says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Synthetic {
    /// The places of which it is made, as they were given, with their weights.
    pub weights: Vec<(usize, f64)>,
    /// Survey days on which it was fitted.
    pub days: usize,
    /// What is left before: the root of the mean square, in logs.
    pub left: f64,
    /// The mean effect, in logs.
    pub log: f64,
    /// The same as a share of the price.
    pub share: f64,
    /// How much more is left afterwards than before: a ratio of roots of mean squares.
    pub ratio: f64,
    /// The chance of such a ratio where nothing happened: each of the places is as likely
    /// to have the highest.
    pub chance: f64,
}

/// Why there is no synthetic control.
#[derive(Debug, Clone, Copy, PartialEq, Error, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoSynthetic {
    /// Too few places report on nearly all days.
    #[error("{0} places report on nearly all days, {LEAST_DONORS} are needed")]
    Donors(usize),
    /// Too few days on which all of them report.
    #[error("all places report on {0} days before, {LEAST_FIT} are needed")]
    Days(usize),
    /// No mean of other places goes as the place did.
    #[error("no mean of other places goes as the place did before: {:.1}% is left", 100.0 * .0)]
    Fit(f64),
}

impl NoSynthetic {
    /// Why, without a final stop.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        match self {
            Self::Donors(places) => {
                format!("hanya {places} tempat melapor hampir setiap hari, sedangkan diperlukan {LEAST_DONORS}")
            }
            Self::Days(days) => {
                format!("semua tempat melapor bersama pada {days} hari saja, sedangkan diperlukan {LEAST_FIT}")
            }
            Self::Fit(left) => format!(
                "tidak ada gabungan tempat lain yang bergerak seperti tempat itu sebelumnya: selisihnya {}",
                crate::model::percent(*left, lang)
            ),
        }
    }
}

/// One place beside the best mean of others.
struct Fitted {
    weights: Vec<f64>,
    days: usize,
    left: f64,
    left_after: f64,
    moved: f64,
    mean: f64,
}

/// Makes one for the panel's first place of the places that it may be compared with.
pub(super) fn synthetic(panel: &Panel, plan: &Plan, controls: &[usize]) -> Result<Synthetic, NoSynthetic> {
    let donors: Vec<usize> = controls.iter().copied().filter(|donor| covers(panel, plan, *donor)).collect();
    if donors.len() < LEAST_DONORS {
        return Err(NoSynthetic::Donors(donors.len()));
    }
    let fitted = fit(panel, plan, 0, &donors)?;
    if fitted.left > (UNEXPLAINED * fitted.moved).max(NEAR) {
        return Err(NoSynthetic::Fit(fitted.left));
    }
    let ratio = ratio(panel, 0, &fitted);
    let placebos = donors.iter().filter_map(|donor| {
        let others: Vec<usize> = donors.iter().copied().filter(|other| other != donor).collect();
        let fitted = fit(panel, plan, *donor, &others).ok()?;
        Some(self::ratio(panel, *donor, &fitted))
    });
    let placebos: Vec<f64> = placebos.collect();
    let beyond = placebos.iter().filter(|placebo| **placebo >= ratio - 1e-12).count();
    Ok(Synthetic {
        weights: donors.iter().zip(&fitted.weights).filter(|(_, w)| **w > 0.0).map(|(d, w)| (d - 1, *w)).collect(),
        days: fitted.days,
        left: fitted.left,
        log: fitted.mean,
        share: fitted.mean.exp_m1(),
        ratio,
        chance: to_f64(1 + beyond) / to_f64(1 + placebos.len()),
    })
}

/// What is left afterwards beside what is left before. Prices that are written in steps
/// are never known better than that.
fn ratio(panel: &Panel, place: usize, fitted: &Fitted) -> f64 {
    let rounding = panel.half_steps[place].powi(2) / 3.0 + 1e-6;
    ((fitted.left_after.powi(2) + rounding) / (fitted.left.powi(2) + rounding)).sqrt()
}

fn covers(panel: &Panel, plan: &Plan, donor: usize) -> bool {
    let covered = |from: i32, to: i32| {
        let own: Vec<usize> = panel.between(from, to).filter(|at| panel.logs[0][*at].is_finite()).collect();
        let both = own.iter().filter(|at| panel.logs[donor][**at].is_finite()).count();
        to_f64(both) >= COVERS * to_f64(own.len())
    };
    covered(plan.from - FIT, plan.from - 1) && covered(plan.from, plan.until())
}

fn fit(panel: &Panel, plan: &Plan, place: usize, donors: &[usize]) -> Result<Fitted, NoSynthetic> {
    let common = |from: i32, to: i32| -> Vec<usize> {
        let known = |at: &usize| [place].iter().chain(donors).all(|which| panel.logs[*which][*at].is_finite());
        panel.between(from, to).filter(known).collect()
    };
    let (before, after) = (common(plan.from - FIT, plan.from - 1), common(plan.from, plan.until()));
    if before.len() < LEAST_FIT || after.len() < LEAST_AFTER {
        return Err(NoSynthetic::Days(before.len()));
    }
    let mean = |which: usize| before.iter().map(|at| panel.logs[which][*at]).sum::<f64>() / to_f64(before.len());
    let column = |which: usize, days: &[usize]| -> Vec<f64> {
        let mean = mean(which);
        days.iter().map(|at| panel.logs[which][*at] - mean).collect()
    };
    let target = column(place, &before);
    let columns: Vec<Vec<f64>> = donors.iter().map(|donor| column(*donor, &before)).collect();
    let weights = weights(&columns, &target).ok_or(NoSynthetic::Donors(0))?;
    let gaps = |target: &[f64], columns: &[Vec<f64>]| -> Vec<f64> {
        let made = |row: usize| columns.iter().zip(&weights).map(|(column, weight)| weight * column[row]).sum::<f64>();
        target.iter().enumerate().map(|(row, own)| own - made(row)).collect()
    };
    let left = gaps(&target, &columns);
    let later: Vec<Vec<f64>> = donors.iter().map(|donor| column(*donor, &after)).collect();
    let effects = gaps(&column(place, &after), &later);
    Ok(Fitted {
        days: before.len(),
        left: root_mean_square(&left),
        left_after: root_mean_square(&effects),
        moved: root_mean_square(&target),
        mean: effects.iter().sum::<f64>() / to_f64(effects.len()),
        weights,
    })
}

fn root_mean_square(values: &[f64]) -> f64 {
    (values.iter().map(|value| value * value).sum::<f64>() / to_f64(values.len())).sqrt()
}
