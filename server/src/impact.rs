//! The effect of an intervention, from the prices of a granary: which series are its own,
//! and which are compared with it.

use lumbung_data::granary::{City, Granary};
use lumbung_data::impact::{Impact, Panel, Plan, Refusal, Series, assess};
use lumbung_data::model::{
    CityKey, CitySeries, CommodityId, Frequency, Lang, MarketSeries, ObsStatus, PlaceCode, PriceLevel, SeriesKey,
    SourceId,
};
use lumbung_data::profile::Profile;
use std::sync::Arc;
use thiserror::Error;

/// Places that are compared with at the most where none are named: the nearest say most.
const MOST_CONTROLS: usize = 16;

/// Which intervention, and what it is compared with.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The commodity.
    pub commodity: CommodityId,
    /// Where it was held: markets, or regions.
    pub places: Vec<PlaceCode>,
    /// The price level.
    pub level: PriceLevel,
    /// The source; the one that pages show if none.
    pub source: Option<SourceId>,
    /// What it is compared with; the nearest places of the same kind if none.
    pub against: Vec<PlaceCode>,
    /// Other interventions that are known.
    pub others: Vec<Held>,
    /// Its days and those around it.
    pub plan: Plan,
    /// Its subsidy in rupiah, where one is known.
    pub subsidy: Option<f64>,
}

/// An intervention somewhere else or at another time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Where.
    pub place: PlaceCode,
    /// Its first day, as a day number.
    pub from: i32,
    /// Its last day.
    pub to: i32,
}

/// The effect, with the series behind it.
#[derive(Debug, Clone)]
pub struct Found {
    /// The effect. Places in it are numbers of [`Found::controls`].
    pub impact: Impact,
    /// The city price of the first place, of which it has source and frequency.
    pub key: CityKey,
    /// The unit of prices, such as `kg`.
    pub unit: String,
    /// Every place that was looked at to compare with.
    pub controls: Vec<PlaceCode>,
}

/// Why there is no effect to tell. Shown in English; [`NotAssessed::message`] gives either
/// language.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotAssessed {
    /// There is no such series.
    #[error("there is no series of {0}")]
    Missing(PlaceCode),
    /// Markets and regions are mixed.
    #[error("name either markets or regions, not both")]
    Mixed,
    /// The series is no daily one.
    #[error("the series is {0}: only the effect on daily prices can be told")]
    NotDaily(Frequency),
    /// Too little is known.
    #[error("{0}")]
    Refused(#[from] Refusal),
}

impl NotAssessed {
    /// What is wrong and what to do, without a final stop.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Refused(refusal), lang) => refusal.message(lang),
            (_, Lang::En) => self.to_string(),
            (Self::Missing(place), Lang::Id) => format!("deret harga {place} tidak ada"),
            (Self::Mixed, Lang::Id) => "sebutkan pasar saja atau wilayah saja, jangan keduanya".to_owned(),
            (Self::NotDaily(_), Lang::Id) => {
                "deret itu bukan harga harian, sedangkan dampak hanya dapat dinilai dari harga harian".to_owned()
            }
        }
    }
}

impl Asked {
    /// Assesses the effect.
    ///
    /// # Errors
    /// When a series is not there, or too little is known of it.
    pub fn assess(&self, granary: &Granary, profile: &Profile) -> Result<Found, NotAssessed> {
        let city = self.city(granary, profile)?;
        let key = &city.key;
        let treated = self.places.iter().map(|place| self.prices(granary, key, place));
        let treated: Vec<Prices> = treated.collect::<Result<_, _>>()?;
        let unit = treated.first().map(|prices| prices.unit.clone()).unwrap_or_default();
        let controls = if self.against.is_empty() {
            self.nearest(granary, key, &unit)
        } else {
            let named = self.against.iter().filter(|place| !self.places.contains(place));
            named.map(|place| self.prices(granary, key, place)).collect::<Result<_, _>>()?
        };
        let panel = Panel::of(&columns(&treated), &columns(&controls));
        Ok(Found {
            impact: assess(&panel, &self.plan, self.subsidy)?,
            key: key.clone(),
            unit,
            controls: controls.into_iter().map(|prices| prices.place).collect(),
        })
    }

