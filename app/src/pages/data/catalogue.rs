//! The catalogue: which series there are, cut to commodity, place, level and source.

use crate::asked::Asked;
use crate::components::{Day, FilterList, Frame, Room};
use crate::i18n::words;
use crate::reader::reader;
use crate::wording;
use leptos::either::Either;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use leptos_meta::Link;
use lumbung_data::model::catalogue::{SERIES, SeriesFilter, SeriesRow};
use lumbung_data::model::{CommodityId, PlaceCode, PriceLevel, SourceId, whole_percent};
use std::collections::BTreeMap;

/// So many series are listed at once; the form finds the others.
const LISTED: usize = 200;

const COMMODITY: &str = "komoditas";
const PLACE: &str = "tempat";
const LEVEL: &str = SERIES[0];
const SOURCE: &str = SERIES[1];
const COVERAGE: &str = "cakupan";
/// The least coverages that can be asked for, in per cent.
const COVERAGES: [u8; 3] = [50, 80, 95];

/// The page.
#[component]
pub(crate) fn CataloguePage() -> impl IntoView {
    page(Asked::here())
}

/// What the address cuts the list to; what is not understood cuts nothing.
fn filter(asked: &Asked) -> SeriesFilter {
    let value = |key| asked.decoded(key).unwrap_or_default();
    SeriesFilter {
        commodity: CommodityId::parse(&value(COMMODITY)).ok(),
        place: PlaceCode::parse(&value(PLACE)).ok(),
        level: PriceLevel::parse(&value(LEVEL)).ok(),
        source: SourceId::parse(&value(SOURCE)).ok(),
        coverage: COVERAGES
            .into_iter()
            .find(|least| least.to_string() == value(COVERAGE))
            .map(|least| f64::from(least) / 100.0),
    }
}

fn page(asked: Asked) -> InertElement {
    let lang = asked.lang;
    let page = reader().catalogue(lang);
    let filter = filter(&asked);
    let found: Vec<&SeriesRow> = page.series.iter().filter(|row| filter.takes(row)).collect();
    let body = if page.series.is_empty() {
        Either::Left(view! { <p class="plain-line">{words!(lang, data.empty)}" "<code>"lumbung ingest"</code>"."</p> })
    } else {
        Either::Right(view! {
            {form(&page.series, &filter, &asked)}
            {list(&found, &asked)}
        })
    };
    let ways = [
        ("/data/versi", words!(lang, data.to_versions)),
        ("/data/metadata", words!(lang, data.metadata)),
        ("/api", words!(lang, data.to_api)),
    ];
    let ways = ways.map(|(path, text)| view! { <li><a href=asked.link(path)>{text}</a></li> });
    let content = view! {
        <Link rel="alternate" type_="application/ld+json" href="/data/catalog.jsonld" />
        <div class="page-head">
            <h1>{words!(lang, data.title)}</h1>
            <p class="page-day">{words!(lang, data.lead)}</p>
        </div>
        <ul class="ways">
            <li><a href="/api/v1/prices.zip">{words!(lang, data.to_all)}</a></li>
            <li><a href="/api/v1/prices.csv?layout=wide">{words!(lang, data.to_all_wide)}</a></li>
            {ways.into_iter().collect_view()}
            <li><a href="/data/catalog.jsonld">{words!(lang, data.to_catalog)}</a></li>
        </ul>
        {body}
    };
    let title = words!(lang, data.title).to_owned();
    Frame { asked, standing: page.standing, title, room: Room::Data, at: None }.around(content)
}

fn form(series: &[SeriesRow], filter: &SeriesFilter, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let mut commodities: BTreeMap<&str, String> = BTreeMap::new();
    let mut places: BTreeMap<String, String> = BTreeMap::new();
    let (mut levels, mut sources) = (BTreeMap::new(), BTreeMap::new());
    for row in series {
        commodities.insert(row.commodity.as_str(), row.name.clone());
        places.insert(row.place.to_string(), row.place_name.clone());
        levels.insert(row.level.as_str().to_owned(), wording::price_level(row.level, lang).to_owned());
        sources.insert(row.source.to_string(), wording::source(&row.source, lang));
    }
    let commodities = commodities.into_iter().map(|(id, name)| (id.to_owned(), name)).collect();
    let text = |value: Option<String>| value.unwrap_or_default();
    let chosen = [
        text(filter.commodity.as_ref().map(ToString::to_string)),
        text(filter.place.as_ref().map(ToString::to_string)),
        text(filter.level.map(|level| level.to_string())),
        text(filter.source.as_ref().map(ToString::to_string)),
        text(filter.coverage.map(|least| format!("{:.0}", least * 100.0))),
    ];
    let coverages = COVERAGES.map(|least| (least.to_string(), format!("≥ {least}%"))).to_vec();
    let is_cut = *filter != SeriesFilter::default();
    let clear = is_cut.then(|| view! { <a href=asked.link("/data")>{words!(lang, data.clear)}</a> });
    let language = asked.named_language().map(|named| view! { <input type="hidden" name="lang" value=named.code() /> });
    view! {
        <form method="get" action="/data" class="form form-inline no-print" aria-label=words!(lang, data.find)>
            {language}
            {choice(COMMODITY, words!(lang, data.commodity), words!(lang, data.all), commodities, &chosen[0])}
            {choice(PLACE, words!(lang, data.place), words!(lang, data.all), places.into_iter().collect(), &chosen[1])}
            {choice(LEVEL, words!(lang, data.level), words!(lang, data.all), levels.into_iter().collect(), &chosen[2])}
            {choice(SOURCE, words!(lang, data.source), words!(lang, data.all), sources.into_iter().collect(), &chosen[3])}
            {choice(COVERAGE, words!(lang, data.coverage), words!(lang, data.all), coverages, &chosen[4])}
            <button type="submit" class="button-plain">{words!(lang, data.find)}</button>
            {clear}
        </form>
    }
}

