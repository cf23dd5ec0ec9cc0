//! For tests: a small shelf of known figures, and a way to ask for a page of
//! it as a browser does.

mod basket;
mod catalogue;
mod figures;
mod floor;
pub(crate) mod ledger;
mod origins;
mod outlook;
mod places;
mod plans;
mod quality;
mod reporting;
pub(crate) mod samples;
mod sheets;
mod trend;

use crate::{App, Reader, office, shell};
use axum::body::{Body, to_bytes};
use chrono::NaiveDate;
use http::header::ORIGIN;
use http::{Request, StatusCode};
use leptos::config::LeptosOptions;
use leptos::prelude::{IntoView, provide_context};
use lumbung_data::model::board::{Board, BoardRow};
use lumbung_data::model::catalogue::{ApiPage, CataloguePage, ReleasesPage, SeriesPage};
use lumbung_data::model::chart::{Chart, ChartScale, View};
use lumbung_data::model::dispersion::Varying;
use lumbung_data::model::market::MarketPage;
use lumbung_data::model::metadata::MetadataPage;
use lumbung_data::model::office::{Office, Visitor};
use lumbung_data::model::outlook::MethodPage;
use lumbung_data::model::page::{
    Change, Changes, ChartPage, CommodityPage, Latest, MarketRow, MonthlyIndicators, ReferenceRow, Standing, StockRow,
    SurgeRow, WeekRow,
};
use lumbung_data::model::quality::Quality;
use lumbung_data::model::region::RegionPage;
use lumbung_data::model::reporting::Reporting;
use lumbung_data::model::{
    CommodityId, Contribution, Evidence, Inflation, InflationTarget, Lang, ObsStatus, PlaceCode, PriceIndicator,
    PriceLevel, Record, ReferenceBound, SourceId, Warning, WarningKind, WarningLevel, WarningState,
};
use std::sync::Arc;

/// A reader with four commodities: one flagged, one calm, one whose data end
/// too early, and one without price.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch that a test turns by name")]
pub(crate) struct Shelf {
    pub filled: bool,
    pub flagged: bool,
    pub simulated: bool,
    pub islands: bool,
    pub age_days: i64,
}

impl Shelf {
    pub const FULL: Self = Self { filled: true, flagged: true, simulated: false, islands: false, age_days: 3 };
}

/// What came back.
pub(crate) struct Answer {
    pub status: StatusCode,
    pub html: String,
}

impl Answer {
    /// Whether the page holds a text.
    pub fn has(&self, text: &str) -> bool {
        self.html.contains(text)
    }
}

/// Asks for an address.
pub(crate) async fn get(shelf: Shelf, address: &str) -> Answer {
    get_as(shelf, address, None).await
}

/// Asks for an address as somebody who may be signed in.
pub(crate) async fn get_as(shelf: Shelf, address: &str, visitor: Option<Visitor>) -> Answer {
    answer(shelf, address, visitor, shell).await
}

/// A page of the office, as the answer to a request of that address.
pub(crate) async fn office_page(page: Office, address: &str) -> Answer {
    office_page_of(Shelf::FULL, page, address).await
}

/// The same with another shelf behind it.
pub(crate) async fn office_page_of(shelf: Shelf, page: Office, address: &str) -> Answer {
    answer(shelf, address, None, move |options| office(options, page.clone())).await
}

async fn answer<V: IntoView + 'static>(
    shelf: Shelf,
    address: &str,
    visitor: Option<Visitor>,
    document: impl Fn(LeptosOptions) -> V + Clone + Send + Sync + 'static,
) -> Answer {
    // Listing the routes starts what Leptos needs to render, and shows that
    // it needs no reader.
    let routes = leptos_axum::generate_route_list(App);
    assert_eq!(routes.len(), 12);
    let options = LeptosOptions::builder().output_name("lumbung").build();
    let reader: Arc<dyn Reader> = Arc::new(shelf);
    let context = move || {
        provide_context(Arc::clone(&reader));
        if let Some(visitor) = visitor.clone() {
            provide_context(visitor);
        }
    };
    let page = leptos_axum::render_app_async_with_context(context, move || document(options.clone()));
    let request =
        Request::builder().uri(address).header(ORIGIN, "https://lumbung.bandung.go.id").body(Body::empty()).unwrap();
    let response = page(request).await;
    let status = response.status();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    Answer { status, html: String::from_utf8(bytes.to_vec()).unwrap() }
}

fn day(date: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 12, date).unwrap()
}

fn latest() -> Latest {
    let change = |date, share| Some(Change { since: day(date), share });
    Latest {
        date: day(19),
        price: 78_000.0,
        markets: 2,
        status: ObsStatus::A,
        age_days: 3,
        changes: Changes { previous: change(18, 0.0), week: change(12, 0.032), month: change(1, -0.01), year: None },
    }
}

