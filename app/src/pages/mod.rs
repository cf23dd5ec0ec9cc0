//! One file a page: read, choose the parts, lay them out.

mod api;
mod board;
mod commodity;
mod data;
mod embed;
mod market;
mod method;
mod not_found;
pub(crate) mod office;
mod quality;
mod region;
mod reporting;
mod survey;
mod wall;

pub(crate) use api::ApiPage;
pub(crate) use board::BoardPage;
pub(crate) use commodity::CommodityPage;
pub(crate) use data::{CataloguePage, MetadataPage, ReleasesPage, SeriesPage};
pub(crate) use embed::EmbedPage;
pub(crate) use market::MarketPage;
pub(crate) use method::MethodPage;
pub(crate) use not_found::NotFoundPage;
pub(crate) use quality::QualityPage;
pub(crate) use region::RegionPage;
