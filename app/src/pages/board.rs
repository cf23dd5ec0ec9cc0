//! The board: what needs attention in a few sentences, then every watched
//! commodity, gravest first.

use crate::asked::Asked;
use crate::components::{
    Basket, BoardTable, FeastPart, Frame, HowToRead, Indicator, InflationFigure, MapsPart, Room, Summary, visitor,
};
use crate::i18n::words;
use crate::pages::wall::{WALL_KEY, wall};
use crate::reader::reader;
use crate::wording::{age, inbox};
use chrono::NaiveDate;
use leptos::either::Either;
use leptos::prelude::*;
use lumbung_data::model::board::Board;
use lumbung_data::model::day::is_stale;
use lumbung_data::model::inbox::Whose;
use lumbung_data::model::{Lang, Role, date_long};

/// The front page.
#[component]
pub(crate) fn BoardPage() -> impl IntoView {
    let asked = Asked::here();
    let lang = asked.lang;
    let board = reader().board(lang);
    if let Some(page) = asked.value(WALL_KEY).filter(|_| board.standing.latest.is_some()) {
        return wall(&asked, &board, page);
    }
    let content = match board.standing.latest {
        None => Either::Left(empty(&board.standing.city, lang)),
        Some(latest) => Either::Right(filled(&board, latest, &asked)),
    };
    let title = words!(lang, board.title).to_owned();
    Frame { asked, standing: board.standing, title, room: Room::Board, at: None }.around(content)
}

/// The board of a day.
fn filled(board: &Board, latest: NaiveDate, asked: &Asked) -> impl IntoView + use<> {
    let lang = asked.lang;
    let Board { standing, rows, feast, maps, basket, indicator, inflation, .. } = board;
    let city = standing.city.clone();
    let indicator = indicator.clone().map(|figure| view! { <Indicator figure city=city.clone() lang /> });
    let inflation =
        inflation.clone().map(|(figure, target)| view! { <InflationFigure figure target city=city.clone() lang /> });
    let basket = basket.clone().map(|basket| view! { <Basket basket lang /> });
    let feast = feast.as_ref().map(|block| view! { <FeastPart block asked /> });
    let day = words!(lang, site.as_of, date = date_long(latest, lang));
    let screen = asked.link_with("/", &[(WALL_KEY, "1")]);
    view! {
        <div class="page-head">
            <h1>{words!(lang, board.title)}" "<span class="h1-place">{city.clone()}</span></h1>
            <p class="page-day">{day}" "<a class="no-print to-wall" href=screen>{words!(lang, board.wall)}</a></p>
        </div>
        {old(latest, standing.age_days, lang)}
        <Summary board asked />
        {unowned(board.unowned, asked)}
        <BoardTable rows=rows.clone() latest asked=asked.clone() />
        {feast}
        <MapsPart maps city=&city asked />
        {basket}
        {indicator}
        {inflation}
        <HowToRead lang />
    }
}

/// Tells officers how many warnings nobody owns, with the way to them.
fn unowned(count: usize, asked: &Asked) -> Option<impl IntoView + use<>> {
    let is_officer = visitor().is_some_and(|visitor| visitor.role >= Role::Officer && !visitor.must_set_up);
    let link = asked.link_with("/peringatan", &[("saring", Whose::Unowned.as_str())]);
    (is_officer && count > 0).then(|| {
        view! { <p class="unowned no-print" role="note"><a href=link>{inbox::without_owner(count, asked.lang)}</a></p> }
    })
}

/// Says that the board is of a day long past.
pub(super) fn old(latest: NaiveDate, age_days: Option<i64>, lang: Lang) -> Option<impl IntoView + use<>> {
    let age = age_days.filter(|days| is_stale(*days)).and_then(|days| age(days, lang))?;
    let sentence = words!(lang, board.old, date = date_long(latest, lang), age = age);
    Some(view! { <p class="old-data" role="note">{sentence}</p> })
}

