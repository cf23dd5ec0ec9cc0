//! The one seam between the pages and the data: the server implements it and
//! gives it to every request as context.

use crate::asked::Asked;
use leptos::prelude::expect_context;
use lumbung_data::model::board::Board;
use lumbung_data::model::catalogue::{ApiPage, CataloguePage, ReleasesPage, SeriesPage};
use lumbung_data::model::chart::View;
use lumbung_data::model::market::MarketPage;
use lumbung_data::model::metadata::MetadataPage;
use lumbung_data::model::outlook::MethodPage;
use lumbung_data::model::page::{ChartPage, CommodityPage, Standing};
use lumbung_data::model::quality::Quality;
use lumbung_data::model::region::RegionPage;
use lumbung_data::model::reporting::Reporting;
use lumbung_data::model::{CommodityId, Lang, PlaceCode, PriceLevel, SourceId};
use std::sync::Arc;

/// Reads finished figures for the pages. Every call answers from memory and
/// does not wait.
///
/// The server gives it to the pages as context of type `Arc<dyn Reader>`.
pub trait Reader: Send + Sync + 'static {
    /// The board of all watched commodities, gravest first.
    fn board(&self, lang: Lang) -> Board;

    /// A commodity's page with its chart in a view; none when the profile does not watch it.
    fn commodity(&self, id: &CommodityId, view: &View, lang: Lang) -> Option<CommodityPage>;

    /// The chart of a commodity in a place, alone; none where no price is known.
    fn chart(&self, id: &CommodityId, place: &PlaceCode, view: &View, lang: Lang) -> Option<ChartPage>;

    /// A market's page; none of a place that the profile does not know as a market.
    fn market(&self, place: &PlaceCode, lang: Lang) -> Option<MarketPage>;

    /// A region's page; none of a code that no region has.
    fn region(&self, place: &PlaceCode, lang: Lang) -> Option<RegionPage>;

    /// The places whose pages have something on them, with their names.
    fn places(&self) -> Vec<(PlaceCode, String)>;

    /// The page of methods.
    fn method(&self, lang: Lang) -> MethodPage;

    /// The page about the data itself.
    fn quality(&self, lang: Lang) -> Quality;

    /// Who reported on which day, and what was revised of late.
    fn reporting(&self, lang: Lang) -> Arc<Reporting>;

    /// The page on which series are found.
    fn catalogue(&self, lang: Lang) -> CataloguePage;

    /// The page of a series with its chart in a view, of the level and source that are
    /// named or else that pages show; none where there is no such series.
    fn series(
        &self,
        commodity: &CommodityId,
        place: &PlaceCode,
        which: (Option<PriceLevel>, Option<&SourceId>),
        view: &View,
        lang: Lang,
    ) -> Option<SeriesPage>;

    /// The history of versions below one, the latest first.
    fn releases(&self, before: Option<i64>, lang: Lang) -> ReleasesPage;

    /// The metadata forms of BPS.
    fn metadata(&self) -> MetadataPage;

    /// The description of the API.
    fn api(&self) -> Arc<ApiPage>;

    /// What every page says of the data behind it.
    fn standing(&self) -> Standing;

    /// Scheme and host under which others reach this Lumbung, where its operator set them.
    fn site(&self) -> Option<String>;

    /// Whether the browser can fetch `/pkg/lumbung.js` and its wasm file.
    /// Without them the pages are the same, only still.
    fn islands(&self) -> bool;
}

/// The reader of this request.
///
/// # Panics
/// When the server gave none as context, which would be a mistake in its
/// routes and not in the request.
pub(crate) fn reader() -> Arc<dyn Reader> {
    expect_context::<Arc<dyn Reader>>()
}

/// Scheme and host of this Lumbung, as other programs and pages reach it: what its operator
/// set, else what this request was sent to.
pub(crate) fn site(asked: &Asked) -> String {
    reader().site().unwrap_or_else(|| asked.site())
}
