//! A commodity: what it costs, why it is flagged, how it moved, and the
//! figures behind the drawing.

use crate::asked::Asked;
use crate::components::{
    Agreed, ChartFigure, Frame, HowToRead, LatestPrice, MarketTable, MarketsCompared, MonthlyIndicatorList, OriginList,
    OutlookTable, ReferenceLine, Room, SeriesAddress, Stocks, SurgeTable, SurgesAligned, VaryingFacts, WarningBox,
    WeekTable,
};
use crate::i18n::words;
use crate::pages::not_found::unknown_commodity;
use crate::reader::reader;
use crate::wording;
use leptos::either::Either;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use leptos_router::hooks::use_params_map;
use lumbung_data::model::page;
use lumbung_data::model::{CommodityId, Lang};

/// The page of the commodity in the address.
#[component]
pub(crate) fn CommodityPage() -> impl IntoView {
    let asked = Asked::here();
    let id = use_params_map().read_untracked().get("id").unwrap_or_default();
    let page = CommodityId::parse(&id).ok().and_then(|id| reader().commodity(&id, &asked.view(), asked.lang));
    match page {
        Some(page) => found(asked, page),
        None => unknown_commodity(asked, &id),
    }
}

fn found(asked: Asked, page: page::CommodityPage) -> InertElement {
    let standing = page.standing.clone();
    let title = page.name.clone();
    let head = head(&page, &asked);
    let body = match page.latest.clone() {
        Some(latest) => Either::Left(figures(page, latest, &asked)),
        None => Either::Right(nothing(page, &asked)),
    };
    let content = view! { {head}{body} };
    Frame { asked, standing, title, room: Room::Elsewhere, at: None }.around(content)
}

/// The way back, the name, and what kind of price it is.
fn head(page: &page::CommodityPage, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let group = Some(page.group.as_str()).filter(|group| group.to_lowercase() != page.name.to_lowercase());
    let level = wording::price_level(page.level, lang);
    let subject: Vec<&str> = group.into_iter().chain([level, page.standing.city.as_str()]).collect();
    view! {
        <p class="crumb"><a href=asked.link("/")><span aria-hidden="true">"← "</span>{words!(lang, commodity.back)}</a></p>
        <div class="page-head">
            <h1>{page.name.clone()}</h1>
            <p class="page-day">{subject.join(" · ")}</p>
        </div>
    }
}

/// What stands where no price is known: how to load one.
fn nothing(page: page::CommodityPage, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let city = page.standing.city;
    view! {
        <p class="plain-line">
            {words!(lang, commodity.no_data, city = city.as_str())}" "{words!(lang, commodity.no_data_load)}" "
            <code>"lumbung ingest"</code>"."
        </p>
        <OriginList origins=page.origins leads=None commodity=page.name city lang />
        <Agreed lines=page.agreed asked=asked.clone() />
        <Stocks stocks=page.stocks lang />
    }
}

/// Everything about a price that is known.
fn figures(page: page::CommodityPage, latest: page::Latest, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let islands = reader().islands();
    let standing = page.standing;
    let series =
        SeriesAddress { commodity: page.id, place: standing.region, source: page.source.clone(), level: page.level };
    let price = Some(latest.price);
    let silent_since = (!page.judged).then_some(latest.date);
    let reference = page.reference.map(|reference| {
        view! { <ReferenceLine reference price unit=page.unit.clone() lang /> }
    });
    let source = page.source.as_ref().map(|source| source_note(&wording::source(source, lang), lang));
    let downloads = series.links(words!(lang, commodity.download));
    let chart = page.chart.map(|trend| view! { <ChartFigure trend asked=asked.clone() islands /> });
    let outlook = page.outlook.map(|outlook| {
        view! { <OutlookTable outlook unit=page.unit.clone() method=asked.link("/metode") lang /> }
    });
    let monthly = page.monthly.map(|indicators| view! { <MonthlyIndicatorList indicators lang /> });
    let city = standing.city;
    let commodity = page.name.clone();
    let compared = page.compared.map(|compared| view! { <MarketsCompared compared lang /> });
    let aligned = page.aligned.map(|aligned| view! { <SurgesAligned aligned lang /> });
    let weeks = (!page.weeks.is_empty()).then(|| {
        view! { <WeekTable weeks=page.weeks commodity=page.name city=city.clone() lang /> }
    });
    view! {
        <LatestPrice latest unit=page.unit lang />
        {page.warnings.into_iter().map(|warning| view! { <WarningBox warning lang /> }).collect_view()}
        <HowToRead lang />
        {reference}
        {chart}
        {outlook}
        <div class="columns">
            <SurgeTable surges=page.surges silent_since lang />
            <MarketTable markets=page.markets city=city.clone() series lang />
        </div>
        {compared}
        {aligned}
        {weeks}
        <VaryingFacts varying=page.varying lang />
        <OriginList origins=page.origins leads=page.leads commodity city lang />
        <Agreed lines=page.agreed asked=asked.clone() />
        {monthly}
        <Stocks stocks=page.stocks lang />
        <div class="sources">{source}{downloads}</div>
    }
}

