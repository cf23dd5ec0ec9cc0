//! The candidates.

use anofox_forecast::core::TimeSeries;
use anofox_forecast::models::Forecaster;
use anofox_forecast::models::exponential::AutoETS;
use anofox_forecast::models::theta::AutoTheta;
use chrono::{DateTime, TimeDelta};
use stlrs::Stl;

/// Survey days before a candidate is asked: two years, as a seasonal decomposition wants.
pub const HISTORY: usize = 2 * YEAR + 1;
/// Survey days of a year.
const YEAR: usize = 260;
/// Survey days that Theta and ETS look back on: more change nothing but the time it takes.
const LOOKED_AT: usize = 260;

/// What a price may be forecast with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Candidate {
    /// The last price.
    Last,
    /// The last price, moved as in the same days a year ago.
    Seasonal,
    /// The best of the Theta family.
    Theta,
    /// The best of exponential smoothing.
    Ets,
    /// Exponential smoothing of what a yearly STL leaves, with its season.
    Stl,
    /// The mean of the three before.
    Mean,
}

impl Candidate {
    pub const ALL: [Self; 6] = [Self::Last, Self::Seasonal, Self::Theta, Self::Ets, Self::Stl, Self::Mean];

    pub fn name(self) -> &'static str {
        match self {
            Self::Last => "last",
            Self::Seasonal => "seasonal",
            Self::Theta => "Theta",
            Self::Ets => "ETS",
            Self::Stl => "STL+ETS",
            Self::Mean => "mean of 3",
        }
    }

    /// The middles so many survey days on; none where it finds none.
    pub fn middles(self, logs: &[f64], steps: [usize; 3]) -> Option<[f64; 3]> {
        let last = *logs.last()?;
        let season = |values: &[f64], step: usize| values[values.len() - YEAR + step - 1];
        match self {
            Self::Last => Some([last; 3]),
            Self::Seasonal => {
                let then = season(logs, 0);
                Some(steps.map(|step| last + season(logs, step) - then))
            }
            Self::Theta => fitted(&mut AutoTheta::new(), logs, steps),
            Self::Ets => fitted(&mut AutoETS::non_seasonal(), logs, steps),
            Self::Stl => {
                let values: Vec<f32> = logs.iter().map(|log| *log as f32).collect();
                let fit = Stl::params().robust(true).fit(&values, YEAR).ok()?;
                let seasonal: Vec<f64> = fit.seasonal().iter().map(|value| f64::from(*value)).collect();
                let rest: Vec<f64> = logs.iter().zip(&seasonal).map(|(log, season)| log - season).collect();
                let middles = fitted(&mut AutoETS::non_seasonal(), &rest, steps)?;
                Some([0, 1, 2].map(|at| middles[at] + season(&seasonal, steps[at])))
            }
            Self::Mean => {
                let all: Option<Vec<[f64; 3]>> =
                    [Self::Theta, Self::Ets, Self::Stl].map(|one| one.middles(logs, steps)).into_iter().collect();
                let all = all?;
                Some([0, 1, 2].map(|at| all.iter().map(|middles| middles[at]).sum::<f64>() / all.len() as f64))
            }
        }
    }
}

fn fitted(model: &mut dyn Forecaster, logs: &[f64], steps: [usize; 3]) -> Option<[f64; 3]> {
    let values = logs[logs.len().saturating_sub(LOOKED_AT)..].to_vec();
    let days = (0..values.len() as i64).map(|at| DateTime::UNIX_EPOCH + TimeDelta::days(at)).collect();
    model.fit(&TimeSeries::univariate(days, values).ok()?).ok()?;
    let forecast = model.predict(steps[2]).ok()?;
    let path = forecast.primary();
    Some(steps.map(|step| path[step - 1])).filter(|middles| middles.iter().all(|middle| middle.is_finite()))
}