    /// The city price of the first place's region, whose source and frequency all series
    /// have.
    fn city<'a>(&self, granary: &'a Granary, profile: &Profile) -> Result<&'a Arc<City>, NotAssessed> {
        let Some(first) = self.places.first() else { return Err(NotAssessed::Mixed) };
        if self.places.iter().any(|place| place.is_market() != first.is_market()) {
            return Err(NotAssessed::Mixed);
        }
        let region = first.region();
        let city = granary.named(profile, &self.commodity, &region, self.level, self.source.as_ref());
        let city = city.ok_or_else(|| NotAssessed::Missing(first.clone()))?;
        match city.key.frequency {
            Frequency::Daily => Ok(city),
            other => Err(NotAssessed::NotDaily(other)),
        }
    }

    /// The prices of a place.
    fn prices(&self, granary: &Granary, key: &CityKey, place: &PlaceCode) -> Result<Prices, NotAssessed> {
        let missing = || NotAssessed::Missing(place.clone());
        let prices = if place.is_market() {
            let key = SeriesKey {
                commodity: key.commodity.clone(),
                place: place.clone(),
                level: key.level,
                source: key.source.clone(),
                frequency: key.frequency,
            };
            Prices::of_market(granary.series(&key).ok_or_else(missing)?)
        } else {
            let key = CityKey { region: place.clone(), ..key.clone() };
            Prices::of_city(granary.city(&key).ok_or_else(missing)?.price())
        };
        Ok(self.held(prices))
    }

    /// Places of the same kind that are not its own, nearest first: those of the same
    /// region, then of the same province, then of others. They report in the same unit and
    /// did so in the days that are compared.
    fn nearest(&self, granary: &Granary, key: &CityKey, unit: &str) -> Vec<Prices> {
        let own = |place: &PlaceCode| self.places.contains(place);
        let of_markets = self.places.iter().any(PlaceCode::is_market);
        // A province's price is made of its cities': regions are compared with their like.
        let like = |region: &PlaceCode| region.as_str().len() == key.region.as_str().len();
        let cities = granary.cities().filter(|city| {
            let other = &city.key;
            (&other.commodity, other.level, &other.source, other.frequency)
                == (&key.commodity, key.level, &key.source, key.frequency)
                && like(&other.region)
        });
        let mut found: Vec<Prices> = Vec::new();
        for city in cities {
            if of_markets {
                let members = city.members.iter().filter(|series| series.key.place.is_market());
                found.extend(members.map(|series| Prices::of_market(series)));
            } else {
                found.push(Prices::of_city(city.price()));
            }
        }
        found.retain(|prices| !own(&prices.place) && prices.unit == unit && prices.reports_in(&self.plan));
        let far = |place: &PlaceCode| {
            let (region, own) = (place.region(), &key.region);
            let province = |code: &PlaceCode| code.as_str().get(..2).map(str::to_owned);
            (region != *own, province(&region) != province(own))
        };
        found.sort_by_cached_key(|prices| (far(&prices.place), prices.place.clone()));
        found.truncate(MOST_CONTROLS);
        found.into_iter().map(|prices| self.held(prices)).collect()
    }

    /// The same with the other interventions at the place or, of a region, in it.
    fn held(&self, prices: Prices) -> Prices {
        let there = |held: &&Held| held.place == prices.place || held.place.region() == prices.place;
        let held = self.others.iter().filter(there).map(|held| (held.from, held.to)).collect();
        Prices { held, ..prices }
    }
}

/// The prices of one place as columns.
struct Prices {
    place: PlaceCode,
    unit: String,
    days: Vec<i32>,
    values: Vec<f64>,
    reported: Vec<bool>,
    held: Vec<(i32, i32)>,
}

impl Prices {
    /// Of a market what it reported itself.
    fn of_market(series: &MarketSeries) -> Self {
        Self {
            place: series.key.place.clone(),
            unit: series.unit.clone(),
            days: series.day.clone(),
            values: series.price.clone(),
            reported: series.status.iter().map(|status| *status == ObsStatus::A).collect(),
            held: Vec::new(),
        }
    }

    /// Of a region the days on which at least half of its markets reported.
    fn of_city(series: &CitySeries) -> Self {
        let most = series.markets.iter().copied().max().unwrap_or(0);
        let rows = series.status.iter().zip(&series.markets);
        Self {
            place: series.key.region.clone(),
            unit: series.unit.clone(),
            days: series.day.clone(),
            values: series.price.clone(),
            reported: rows
                .map(|(status, markets)| matches!(status, ObsStatus::A | ObsStatus::I) && markets * 2 >= most)
                .collect(),
            held: Vec::new(),
        }
    }

    fn reports_in(&self, plan: &Plan) -> bool {
        let within = self.days.iter().zip(&self.reported).filter(|(day, _)| (plan.first()..=plan.last()).contains(day));
        within.into_iter().any(|(_, reported)| *reported)
    }

    fn series(&self) -> Series<'_> {
        Series { days: &self.days, prices: &self.values, reported: &self.reported, held: &self.held }
    }
}

fn columns(prices: &[Prices]) -> Vec<Series<'_>> {
    prices.iter().map(Prices::series).collect()
}
