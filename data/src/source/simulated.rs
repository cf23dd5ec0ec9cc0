//! The simulated sample as a source: it passes the same gate as every file.

use super::intake::{At, Context, Intake, Mark};
use super::quotes::Reading;
use super::unit::Unit;
use crate::model::{Frequency, SeriesKey, SourceId};
use crate::sample::SampleSeries;

/// The column that reasons name.
const PRICE: &str = "harga";

/// Reads the sample as quotes of the source `simulasi`. Rows are numbered from
/// 1 through all series.
#[must_use]
pub fn simulated(sample: &[SampleSeries], context: &Context<'_>) -> Reading {
    let mut intake = Intake::new(context);
    let mut row = 0;
    for series in sample {
        let unit = context.profile.commodity(&series.commodity).map(|c| c.unit.clone()).unwrap_or_default();
        let key = SeriesKey {
            commodity: series.commodity.clone(),
            place: series.place.clone(),
            level: series.level,
            source: SourceId::simulated(),
            frequency: Frequency::Daily,
        };
        // A sample has one unit a series: its commodity's.
        let Ok(key) = intake.series(key, &Unit::canonical(&unit)) else { continue };
        for (day, price) in series.day.iter().zip(&series.price) {
            row += 1;
            intake.row();
            let raw = price.map_or_else(|| "-".to_owned(), |price| price.to_string());
            let at = At { row, column: PRICE, raw: &raw };
            intake.take(at, key, *day, Ok(price.unwrap_or(f64::NAN)), Mark::Reported);
        }
    }
    intake.finish(PRICE)
}
