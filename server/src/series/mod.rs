//! One series, as it is asked for and as it is written: the same for the API
//! and for the command line. A region's code gives the city price, a market's
//! its observations.

mod missing;

pub use missing::{missing, nearest};

use lumbung_data::export::{Single, Telling, Untold};
use lumbung_data::granary::{City, Granary};
use lumbung_data::index::with_imputed;
use lumbung_data::model::{CommodityId, MarketSeries, PlaceCode, PriceLevel, SourceId};
use lumbung_data::profile::Profile;
use std::sync::Arc;

/// Which series.
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
    /// Looks it up.
    #[must_use]
    pub fn in_granary(granary: &Granary, profile: &Profile, asked: &Asked) -> Option<Self> {
        let region = asked.place.region();
        let city = granary.named(profile, &asked.commodity, &region, asked.level, asked.source.as_ref())?;
        if asked.place.is_market() {
            let members: Vec<&MarketSeries> = city.members.iter().map(AsRef::as_ref).collect();
            with_imputed(&members, &asked.place).map(|series| Self::Market(Arc::new(series)))
        } else {
            Some(Self::City(Arc::clone(city)))
        }
    }

    /// The series as it is to be told, ready to be written.
    ///
    /// # Errors
    /// When it cannot be told so.
    pub fn told(&self, telling: &Telling) -> Result<Single, Untold> {
        match self {
            Self::City(city) => Single::of_city(city, telling),
            Self::Market(series) => Single::of_market(series, telling),
        }
    }
}
