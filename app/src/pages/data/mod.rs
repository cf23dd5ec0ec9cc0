//! The analyst's pages: which series there are, each of them, and the history of the data.

mod catalogue;
mod releases;
mod series;
mod snippets;

pub(crate) use catalogue::CataloguePage;
pub(crate) use releases::ReleasesPage;
pub(crate) use series::SeriesPage;
