//! Addresses of a series in the API, and links to download it.

use leptos::prelude::*;
use lumbung_data::model::{CommodityId, PlaceCode, PriceLevel, SourceId};

/// Which series an address leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SeriesAddress {
    pub commodity: CommodityId,
    pub place: PlaceCode,
    pub source: Option<SourceId>,
    /// Who pays.
    pub level: PriceLevel,
}

impl SeriesAddress {
    /// The address in a format, `csv` or `json`.
    pub fn path(&self, format: &str) -> String {
        let path = format!("/api/v1/series/{}/{}.{format}", self.commodity, self.place);
        let source = self.source.as_ref().map(|source| format!("source={source}"));
        let level = (self.level != PriceLevel::Retail).then(|| format!("level={}", self.level.as_str()));
        let query: Vec<String> = source.into_iter().chain(level).collect();
        if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
    }

    /// The links, after a word that says what they are.
    pub fn links(&self, word: &'static str) -> impl IntoView + use<> {
        view! {
            <p class="series-links">
                {word}" "
                <a href=self.path("csv")>"CSV"</a>
                " "
                <a href=self.path("json")>"JSON"</a>
            </p>
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_commodity_region_format_and_source() {
        let address = SeriesAddress {
            commodity: CommodityId::parse("bawang-merah").unwrap(),
            place: PlaceCode::parse("3273").unwrap(),
            source: Some(SourceId::parse("pihps").unwrap()),
            level: PriceLevel::Retail,
        };
        assert_eq!(address.path("csv"), "/api/v1/series/bawang-merah/3273.csv?source=pihps");
        let dealers = SeriesAddress { level: PriceLevel::Wholesale, ..address.clone() };
        assert_eq!(dealers.path("csv"), "/api/v1/series/bawang-merah/3273.csv?source=pihps&level=wholesale");
        assert_eq!(SeriesAddress { source: None, ..address }.path("json"), "/api/v1/series/bawang-merah/3273.json");
    }
}
