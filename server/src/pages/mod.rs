//! The figures of every page: from the granary to the app's page types.
//!
//! Requests read columns in memory; nothing here waits, draws on polars or
//! knows SQL. Charts are drawn by `chart`.

mod aligned;
mod basket;
mod board;
mod catalogue;
mod changes;
mod commodity;
mod compared;
mod feast;
mod intervention;
mod interventions;
mod kept;
mod leads;
pub(crate) mod ledger;
mod maps;
mod market;
mod metadata;
mod outlook;
mod quality;
mod region;
mod reporting;
mod review;
pub(crate) mod trend;
mod varying;
mod weeks;

pub(crate) use board::shown;
pub(crate) use commodity::stocks;
pub(crate) use feast::block as feast_block;
pub(crate) use intervention::{Known, blank, form, intervention, is_assessed};
pub(crate) use interventions::{Asked as ListAsked, interventions};
pub(crate) use quality::is_rejected;
pub(crate) use region::places;
pub(crate) use review::review;
pub(crate) use varying::varying;
pub(crate) use weeks::{week_price, weeks};

use crate::floor;
use crate::live::Live;
use chrono::NaiveDate;
use kept::{BoardKey, Kept};
use lumbung_app::Reader;
use lumbung_data::granary::{City, Granary};
use lumbung_data::model::board::Board;
use lumbung_data::model::catalogue::{ApiPage, CataloguePage, ReleasesPage, SeriesPage, SeriesRow};
use lumbung_data::model::chart::View;
use lumbung_data::model::market::MarketPage;
use lumbung_data::model::metadata::MetadataPage;
use lumbung_data::model::outlook::MethodPage;
use lumbung_data::model::page::{ChartPage, CommodityPage, ReferenceRow, Standing};
use lumbung_data::model::quality::Quality;
use lumbung_data::model::region::RegionPage;
use lumbung_data::model::reporting::Reporting;
use lumbung_data::model::{CommodityId, Lang, PlaceCode, PriceLevel, SourceId, day};
use lumbung_data::profile::{Commodity, Profile};
use lumbung_data::watch;
use std::sync::Arc;

/// Answers the app from what the server shows now.
#[derive(Debug)]
pub struct LiveReader {
    live: Arc<Live>,
    islands: bool,
    site: Option<String>,
    board: Kept<Board, BoardKey>,
    reporting: Kept<Reporting>,
    catalogue: Kept<Vec<SeriesRow>>,
}

impl LiveReader {
    /// A reader of the live granary; `islands` says whether the wasm was built, `site` is
    /// where others reach it, if that is set.
    #[must_use]
    pub fn new(live: Arc<Live>, islands: bool, site: Option<String>) -> Self {
        let (board, reporting, catalogue) = (Kept::default(), Kept::default(), Kept::default());
        Self { live, islands, site, board, reporting, catalogue }
    }

    /// Every series that there is.
    fn known(&self, lang: Lang) -> Arc<Vec<SeriesRow>> {
        let granary = self.live.granary();
        let make = || crate::catalogue::series(&granary, &self.live.profile, lang);
        self.catalogue.get(granary.version(), lang, make)
    }
}

impl Reader for LiveReader {
    fn board(&self, lang: Lang) -> Board {
        let (granary, today) = (self.live.granary(), crate::today());
        // Looked at before it is made: what is learnt meanwhile makes another key.
        let judged = self.live.judged().map_or(0, |judged| Arc::as_ptr(&judged).addr());
        let key = (granary.version(), self.live.foreseen(), judged, today);
        let board = self.board.get(key, lang, || board::board(&granary, &self.live.profile, today, lang));
        Board { unowned: ledger::unowned(&self.live, today), ..Arc::unwrap_or_clone(board) }
    }

    fn commodity(&self, id: &CommodityId, view: &View, lang: Lang) -> Option<CommodityPage> {
        let judged = self.live.judged();
        let (acts, agreements) = (self.live.interventions(), self.live.agreements());
        let (acts, agreements) = (acts.entries.as_slice(), agreements.as_slice());
        let asked = commodity::Asked { id, view, acts, agreements, today: crate::today(), lang };
        commodity::commodity(&self.live.granary(), &self.live.profile, judged.as_deref(), &asked)
    }

    fn market(&self, place: &PlaceCode, lang: Lang) -> Option<MarketPage> {
        let (granary, profile, today) = (self.live.granary(), &self.live.profile, crate::today());
        let rows = board::rows(&granary, profile, today, lang);
        market::market(&granary, profile, place, &rows, &self.reporting(lang), today, lang)
    }

