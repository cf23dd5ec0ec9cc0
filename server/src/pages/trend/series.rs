//! A series that a chart can draw: a city price, or a market's own.

use lumbung_data::granary::{City, Granary};
use lumbung_data::model::{CommodityId, Lang, MarketSeries, PlaceCode, PriceLevel};
use lumbung_data::profile::{Commodity, Profile};

/// Days and prices with what they are of.
#[derive(Debug, Clone)]
pub(super) struct Series<'a> {
    /// What is priced.
    pub commodity: &'a Commodity,
    /// A region, or a market in one.
    pub place: PlaceCode,
    /// The city price that it is, or that it is part of.
    pub city: &'a City,
    /// The unit of the prices.
    pub unit: String,
    /// Days with a price, rising.
    pub days: Vec<i32>,
    /// Rupiah per unit.
    pub prices: Vec<f64>,
}

impl<'a> Series<'a> {
    /// The series that pages show: the retail price, else the nearest to it.
    pub fn find(
        granary: &'a Granary,
        profile: &'a Profile,
        commodity: &CommodityId,
        place: &PlaceCode,
    ) -> Option<Self> {
        let mut levels = PriceLevel::NEAREST_FIRST.into_iter();
        let region = place.region();
        let city = levels.find_map(|level| granary.shown(profile, commodity, &region, level))?;
        if !place.is_market() {
            return Self::of_city(profile, city);
        }
        let market = city.members.iter().find(|series| series.key.place == *place)?;
        let reported = market.day.iter().zip(&market.price).filter(|(_, price)| price.is_finite());
        let (days, prices): (Vec<i32>, Vec<f64>) = reported.map(|(on, value)| (*on, *value)).unzip();
        Self::new(profile, city, (place.clone(), market.unit.clone()), days, prices)
    }

    /// A city price.
    pub fn of_city(profile: &'a Profile, city: &'a City) -> Option<Self> {
        let (days, prices) = city.price().survey_days();
        Self::new(profile, city, (city.key.region.clone(), city.price().unit.clone()), days, prices)
    }

    fn new(
        profile: &'a Profile,
        city: &'a City,
        (place, unit): (PlaceCode, String),
        days: Vec<i32>,
        prices: Vec<f64>,
    ) -> Option<Self> {
        let commodity = profile.commodity(&city.key.commodity)?;
        let unit = if unit.is_empty() { commodity.unit.clone() } else { unit };
        (!days.is_empty()).then_some(Self { commodity, place, city, unit, days, prices })
    }

    /// Commodity and place, as addresses have them.
    pub fn code(&self) -> String {
        format!("{}@{}", self.commodity.id, self.place)
    }

    /// The first and the last day with a price.
    pub fn known(&self) -> Option<(i32, i32)> {
        Some((*self.days.first()?, *self.days.last()?))
    }

    /// The series behind it.
    pub fn members(&self) -> impl Iterator<Item = &'a MarketSeries> + use<'a> {
        let (place, city) = (self.place.clone(), self.city);
        let is_own = move |series: &&MarketSeries| !place.is_market() || series.key.place == place;
        city.members.iter().map(AsRef::as_ref).filter(is_own)
    }

    /// The markets behind it.
    pub fn markets(&self) -> impl Iterator<Item = &'a MarketSeries> + use<'a> {
        self.members().filter(|series| series.key.place.is_market())
    }

    /// Its place, with the level where that is not retail.
    pub fn place_name(&self, profile: &Profile, lang: Lang) -> String {
        let place = profile.place_name(&self.place);
        self.level(lang).map_or_else(|| place.clone(), |level| format!("{place} ({level})"))
    }

    /// Its place where space is short.
    pub fn short_place(&self, profile: &Profile) -> String {
        if self.place == profile.code { profile.short.clone() } else { profile.place_name(&self.place) }
    }

    fn level(&self, lang: Lang) -> Option<&'static str> {
        match self.city.key.level {
            PriceLevel::Retail => None,
            PriceLevel::Wholesale => Some(lang.pick("grosir", "wholesale")),
            PriceLevel::Producer => Some(lang.pick("produsen", "producer")),
        }
    }
}

/// What tells the lines of one chart from each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Naming {
    /// All are of one place.
    Commodity,
    /// All are of one commodity.
    Place,
    /// Neither.
    Both,
}

impl Naming {
    /// What tells these from the first.
    pub fn of<'s>(main: &Series<'_>, mut others: impl Iterator<Item = &'s Series<'s>> + Clone) -> Self {
        if others.clone().all(|other| other.place == main.place) {
            Self::Commodity
        } else if others.all(|other| other.commodity.id == main.commodity.id) {
            Self::Place
        } else {
            Self::Both
        }
    }

    /// The name of a line.
    pub fn name(self, series: &Series<'_>, profile: &Profile, lang: Lang) -> String {
        let commodity = series.commodity.name(lang);
        match self {
            Self::Commodity => commodity.to_owned(),
            Self::Place => series.place_name(profile, lang),
            Self::Both => {
                let place = series.short_place(profile);
                let place = series.level(lang).map_or_else(|| place.clone(), |level| format!("{place}, {level}"));
                format!("{commodity} ({place})")
            }
        }
    }
}
