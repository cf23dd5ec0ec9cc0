//! What today's data would give otherwise for a week that is frozen. The sheet stays.

use crate::pages::week_price;
use chrono::{DateTime, Utc};
use lumbung_data::granary::Granary;
use lumbung_data::model::sheet::{Cause, Correction, Sheet, SheetRow};
use lumbung_data::model::{CitySeries, PriceLevel, day};
use lumbung_data::profile::Profile;

/// The prices of a frozen sheet that differ from those of the present data by a rupiah as
/// the table shows them. `told` says when a version was made and by which file.
#[must_use]
pub fn corrections(
    sheet: &Sheet,
    granary: &Granary,
    profile: &Profile,
    told: impl Fn(i64) -> (Option<DateTime<Utc>>, Option<String>),
) -> Vec<Correction> {
    if granary.version() <= sheet.version {
        return Vec::new();
    }
    let row = |row: &SheetRow| {
        // Of the same source: another one's price revises nothing.
        let city = granary.named(profile, &row.id, &profile.code, PriceLevel::Retail, row.source.as_ref());
        let price = city.map(|city| city.price());
        let now = price.and_then(|price| week_price(price, sheet.week));
        if shown(row.price) == shown(now) {
            return None;
        }
        let versions = price.map(|price| revising(price, sheet)).unwrap_or_default();
        let causes = versions.into_iter().map(|version| {
            let (at, file) = told(version);
            Cause { version, at, file }
        });
        Some(Correction {
            id: row.id.clone(),
            name: row.name.clone(),
            unit: row.unit.clone(),
            frozen: row.price,
            now,
            causes: causes.collect(),
        })
    };
    sheet.rows.iter().filter_map(row).collect()
}

/// A price as the table shows it, in whole rupiah.
#[expect(clippy::cast_possible_truncation, reason = "whole rupiah of a price")]
fn shown(price: Option<f64>) -> Option<i64> {
    price.map(|price| price.round() as i64)
}

/// The later versions behind the days of the sheet's week, oldest first.
fn revising(price: &CitySeries, sheet: &Sheet) -> Vec<i64> {
    let days = day::of(sheet.week.monday())..=day::of(sheet.week.sunday());
    let rows = price.day.iter().zip(&price.version);
    let mut versions: Vec<i64> = rows
        .filter(|(on, version)| days.contains(*on) && **version > sheet.version)
        .map(|(_, version)| *version)
        .collect();
    versions.sort_unstable();
    versions.dedup();
    versions
}
