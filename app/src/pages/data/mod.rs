//! The analyst's pages: which series there are, each of them, the history of the data, and the
//! metadata forms of BPS.

mod catalogue;
mod metadata;
mod releases;
mod series;
mod snippets;

pub(crate) use catalogue::CataloguePage;
pub(crate) use metadata::MetadataPage;
pub(crate) use releases::ReleasesPage;
pub(crate) use series::SeriesPage;