/// A drawing of nothing, with the scale of a real one.
fn chart() -> Chart {
    Chart {
        svg: "<svg class=\"chart\" viewBox=\"0 0 960 420\"></svg>".to_owned(),
        title: "Harga naik".to_owned(),
        scale: ChartScale {
            width: 960.0,
            height: 420.0,
            left: 60.0,
            right: 860.0,
            top: 20.0,
            bottom: 380.0,
            first_day: 20_000,
            last_day: 20_441,
            low: 40_000.0,
            high: 80_000.0,
            log: false,
        },
    }
}

/// BPS's index of a week.
fn indicator() -> PriceIndicator {
    let part = |commodity: &str, points| Contribution { commodity: commodity.to_owned(), points };
    PriceIndicator {
        region: PlaceCode::parse("3273").unwrap(),
        year: 2025,
        month: 12,
        week: 2,
        change: -1.34,
        contributions: vec![part("CABAI RAWIT", 0.3024), part("GULA PASIR", -0.052)],
        most_volatile: None,
        variation: None,
    }
}

/// BPS's inflation of a month, and its target.
fn inflation() -> (Inflation, Option<InflationTarget>) {
    let figure = Inflation {
        region: PlaceCode::parse("3273").unwrap(),
        month: NaiveDate::from_ymd_opt(2025, 11, 1).unwrap(),
        yearly: Some(3.62),
        monthly: Some(-0.08),
        index: Some(108.45),
    };
    (figure, Some(InflationTarget { low: 1.5, high: 3.5, basis: "Sasaran nasional".to_owned() }))
}

/// Indicators of a month that is over.
fn monthly() -> Option<MonthlyIndicators> {
    let month = NaiveDate::from_ymd_opt(2025, 11, 1)?;
    Some(MonthlyIndicators { month, alps: Some((1.426, "alert")), ipa: None })
}

fn stock() -> StockRow {
    let date = NaiveDate::from_ymd_opt(2025, 12, 18).unwrap();
    StockRow { place: "Kota Bandung".to_owned(), date, stock: 4_500.0, daily_need: 600.0, days: Some(7.5) }
}

fn reference() -> ReferenceRow {
    ReferenceRow {
        kind: "HAP".to_owned(),
        low: Some(40_000.0),
        high: 57_000.0,
        from: NaiveDate::from_ymd_opt(2025, 1, 1).unwrap(),
        from_known: false,
        basis: "Panel Harga".to_owned(),
    }
}

fn warning(name: &str, lang: Lang) -> Warning {
    let evidence = Evidence {
        date: day(19),
        price: 78_000.0,
        unit: "kg".to_owned(),
        baseline: 56_000.0,
        rise: 0.393,
        theta: 0.25,
        exceeding: 6,
        peak: 78_000.0,
        peak_day: day(19),
        year_median: None,
        reference: Some(ReferenceBound { kind: "HAP".to_owned(), high: 57_000.0 }),
        expected: None,
    };
    let reason = evidence.sentence(WarningLevel::Siaga, name, "Kota Bandung", (day(12), None, Some(day(17))), lang);
    Warning {
        kind: WarningKind::Surge,
        level: WarningLevel::Siaga,
        state: WarningState::Firing,
        commodity: CommodityId::parse("cabai-rawit-merah").unwrap(),
        commodity_name: name.to_owned(),
        place: PlaceCode::parse("3273").unwrap(),
        place_name: "Kota Bandung".to_owned(),
        price_level: PriceLevel::Retail,
        source: SourceId::parse("pihps").unwrap(),
        onset: day(12),
        raised_on: day(12),
        confirmed_on: Some(day(17)),
        on: day(19),
        version: 7,
        evidence,
        record: Some(Record { similar: 12, rose: 9, days_to_peak: Some(16) }),
        reason,
    }
}

impl Reader for Shelf {
    fn board(&self, lang: Lang) -> Board {
        let row = |id: &str, name: &str, latest: Option<Latest>| BoardRow {
            id: CommodityId::parse(id).unwrap(),
            name: name.to_owned(),
            unit: "kg".to_owned(),
            source: SourceId::parse("pihps").ok(),
            latest,
            sparkline: None,
            warning: (self.flagged && id == "cabai-rawit-merah").then(|| warning(name, lang)),
            judged: id != "daging-ayam-ras",
            reference: (id == "cabai-rawit-merah").then(reference),
        };
        let older = Latest { date: day(1), age_days: 21, ..latest() };
        let rows = vec![
            row("cabai-rawit-merah", "Cabai rawit merah", Some(latest())),
            row("bawang-merah", "Bawang merah", Some(latest())),
            row("daging-ayam-ras", "Daging ayam ras", Some(older)),
            row("gula-pasir-lokal", "Gula pasir lokal", None),
        ];
        let basket = self.filled.then(|| basket::basket(self.flagged));
        Board {
            standing: self.standing(),
            rows,
            rise: self.flagged.then(places::rise),
            nearest: (!self.flagged).then(places::nearest),
            unowned: if self.flagged { 3 } else { 0 },
            feast: Some(places::feast()),
            maps: places::maps(self.flagged),
            basket,
            indicator: self.flagged.then(indicator),
            inflation: self.flagged.then(inflation),
        }
    }