/// What a new Lumbung shows: how to fill it.
fn empty(city: &str, lang: Lang) -> impl IntoView + use<> {
    let file = lang.pick("BERKAS", "FILE");
    view! {
        <div class="plain">
            <h1>{words!(lang, empty.title)}</h1>
            <p>{words!(lang, empty.lead, city = city)}</p>
            <p>{words!(lang, empty.file_before)}" "<code>"--home"</code>" "{words!(lang, empty.file_after)}</p>
            <pre><code>{format!("lumbung ingest {file}")}</code></pre>
            <p>{words!(lang, empty.sample)}</p>
            <pre><code>"lumbung sample"</code></pre>
            <p>{words!(lang, empty.after)}</p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use crate::harness::{Shelf, get, get_as, samples};
    use lumbung_data::model::Role;

    #[tokio::test]
    async fn the_board_names_what_needs_attention_and_lists_every_commodity() {
        let board = get(Shelf::FULL, "/").await;
        assert_eq!(board.status, 200);
        assert!(board.has("<strong>1 dari 2 komoditas perlu perhatian</strong>; "));
        assert!(board.has(r#"<a href="/komoditas/cabai-rawit-merah">cabai rawit merah</a> (siaga) naik 24% dalam 9 hari, dimulai di <a href="/pasar/3273/kosambi">Pasar Kosambi</a>."#), "{}", board.html);
        for name in ["Cabai rawit merah", "Bawang merah"] {
            assert!(board.has(&format!(">{name}</a></th>")), "{name}");
        }
        assert!(board.has(r#"<li><a href="/komoditas/gula-pasir-lokal">Gula pasir lokal</a></li>"#));
        assert!(board.has("Rp78.000/kg") && board.has("+3,2%"));
        assert!(board.has("terkonfirmasi sejak 17 Desember 2025"));
    }

    #[tokio::test]
    async fn officers_are_told_how_many_warnings_nobody_owns() {
        let board = get_as(Shelf::FULL, "/", Some(samples::visitor(Role::Officer))).await;
        assert!(board.has(r#"<a href="/peringatan?saring=tanpa-pemilik">3 peringatan tanpa pemilik</a>"#));
        assert!(!get(Shelf::FULL, "/").await.has("tanpa pemilik"));
    }

    #[tokio::test]
    async fn the_official_index_stands_by_itself_below_the_board() {
        let board = get(Shelf::FULL, "/").await;
        assert!(board.has("Angka resmi BPS: IPH Kota Bandung") && board.has("<strong>−1,34%</strong>"));
        assert!(board.has("pada minggu II Desember 2025") && board.has("cabai rawit (0,30), gula pasir (−0,05)."));
        assert!(!get(Shelf { flagged: false, ..Shelf::FULL }, "/").await.has("IPH"));
    }

    #[tokio::test]
    async fn official_inflation_stands_against_its_target() {
        let board = get(Shelf::FULL, "/").await;
        assert!(board.has("Angka resmi BPS: inflasi Kota Bandung") && board.has("<strong>3,62%</strong>"));
        assert!(board.has("tahunan (y-on-y) pada November 2025, di atas sasaran 1,5–3,5%"));
        assert!(board.has("Terhadap bulan sebelumnya (m-to-m) −0,08%. IHK 108,45."));
        let english = get(Shelf::FULL, "/?lang=en").await;
        assert!(english.has("above the target of 1.5–3.5%"));
        assert!(!get(Shelf { flagged: false, ..Shelf::FULL }, "/").await.has("inflasi Kota"));
    }

    #[tokio::test]
    async fn the_houses_own_index_says_what_made_it_and_that_it_is_not_official() {
        let board = get(Shelf::FULL, "/").await;
        assert!(board.has("Indeks Harga Pangan (perkiraan internal)</h2>"));
        assert!(board.has("<strong>+3,60%</strong> Rata-rata bulan ini sampai 19 Desember 2025, dibandingkan dengan rata-rata November 2025."));
        assert!(board.has(
            "mendorong naik cabai rawit merah (+3,01), bawang merah (+0,72); menekan turun gula pasir lokal (−0,13); lainnya 0,00."
        ));
        assert!(board.has("16 dari 21 komoditas dapat dibandingkan."));
        assert!(board.has("<strong>0,00%</strong> Rata-rata 15 Desember 2025 sampai 19 Desember 2025, dibandingkan dengan pekan mulai 8 Desember 2025."));
        assert!(board.has("Tidak ada komoditas yang berandil nyata."));
        assert!(
            board.has("104,2 pada pekan terakhir; pekan mulai 6 Januari 2025 = 100.")
                && board.has("<svg class=\"spark\"")
        );
        assert!(board.has("Bukan angka resmi BPS.") && board.has("dihitung sama berat"));
        let english = get(Shelf::FULL, "/?lang=en").await;
        assert!(english.has("Food price index (internal estimate)") && english.has("<strong>+3.60%</strong>"));
    }

    #[tokio::test]
    async fn an_index_of_too_few_commodities_says_why_it_is_not_shown() {
        let board = get(Shelf { flagged: false, ..Shelf::FULL }, "/").await;
        assert!(board.has("Belum dapat dihitung: baru 3 komoditas yang dapat dibandingkan; diperlukan sedikitnya 5."));
        assert!(!board.has("Bulan berjalan") && !board.has("Bukan angka resmi BPS"));
        assert!(!get(Shelf { filled: false, ..Shelf::FULL }, "/").await.has("Indeks Harga Pangan"));
    }

    #[tokio::test]
    async fn the_summary_counts_what_is_above_its_reference_not_judged_and_unknown() {
        let board = get(Shelf::FULL, "/").await;
        assert!(board.has(r#"<div class="summary summary-siaga">"#));
        assert!(board.has(
            "1 komoditas di atas HET/HAP. \
             1 komoditas tidak dinilai karena datanya tertinggal lebih dari 14 hari."
        ));
        assert!(board.has("<summary>1 komoditas yang dipantau belum ada datanya.</summary>"));
        assert!(board.has("36,8% di atas HAP</span>"));
        assert_eq!(board.html.matches(">Tidak dinilai<").count(), 1);
    }

    #[tokio::test]
    async fn a_row_tells_its_age_only_where_the_board_does_not() {
        let board = get(Shelf::FULL, "/").await;
        assert!(!board.has("3 hari lalu"));
        assert!(board.has(">1 Des 2025</time> <span class=\"age\">(21 hari lalu)"));
    }

    #[tokio::test]
    async fn a_board_of_a_day_long_past_says_so_first() {
        let old = Shelf { age_days: 1061, ..Shelf::FULL };
        assert!(get(old, "/").await.has(
            "Data terakhir 19 Desember 2025, hampir 3 tahun lalu. \
             Papan ini menggambarkan keadaan hari itu, bukan hari ini."
        ));
        assert!(get(old, "/?lang=en").await.has("This board shows that day, not today."));
        assert!(!get(Shelf { age_days: 7, ..old }, "/").await.has("bukan hari ini"));
    }

    #[tokio::test]
    async fn a_calm_board_says_so() {
        let board = get(Shelf { flagged: false, ..Shelf::FULL }, "/").await;
        assert!(board.has("Tidak ada lonjakan harga pada 2 komoditas yang dinilai."));
        assert!(board.has(r#"<div class="summary">"#));
        assert!(board.has("Yang paling dekat dengan ambangnya: <a href=\"/komoditas/bawang-merah\">bawang merah</a>, 3,2% di atas median empat pekan sebelumnya, ambangnya 12%."), "{}", board.html);
        let (table, legend) = board.html.split_once("<details class=\"how\"").unwrap();
        assert!(!table.contains("badge") && legend.contains("badge-awas"));
    }

    #[tokio::test]
    async fn the_next_feast_stands_with_what_came_before_it_in_other_years() {
        let board = get(Shelf::FULL, "/").await;
        assert!(board.has("<h2 id=\"hbkn\">Menjelang Natal</h2>") && board.has("Natal 6 hari lagi, 25 Desember 2025."));
        assert!(
            board.has("naik pada 4 dari 4 tahun") && board.has("(median +31%, +9,8% sampai +195%)"),
            "{}",
            board.html
        );
        assert!(board.has("Berikutnya: Tahun Baru 13 hari lagi; Idulfitri 92 hari lagi."));
        assert!(board.has("<th scope=\"col\" class=\"number\">2021</th>") && board.has("+195,0%"));
        let english = get(Shelf::FULL, "/?lang=en").await;
        assert!(english.has("rose in 4 of 4 years"));
    }

    #[tokio::test]
    async fn the_maps_lead_to_markets_and_regions_and_their_tables_say_the_same() {
        let board = get(Shelf::FULL, "/?lang=en").await;
        assert_eq!(board.html.matches("class=\"map\"").count(), 2);
        assert!(board.html.matches("href=\"/pasar/3273/kosambi?lang=en\"").count() >= 2);
        assert!(board.html.matches("href=\"/wilayah/11?lang=en\"").count() >= 2);
        assert!(board.has("Market positions are approximate.") && board.has("GeoNames, CC BY 4.0"));
        assert!(board.has("1,940 km") && board.has("never reported") && board.has("chillies"));
        let still = get(Shelf { filled: false, ..Shelf::FULL }, "/").await;
        assert!(!still.has("class=\"map\""));
    }

    #[tokio::test]
    async fn the_board_leads_to_its_wall_screen() {
        assert!(get(Shelf::FULL, "/?lang=en").await.has(r#"href="/?layar=1&amp;lang=en""#));
        let empty = get(Shelf { filled: false, ..Shelf::FULL }, "/?layar=1").await;
        assert!(empty.has("lumbung ingest BERKAS"), "an empty wall says how to fill it");
    }

    #[tokio::test]
    async fn an_empty_lumbung_says_how_to_fill_it() {
        let board = get(Shelf { filled: false, ..Shelf::FULL }, "/").await;
        assert!(board.has("lumbung ingest BERKAS") && board.has("<code>--home</code>") && board.has("lumbung sample"));
        assert!(!board.has("<table"));
    }

    #[tokio::test]
    async fn simulated_figures_are_announced_and_real_ones_are_not() {
        let notice = "Data simulasi — angka di halaman ini dibuat komputer, bukan harga pasar";
        assert!(get(Shelf { simulated: true, ..Shelf::FULL }, "/").await.has(notice));
        assert!(!get(Shelf::FULL, "/").await.has(notice));
    }

    #[tokio::test]
    async fn english_is_kept_in_links_when_the_address_asked_for_it() {
        let board = get(Shelf::FULL, "/?lang=en").await;
        assert!(board.has(r#"<html lang="en">"#));
        assert!(board.has("1 of 2 commodities needs attention</strong>; "));
        assert!(board.has("is up 24% in 9 days, starting at "));
        assert!(board.has(r#"href="/komoditas/bawang-merah?lang=en""#));
        assert!(board.has(r#"href="?lang=id""#));
    }
}