    fn region(&self, place: &PlaceCode, lang: Lang) -> Option<RegionPage> {
        let (granary, profile, today) = (self.live.granary(), &self.live.profile, crate::today());
        let rows = board::rows(&granary, profile, today, lang);
        region::region(&granary, profile, place, &rows, today, lang)
    }

    fn places(&self) -> Vec<(PlaceCode, String)> {
        region::places(&self.live.granary(), &self.live.profile)
    }

    fn chart(&self, id: &CommodityId, place: &PlaceCode, view: &View, lang: Lang) -> Option<ChartPage> {
        let (granary, profile) = (self.live.granary(), &self.live.profile);
        let standing = self.standing();
        let on = day::of(standing.latest.unwrap_or_else(crate::today));
        let acts = self.live.interventions();
        let asked = trend::Asked { granary: &granary, profile, acts: &acts.entries, on, view, lang };
        let trend = trend::on_page(&asked, id, place)?;
        let name = profile.commodity(id)?.name(lang).to_owned();
        Some(ChartPage { standing, name, trend })
    }

    fn method(&self, lang: Lang) -> MethodPage {
        let judged = self.live.judged();
        outlook::method(&self.live.granary(), &self.live.profile, judged.as_deref(), crate::today(), lang)
    }

    fn quality(&self, lang: Lang) -> Quality {
        let granary = self.live.granary();
        let survey = floor::survey(&self.live.answers(), &self.live.profile, crate::today());
        quality::quality(&granary, &self.live.profile, self.standing(), survey, chrono::Utc::now(), lang)
    }

    fn reporting(&self, lang: Lang) -> Arc<Reporting> {
        let granary = self.live.granary();
        let file = |version| self.live.file_of(version);
        let make = || reporting::reporting(&granary, &self.live.profile, file, lang);
        self.reporting.get(granary.version(), lang, make)
    }

    fn catalogue(&self, lang: Lang) -> CataloguePage {
        CataloguePage { standing: self.standing(), series: self.known(lang) }
    }

    fn series(
        &self,
        commodity: &CommodityId,
        place: &PlaceCode,
        (level, source): (Option<PriceLevel>, Option<&SourceId>),
        view: &View,
        lang: Lang,
    ) -> Option<SeriesPage> {
        let asked = catalogue::Asked { commodity, place, level, source, view, lang };
        catalogue::series(&self.live, &self.known(lang), &asked, crate::today())
    }

    fn releases(&self, before: Option<i64>, lang: Lang) -> ReleasesPage {
        catalogue::releases(&self.live, before, lang, crate::today())
    }

    fn metadata(&self) -> MetadataPage {
        let forms = metadata::forms(&self.live.profile, &self.known(Lang::Id));
        MetadataPage { standing: self.standing(), forms }
    }

    fn api(&self) -> Arc<ApiPage> {
        crate::routes::api_page()
    }

    fn standing(&self) -> Standing {
        standing(&self.live.granary(), &self.live.profile, crate::today())
    }

    fn site(&self) -> Option<String> {
        self.site.clone()
    }

    fn islands(&self) -> bool {
        self.islands
    }
}

/// What every page says of its data. The latest day is that of the city's own
/// retail prices: what the pages show.
fn standing(granary: &Granary, profile: &Profile, today: NaiveDate) -> Standing {
    let latest = latest(granary, profile);
    Standing {
        city: profile.name.clone(),
        region: profile.code.clone(),
        version: granary.version(),
        latest,
        age_days: latest.map(|latest| (today - latest).num_days().max(0)),
        simulated: granary.is_simulated(),
    }
}

/// The day that the pages show: the latest of the city's own retail prices.
pub(crate) fn latest(granary: &Granary, profile: &Profile) -> Option<NaiveDate> {
    let days = profile
        .watched
        .iter()
        .filter_map(|id| granary.shown(profile, id, &profile.code, PriceLevel::Retail)?.last_day());
    days.max().map(day::date)
}

/// Whether a city price is fresh enough on a day to be judged.
fn is_judged(city: &City, on: NaiveDate) -> bool {
    city.last_day().is_some_and(|last| !watch::is_too_old(last, day::of(on)))
}

/// The unit of a city price, as its source has it.
pub(crate) fn unit(city: &City, commodity: &Commodity) -> String {
    let unit = &city.price().unit;
    if unit.is_empty() { commodity.unit.clone() } else { unit.clone() }
}

/// The reference in force for a city price on its latest day.
fn reference(city: &City, profile: &Profile) -> Option<ReferenceRow> {
    let reference = profile.reference_of(city.price(), day::date(city.last_day()?))?;
    Some(ReferenceRow {
        kind: reference.kind.as_str().to_owned(),
        low: reference.low,
        high: reference.high,
        from: reference.from,
        from_known: reference.from_known,
        basis: reference.basis.clone(),
    })
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