    fn commodity(&self, id: &CommodityId, view: &View, lang: Lang) -> Option<CommodityPage> {
        let row = self.board(lang).rows.into_iter().find(|row| row.id == *id)?;
        let chart = row.latest.is_some().then(|| trend::trend(id, &self.standing().region, view));
        Some(CommodityPage {
            standing: self.standing(),
            id: row.id,
            name: row.name,
            group: if id.as_str() == "bawang-merah" { "Bawang Merah" } else { "Cabai" }.to_owned(),
            unit: row.unit,
            source: row.source,
            level: PriceLevel::Retail,
            latest: row.latest,
            warnings: row.warning.into_iter().collect(),
            outlook: (id.as_str() == "cabai-rawit-merah").then(outlook::outlook),
            judged: row.judged,
            chart,
            surges: vec![SurgeRow { onset: day(12), end: None, baseline: 56_000.0, peak: 78_000.0, peak_day: day(19) }],
            markets: vec![MarketRow {
                place: PlaceCode::parse("3273/kosambi").unwrap(),
                name: "Pasar Kosambi".to_owned(),
                date: day(19),
                price: 80_000.0,
                unchanged_since: day(3),
                week: Some(Change { since: day(12), share: -0.012 }),
            }],
            compared: (id.as_str() == "cabai-rawit-merah").then(figures::compared),
            aligned: (id.as_str() == "cabai-rawit-merah").then(figures::aligned),
            varying: if id.as_str() == "bawang-merah" { Varying::default() } else { basket::varying() },
            weeks: vec![WeekRow {
                monday: day(15),
                price: 77_500.0,
                change: Some(0.05),
                low: 76_000.0,
                high: 78_000.0,
                days: 5,
            }],
            reference: Some(reference()),
            monthly: monthly(),
            origins: origins::origins(id.as_str()),
            agreed: (id.as_str() == "cabai-rawit-merah").then(plans::supply_line).into_iter().collect(),
            leads: None,
            stocks: if id.as_str() == "bawang-merah" { vec![stock()] } else { Vec::new() },
        })
    }

    fn market(&self, place: &PlaceCode, lang: Lang) -> Option<MarketPage> {
        places::market(place, self.standing(), self.quality(lang), &self.reporting(lang))
    }

    fn region(&self, place: &PlaceCode, _lang: Lang) -> Option<RegionPage> {
        places::region(place, self.standing())
    }

    fn places(&self) -> Vec<(PlaceCode, String)> {
        places::places()
    }

    fn chart(&self, id: &CommodityId, place: &PlaceCode, view: &View, lang: Lang) -> Option<ChartPage> {
        let row = self.board(lang).rows.into_iter().find(|row| row.id == *id)?;
        Some(ChartPage { standing: self.standing(), name: row.name, trend: trend::trend(id, place, view) })
    }

    fn method(&self, _lang: Lang) -> MethodPage {
        outlook::method(self.standing(), self.filled)
    }

    fn quality(&self, lang: Lang) -> Quality {
        quality::quality(self.standing(), self.filled, lang)
    }

    fn reporting(&self, _lang: Lang) -> Arc<Reporting> {
        Arc::new(if self.filled { reporting::reporting() } else { Reporting::default() })
    }

    fn catalogue(&self, _lang: Lang) -> CataloguePage {
        catalogue::catalogue(self.standing(), self.filled)
    }

    fn series(
        &self,
        commodity: &CommodityId,
        place: &PlaceCode,
        _which: (Option<PriceLevel>, Option<&SourceId>),
        view: &View,
        _lang: Lang,
    ) -> Option<SeriesPage> {
        catalogue::series(self.standing(), commodity, place, view)
    }

    fn releases(&self, before: Option<i64>, _: Lang) -> ReleasesPage {
        catalogue::releases(self.standing(), before)
    }

    fn metadata(&self) -> MetadataPage {
        catalogue::metadata(self.standing())
    }

    fn api(&self) -> Arc<ApiPage> {
        Arc::new(catalogue::api())
    }

    fn standing(&self) -> Standing {
        Standing {
            city: "Kota Bandung".to_owned(),
            region: PlaceCode::parse("3273").unwrap(),
            version: 7,
            latest: self.filled.then(|| day(19)),
            age_days: self.filled.then_some(self.age_days),
            simulated: self.simulated,
        }
    }

    fn site(&self) -> Option<String> {
        Some("https://lumbung.bandung.go.id".to_owned())
    }

    fn islands(&self) -> bool {
        self.islands
    }
}
