//! One series, as it is asked for and as it is written: the same for the API
//! and for the command line. A region's code gives the city price, a market's
//! its observations.

mod missing;
mod write;

pub use missing::missing;
pub use write::{csv, json};

use chrono::NaiveDate;
use lumbung_data::granary::{City, Granary};
use lumbung_data::index::with_imputed;
use lumbung_data::model::{CommodityId, MarketSeries, PlaceCode, PriceLevel, SourceId};
use lumbung_data::profile::Profile;
use std::sync::Arc;

/// Which series, and which of its days.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The commodity.
    pub commodity: CommodityId,
    /// A region or a market.
    pub place: PlaceCode,
    /// The price level.
    pub level: PriceLevel,
    /// The source; the one that pages show if none.
    pub source: Option<SourceId>,
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: Option<NaiveDate>,
}

/// A series that exists.
#[derive(Debug, Clone)]
pub enum Found {
    /// A city price.
    City(Arc<City>),
    /// A market's observations, with what it stands at while it is silent.
    Market(Arc<MarketSeries>),
}

impl Found {
    /// Whose figures they are; `:` is no letter of file names.
    pub(crate) fn file_source(&self) -> String {
        let source = match self {
            Self::City(city) => &city.key.source,
            Self::Market(series) => &series.key.source,
        };
        source.as_str().replace(':', "-")
    }

    /// Looks it up.
    #[must_use]
    pub fn in_granary(granary: &Granary, profile: &Profile, asked: &Asked) -> Option<Self> {
        let region = asked.place.region();
        let city = match &asked.source {
            None => granary.shown(profile, &asked.commodity, &region, asked.level),
            Some(source) => granary.from_source(&asked.commodity, &region, asked.level, source),
        }?;
        if asked.place.is_market() {
            let members: Vec<&MarketSeries> = city.members.iter().map(AsRef::as_ref).collect();
            with_imputed(&members, &asked.place).map(|series| Self::Market(Arc::new(series)))
        } else {
            Some(Self::City(Arc::clone(city)))
        }
    }
}
