//! One file a page: read, choose the parts, lay them out.

mod board;
mod commodity;
mod method;
mod not_found;
pub(crate) mod office;
mod quality;
mod reporting;
mod story;
mod warnings;

pub(crate) use board::BoardPage;
pub(crate) use commodity::CommodityPage;
pub(crate) use method::MethodPage;
pub(crate) use not_found::NotFoundPage;
pub(crate) use quality::QualityPage;
pub(crate) use story::StoryPage;
pub(crate) use warnings::WarningsPage;
