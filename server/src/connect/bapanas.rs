//! Bapanas: the prices of a place, day by day, from the second interface of the
//! Panel Harga.
//!
//! It allows 60 requests a minute and wants a key, which is taken from the
//! environment and shown to its own host only.

use super::ask::Ask;
use super::error::FetchError;
use super::run::{Run, parts};
use lumbung_data::model::PriceLevel;
use lumbung_data::source::Context;
use lumbung_data::source::bapanas_json::{FORMAT, read};

/// Where the interface lies.
pub(super) const URL: &str = "https://api-panelhargav2.badanpangan.go.id/api";

/// The environment's variable for the key.
pub const KEY: &str = "LUMBUNG_BAPANAS_KEY";

/// Fetches every place in turn, a day a request.
pub(super) async fn fetch(run: &mut Run<'_>) -> Result<(), FetchError> {
    let key = run.job.bapanas_key.as_ref().map(|key| key.0.clone()).unwrap_or_default();
    for place in &run.job.fetch.places {
        let Some(days) = run.days(&place.code) else { continue };
        let id = place.id.as_deref().unwrap_or_default();
        let (province, city) = id.split_once('/').unwrap_or((id, ""));
        for part in parts(&days, 1) {
            let day = *part.start();
            let url = format!(
                "{}/front/harga-pangan-informasi?province_id={province}&city_id={city}&level_harga_id={}&date={day}",
                run.url.trim_end_matches('/'),
                level(run.job.fetch.level)
            );
            // Without a key the host says itself whether it wants one.
            let ask = Ask { secret: Some(("x-api-key", KEY, key.clone())), ..Ask::json(url) };
            let fetched = run.ask(&ask).await?;
            let reader = move |bytes: &[u8], context: &Context<'_>| (None, read(bytes, context, day));
            run.keep(FORMAT, fetched, Some(place.code.clone()), Some(&part), reader).await?;
        }
    }
    Ok(())
}

/// Bapanas's number of a price level.
fn level(level: PriceLevel) -> u8 {
    match level {
        PriceLevel::Producer => 1,
        PriceLevel::Wholesale => 2,
        PriceLevel::Retail => 3,
    }
}