fn choice(
    name: &'static str,
    label: &'static str,
    all: &'static str,
    mut options: Vec<(String, String)>,
    chosen: &str,
) -> impl IntoView + use<> {
    let id = format!("cari-{name}");
    options.sort_by(|a, b| a.1.cmp(&b.1));
    view! { <FilterList id name label all options chosen /> }
}

fn list(found: &[&SeriesRow], asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let count = found.len();
    let told = match count {
        0 => words!(lang, data.none).to_owned(),
        1..=LISTED => words!(lang, data.found, count = count),
        _ => words!(lang, data.found_more, count = count, listed = LISTED),
    };
    let table = (count > 0).then(|| {
        let rows = found.iter().take(LISTED).map(|row| line(row, asked)).collect_view();
        view! {
            <table class="sheet cards">
                <caption>{words!(lang, data.caption)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words!(lang, data.commodity)}</th>
                        <th scope="col">{words!(lang, data.place)}</th>
                        <th scope="col">{words!(lang, data.level)}</th>
                        <th scope="col">{words!(lang, data.source)}</th>
                        <th scope="col">{words!(lang, data.frequency)}</th>
                        <th scope="col">{words!(lang, data.first)}</th>
                        <th scope="col">{words!(lang, data.last)}</th>
                        <th scope="col" class="number">{words!(lang, data.coverage)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
    });
    view! {
        <section class="part" aria-labelledby="deret">
            <h2 id="deret">{words!(lang, data.series)}</h2>
            <p>{told}</p>
            {table}
        </section>
    }
}

fn line(row: &SeriesRow, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    view! {
        <tr>
            <th scope="row"><a href=path(row, asked)>{row.name.clone()}</a></th>
            <td data-label=words!(lang, data.place)>{row.place_name.clone()}</td>
            <td data-label=words!(lang, data.level)>{wording::price_level(row.level, lang)}</td>
            <td data-label=words!(lang, data.source)>{wording::source(&row.source, lang)}</td>
            <td data-label=words!(lang, data.frequency)>{wording::frequency(row.frequency, lang)}</td>
            <td data-label=words!(lang, data.first)><Day date=row.first lang /></td>
            <td data-label=words!(lang, data.last)><Day date=row.last lang /></td>
            <td class="number" data-label=words!(lang, data.coverage)>{whole_percent(row.coverage)}</td>
        </tr>
    }
}

/// The page of a series.
pub(super) fn path(row: &SeriesRow, asked: &Asked) -> String {
    asked.link_with(&row.path(), &[(LEVEL, row.level.as_str()), (SOURCE, row.source.as_str())])
}

/// The level and source that an address of a series' page names.
pub(super) fn which(asked: &Asked) -> (Option<PriceLevel>, Option<SourceId>) {
    let filter = filter(asked);
    (filter.level, filter.source)
}

#[cfg(test)]
mod tests {
    use crate::harness::{Shelf, get};

    #[tokio::test]
    async fn series_are_found_by_commodity_place_level_and_source() {
        let page = get(Shelf::FULL, "/data").await;
        assert_eq!(page.status, 200);
        assert!(page.has("<h1>Data harga</h1>") && page.has("3 deret."));
        assert!(page.has("type=\"application/ld+json\"") && page.has(">Katalog DCAT</a>"));
        assert!(page.has(r#"href="/data/bawang-merah/3273?tingkat=retail&amp;sumber=pihps""#));
        let market = get(Shelf::FULL, "/data?tempat=3273%2Fkosambi&komoditas=bawang-merah&lang=en").await;
        assert!(market.has("1 series.") && market.has(">Pasar Kosambi</td>"));
        assert!(market.has(r#"<option value="3273/kosambi" selected>Pasar Kosambi</option>"#));
        assert!(
            market.has(r#"<input type="hidden" name="lang" value="en">"#) && market.has(r#"href="/data?lang=en">"#)
        );
        let well = get(Shelf::FULL, "/data?cakupan=95").await;
        assert!(well.has("3 deret.") && well.has(r#"<option value="95" selected>≥ 95%</option>"#));
        let none = get(Shelf::FULL, "/data?sumber=bapanas&komoditas=bawang-merah").await;
        assert!(none.has("Tidak ada deret yang cocok.") && !none.has("<table"));
    }

    #[tokio::test]
    async fn an_empty_lake_has_no_series_and_says_how_to_fill_it() {
        let page = get(Shelf { filled: false, ..Shelf::FULL }, "/data").await;
        assert!(
            page.has("Belum ada data.")
                && page.has("lumbung ingest")
                && !page.has("<form method=\"get\" action=\"/data\"")
        );
    }
}
