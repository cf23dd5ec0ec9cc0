//! The figures of every page: from the granary to the app's page types.
//!
//! Requests read columns in memory; nothing here waits, draws on polars or
//! knows SQL. Charts are drawn by `chart`.

mod board;
mod changes;
mod commodity;
mod trend;
mod weeks;

use crate::live::Live;
use lumbung_app::Reader;
use lumbung_data::granary::Granary;
use lumbung_data::model::page::{Board, CommodityPage, Range, Standing};
use lumbung_data::model::{CommodityId, Lang, PriceLevel};
use std::sync::Arc;

/// Answers the app from what the server shows now.
#[derive(Debug)]
pub struct LiveReader {
    live: Arc<Live>,
    islands: bool,
}

impl LiveReader {
    /// A reader of the live granary; `islands` says whether the wasm was built.
    #[must_use]
    pub fn new(live: Arc<Live>, islands: bool) -> Self {
        Self { live, islands }
    }
}

impl Reader for LiveReader {
    fn board(&self, lang: Lang) -> Board {
        board::board(&self.live.granary(), &self.live.profile, crate::today(), lang)
    }

    fn commodity(&self, id: &CommodityId, range: Range, lang: Lang) -> Option<CommodityPage> {
        commodity::commodity(&self.live.granary(), &self.live.profile, id, range, crate::today(), lang)
    }

    fn standing(&self) -> Standing {
        standing(&self.live.granary(), &self.live.profile)
    }

    fn islands(&self) -> bool {
        self.islands
    }
}

/// What every page says of its data. The latest day is that of the city's own
/// retail prices: what the pages show.
fn standing(granary: &Granary, profile: &lumbung_data::profile::Profile) -> Standing {
    let latest = profile
        .watched
        .iter()
        .filter_map(|id| granary.shown(profile, id, &profile.code, PriceLevel::Retail)?.last_day())
        .max()
        .map(lumbung_data::model::day::date);
    Standing {
        city: profile.name.clone(),
        region: profile.code.clone(),
        version: granary.version(),
        latest,
        simulated: granary.is_simulated(),
    }
}

#[cfg(test)]
mod tests {
    use lumbung_data::model::{
        CityKey, CitySeries, CommodityId, Frequency, ObsStatus, PlaceCode, PriceLevel, SourceId, day,
    };

    /// A city price of these days and prices, both markets reporting.
    pub(super) fn city(values: &[(&str, f64)]) -> CitySeries {
        CitySeries {
            key: CityKey {
                commodity: CommodityId::parse("bawang-merah").unwrap(),
                region: PlaceCode::parse("3273").unwrap(),
                level: PriceLevel::Retail,
                source: SourceId::parse("pihps").unwrap(),
                frequency: Frequency::Daily,
            },
            unit: "kg".into(),
            day: values.iter().map(|v| day::of(v.0.parse().unwrap())).collect(),
            price: values.iter().map(|v| v.1).collect(),
            markets: vec![2; values.len()],
            status: vec![ObsStatus::A; values.len()],
            version: vec![2; values.len()],
        }
    }
}