fn source_note(source: &str, lang: Lang) -> impl IntoView + use<> {
    view! { <p>{words!(lang, commodity.source, source = source)}</p> }
}

#[cfg(test)]
mod tests {
    use crate::harness::{Shelf, get};

    #[tokio::test]
    async fn a_commodity_shows_price_reason_reference_chart_and_tables() {
        let page = get(Shelf::FULL, "/komoditas/cabai-rawit-merah").await;
        assert_eq!(page.status, 200);
        assert!(page.has("<title>Cabai rawit merah – Lumbung Kota Bandung</title>"));
        assert!(page.has("<h1>Cabai rawit merah</h1>"));
        assert!(page.has("39,3% di atas median empat pekan"));
        assert!(page.has("Rp40.000–57.000/kg") && page.has("36,8% di atas HAP"));
        assert!(page.has("<svg class=\"chart\""));
        assert!(page.has("dipakai di sini sejak 1 Januari 2025; tanggal berlakunya belum diketahui"));
        assert!(page.has("Rata-rata geometrik dari 2 pasar yang melapor."));
        assert!(page.has("Harga ini sejak") && page.has(">3 Des 2025</time>") && page.has("−1,2%"));
        assert!(page.has("Cabai rawit merah di Kota Bandung, harga per pekan (Senin–Minggu)"));
        assert!(page.has("masih berlangsung"));
        assert!(page.has(r#"href="/api/v1/series/cabai-rawit-merah/3273.csv?source=pihps""#));
        assert!(page.has(r#"href="/api/v1/series/cabai-rawit-merah/3273/kosambi.csv?source=pihps""#));
        assert_eq!(page.html.matches("/api/v1/series/cabai-rawit-merah/3273.csv").count(), 1, "one set of downloads");
    }

    #[tokio::test]
    async fn a_group_that_is_the_commodity_itself_is_not_repeated() {
        let page = get(Shelf::FULL, "/komoditas/bawang-merah").await;
        assert!(page.has(r#"<p class="page-day">Harga eceran · Kota Bandung</p>"#));
    }

    #[tokio::test]
    async fn a_warning_carries_its_record_and_the_official_indicators_their_own_names() {
        let page = get(Shelf::FULL, "/komoditas/cabai-rawit-merah").await;
        assert!(page.has("Dari 12 peringatan serupa, 9 berlanjut naik; median 16 hari sampai puncak."));
        assert!(page.has("Indikator bulanan, November 2025") && page.has("1,43 (kelas: alert)"));
        assert!(page.has("belum dapat dihitung"), "of an indicator that cannot be computed");
    }

    #[tokio::test]
    async fn the_outlook_says_chances_in_words_ranges_in_rupiah_and_how_good_it_was() {
        let page = get(Shelf::FULL, "/komoditas/cabai-rawit-merah").await;
        assert!(page.has("Peluang lonjakan dalam 14 hari ke depan 23%, lebih tinggi daripada biasanya (14%)."));
        assert!(page.has(">Rp78.000/kg<") && page.has("Rp72.000–85.000") && page.has(">&lt;1%<"));
        assert!(page.has("di dalam rentang pada 79% hari. Peluangnya 15% lebih tepat"));
        assert!(!get(Shelf::FULL, "/komoditas/bawang-merah").await.has("Prospek harga"));
    }

    #[tokio::test]
    async fn markets_and_past_surges_are_drawn_beside_one_another_with_what_they_say() {
        let page = get(Shelf::FULL, "/komoditas/cabai-rawit-merah").await;
        assert!(
            page.has("<h2 id=\"banding-pasar\">Pasar dibandingkan</h2><p class=\"finding\">Pasar Kosambi termahal")
        );
        assert!(page.has("<figcaption><b>3 Des 2021</b><span>Puncak +89,2% pada hari ke-16"));
        assert_eq!(page.html.matches("<ul class=\"panels\">").count(), 2);
        let plain = get(Shelf::FULL, "/komoditas/bawang-merah").await;
        assert!(!plain.has("Pasar dibandingkan") && !plain.has("class=\"panels\""));
    }

    #[tokio::test]
    async fn a_price_says_how_it_varies_between_markets_and_days() {
        let page = get(Shelf::FULL, "/komoditas/cabai-rawit-merah").await;
        assert!(page.has("<strong>Koefisien variasi 8,2%</strong> dari 2 pasar pada 19 Desember 2025."));
        assert!(page.has("Pasar Kosambi (Rp80.000) 12,4% di atas Pasar Andir (Rp71.200)."));
        assert!(
            page.has("<strong>Koefisien variasi 3,1%</strong> dari 15 hari survei bulan ini sampai 19 Desember 2025.")
        );
        assert!(!get(Shelf::FULL, "/komoditas/bawang-merah").await.has("Ragam harga"));
    }

    #[tokio::test]
    async fn where_it_comes_from_stands_with_prices_sources_and_what_is_not_known() {
        let page = get(Shelf::FULL, "/komoditas/cabai-rawit-merah").await;
        assert!(page.has("Sekitar 90% bahan pokok Kota Bandung didatangkan dari daerah lain"));
        assert!(page.has("Sekretaris Daerah Kota Bandung, 11 Desember 2023"));
        assert!(page.has(">Kabupaten Garut") && page.has("Sumber: Pikiran Rakyat, 14 November 2023"));
        assert!(page.has("Rp52.000/kg") && page.has("+Rp26.000/kg (+50,0%)") && page.has("biasanya +31,0%"));
        assert!(page.has("harga produsen") && page.has("Sumber kedua harga pun berbeda."));
        assert!(page.has("mendahului harga di Kota Bandung, biasanya 2 pekan (sangat meyakinkan)"));
        assert!(page.has("Belum ada data harga di Kabupaten Indramayu"));
        assert!(page.has("Kabupaten Cianjur juga memasok"), "{}", page.html);
        let unknown = get(Shelf::FULL, "/komoditas/bawang-merah?lang=en").await;
        assert!(unknown.has("Where bawang merah comes from is not recorded yet."));
        assert!(!get(Shelf::FULL, "/komoditas/daging-ayam-ras").await.has("Asal pasokan"));
    }

    #[tokio::test]
    async fn a_stock_says_how_long_it_lasts() {
        let page = get(Shelf::FULL, "/komoditas/bawang-merah").await;
        assert!(page.has("<strong>7,5 hari</strong>") && page.has(">4.500</td>"));
        assert!(!get(Shelf::FULL, "/komoditas/cabai-rawit-merah").await.has("Stok"));
    }

    #[tokio::test]
    async fn whether_an_old_surge_still_runs_is_not_known() {
        let page = get(Shelf::FULL, "/komoditas/daging-ayam-ras").await;
        assert!(page.has("belum diketahui (data terakhir 1 Des 2025)") && !page.has("masih berlangsung"));
    }

    #[tokio::test]
    async fn a_commodity_without_data_says_so_and_draws_nothing() {
        let page = get(Shelf::FULL, "/komoditas/gula-pasir-lokal").await;
        assert_eq!(page.status, 200);
        assert!(page.has("Belum ada harga untuk komoditas ini di Kota Bandung. Muat berkasnya dengan"));
        assert!(!page.has("<section") && !page.has("/api/v1/series"));
    }

    #[tokio::test]
    async fn the_island_is_there_only_when_the_browser_can_have_it() {
        let still = get(Shelf::FULL, "/komoditas/bawang-merah").await;
        assert!(!still.has("leptos-island") && !still.has("lumbung.wasm"));
        let awake = get(Shelf { islands: true, ..Shelf::FULL }, "/komoditas/bawang-merah").await;
        assert!(awake.has("<leptos-island") && awake.has("lumbung.wasm") && awake.has("type=\"module\" nonce="));
        assert!(awake.has("<svg class=\"chart\""), "the drawing stands in the page either way");
        assert!(!awake.has("<!>"), "the island has no lists, so the whole page is valid");
        assert!(awake.has("data-act=\"copy\"") && !still.has("data-act"), "buttons are for those who can serve them");
    }
}
