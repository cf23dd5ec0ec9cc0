//! The addresses and what stands at each.

use crate::pages::{
    ApiPage, BoardPage, CataloguePage, CommodityPage, EmbedPage, MarketPage, MetadataPage, MethodPage, NotFoundPage,
    QualityPage, RegionPage, ReleasesPage, SeriesPage,
};
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::path;

/// All pages. Each reads through the [`crate::Reader`] in context; listing the
/// routes needs none.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Router>
            <FlatRoutes fallback=NotFoundPage>
                <Route path=path!("/") view=BoardPage />
                <Route path=path!("/komoditas/:id") view=CommodityPage />
                <Route path=path!("/pasar/:region/:market") view=MarketPage />
                <Route path=path!("/wilayah/:code") view=RegionPage />
                <Route path=path!("/sematkan/:id/*place") view=EmbedPage />
                <Route path=path!("/metode") view=MethodPage />
                <Route path=path!("/mutu") view=QualityPage />
                <Route path=path!("/data") view=CataloguePage />
                <Route path=path!("/data/versi") view=ReleasesPage />
                <Route path=path!("/data/metadata") view=MetadataPage />
                <Route path=path!("/data/:commodity/*place") view=SeriesPage />
                <Route path=path!("/api") view=ApiPage />
            </FlatRoutes>
        </Router>
    }
}
