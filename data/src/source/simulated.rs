//! The simulated sample as a source: it passes the same gate as every file.

use super::intake::{Context, Intake};
use super::quotes::Reading;
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
        let key = intake.series(key, &unit);
        for (day, price) in series.day.iter().zip(&series.price) {
            row += 1;
            intake.row();
            let Some(price) = price else {
                intake.quote(row, key, *day, "-", f64::NAN, false);
                continue;
            };
            let raw = price.to_string();
            match intake.check_price(key, *price) {
                Ok(suspect) => intake.quote(row, key, *day, &raw, *price, suspect),
                Err(reason) => intake.refuse(row, PRICE, &raw, &reason),
            }
        }
    }
    intake.finish(PRICE)
}
