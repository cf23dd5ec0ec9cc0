//! The pages as the server sends them, before any script.

use std::collections::BTreeSet;

use lumbung_tests::{HomeDir, Page, PihpsFile, Served, lumbung};

/// A home with the simulated sample.
fn sampled(profile: &str) -> HomeDir {
    let home = HomeDir::new();
    let answer = lumbung(&home, &["--profile", profile, "sample", "--until", "2025-12-19"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    home
}

#[track_caller]
fn has(page: &Page, words: &[&str]) {
    assert_eq!(page.status, 200);
    for word in words {
        assert!(page.body.contains(word), "{word:?} is not on the page");
    }
}

/// How many commodities a page links to.
fn commodities(page: &Page) -> usize {
    let links = page.body.split("href=\"/komoditas/").skip(1).filter_map(|rest| rest.split(['"', '?']).next());
    links.collect::<BTreeSet<_>>().len()
}

const BANNER: &str = "Data simulasi";

#[tokio::test(flavor = "multi_thread")]
async fn the_board_lists_every_watched_commodity_under_the_banner() {
    let home = sampled("bandung");
    let served = Served::start(&home).await;
    let board = served.get("/").await;
    has(&board, &[BANNER, "Cabai rawit merah", "Beras kualitas bawah I", "Gula pasir lokal", "Kota Bandung"]);
    assert_eq!(commodities(&board), 21);
    assert!(board.body.contains("lang=\"id\""));
    let english = served.get("/?lang=en").await;
    has(&english, &["Shallots", "lang=\"en\""]);
}

#[tokio::test(flavor = "multi_thread")]
async fn real_quotes_hide_everything_simulated() {
    let home = sampled("bandung");
    let file = home.file("a.csv", PihpsFile::default().weekdays("2023-01-02", &[30_000; 30]));
    lumbung(&home, &["ingest", file.to_str().unwrap()]);
    let served = Served::start(&home).await;
    let board = served.get("/").await;
    assert!(!board.body.contains(BANNER));
    assert_eq!(served.get("/api/v1/series/cabai-rawit-merah/3273.csv").await.status, 404);
    assert_eq!(served.get("/api/v1/series/cabai-rawit-merah/3273.csv?source=simulasi").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commodity_page_shows_its_chart_markets_and_weeks() {
    let home = sampled("bandung");
    let served = Served::start(&home).await;
    let page = served.get("/komoditas/cabai-rawit-merah?rentang=semua").await;
    has(&page, &["<svg", "Pasar Kosambi", "Pasar Kiara Condong", "HAP", "aria-current", BANNER]);
    assert!(!page.body.contains("NaN"));
    assert!(!page.body.contains("style=\""), "a strict policy allows no inline style");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_address_and_an_unknown_commodity_are_404() {
    let home = HomeDir::new();
    let served = Served::start(&home).await;
    for path in ["/tidak-ada", "/komoditas/emas", "/komoditas/Cabai%20Rawit"] {
        let page = served.get(path).await;
        assert_eq!(page.status, 404, "{path}");
        assert!(page.body.contains("<html"), "{path}: {}", page.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_lake_says_how_to_fill_it() {
    let served_home = HomeDir::new();
    let served = Served::start(&served_home).await;
    has(&served.get("/").await, &["lumbung ingest", "lumbung sample"]);
    assert_eq!(served.get("/komoditas/bawang-merah").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_wear_a_strict_policy_with_a_nonce_of_their_own() {
    let home = HomeDir::new();
    let served = Served::start(&home).await;
    let policies =
        [served.get("/").await, served.get("/").await].map(|page| page.header("content-security-policy").to_owned());
    assert_ne!(policies[0], policies[1], "a nonce is used once");
    for word in
        ["default-src 'none'", "script-src 'nonce-", "'wasm-unsafe-eval'", "style-src 'self'", "frame-ancestors 'none'"]
    {
        assert!(policies[0].contains(word), "{}", policies[0]);
    }
    assert!(!policies[0].contains("unsafe-inline") && !policies[0].contains("'unsafe-eval'"));
    assert_eq!(served.get("/healthz").await.header("x-content-type-options"), "nosniff");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_city_opens_with_the_same_program() {
    let home = sampled("cianjur");
    let served = Served::with_profile(&home, "cianjur").await;
    let board = served.get("/").await;
    has(&board, &["Kabupaten Cianjur", BANNER, "Cabai rawit merah"]);
    assert!(!board.body.contains("Bandung"));
    assert_eq!(commodities(&board), 21);
    let page = served.get("/komoditas/bawang-merah").await;
    has(&page, &["<svg", "Kabupaten Cianjur"]);
    assert_eq!(served.get("/api/v1/series/bawang-merah/3203.csv").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_price_by_the_litre_is_shown_by_the_litre_and_has_no_reference_by_the_kilogram() {
    let home = HomeDir::new();
    let header = "Timestamp,ID,Komoditas,Satuan,Harga,Harga Kemarin,Tanggal Kemarin,Gap,Gap Persen,Gap Perubahan\n";
    let days = ["2025-09-15", "2025-09-16", "2025-09-17"];
    let row = |day| format!("{day},101,Minyak Goreng Curah,Rp./Liter,48000,48000,12-9-2025,0,0,no_change\n");
    let rows = days.map(row).concat();
    let file = home.file("panel.csv", format!("{header}{rows}"));
    let ingest = lumbung(&home, &["ingest", "--place", "3273", file.to_str().unwrap()]);
    assert_eq!(ingest.code, 0, "{}", ingest.err);
    let served = Served::start(&home).await;
    let board = served.get("/").await.body;
    assert!(board.contains("Rp48.000/liter") && !board.contains("Rp48.000/kg"), "{board}");
    assert!(!board.contains("% di atas H"), "litres are not compared with kilograms");
    let page = served.get("/komoditas/minyak-goreng-curah").await.body;
    assert!(page.contains("Rp48.000/liter") && page.contains("rupiah per liter"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_about_the_data_names_a_suspect_value_and_its_figures() {
    let home = HomeDir::new();
    let file = PihpsFile::default()
        .at("02/01/2023", "Pasar Kosambi", "31000")
        .at("03/01/2023", "Pasar Kosambi", "75000")
        .at("04/01/2023", "Pasar Kosambi", "31500");
    let file = home.file("prices.csv", file);
    assert_eq!(lumbung(&home, &["ingest", file.to_str().unwrap()]).code, 0);
    let served = Served::start(&home).await;
    let page = served.get("/mutu").await.body;
    assert!(page.contains("Rp75.000/kg"), "{page}");
    assert!(page.contains("biasanya Rp31.000, berikutnya Rp31.500."), "{page}");
    assert!(page.contains("Terlambat: laporan"), "nothing has come since 2023");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_about_the_data_tells_who_reported_on_which_day_and_what_was_revised() {
    let home = HomeDir::new();
    // Monday to Friday at both markets, then a week of one alone.
    let first = PihpsFile::default().weekdays("2025-12-01", &[30_000; 5]);
    let alone = ["08", "09", "10", "11", "12"];
    let first = alone.into_iter().fold(first, |file, day| file.at(&format!("{day}/12/2025"), "Pasar Kosambi", "30500"));
    let revised = PihpsFile::default().at("02/12/2025", "Pasar Kosambi", "31250");
    for (name, file) in [("pekan.csv", first), ("koreksi.csv", revised)] {
        let file = home.file(name, file);
        assert_eq!(lumbung(&home, &["ingest", file.to_str().unwrap()]).code, 0);
    }
    let served = Served::start(&home).await;
    let page = served.get("/mutu").await.body;
    assert!(page.contains("10 dari 10 hari lapor lengkap."), "{page}");
    assert!(page.contains("5 dari 10 hari lapor lengkap, 5 tanpa laporan. Tidak melapor sejak 8 Des 2025."), "{page}");
    assert!(page.contains("Rp30.000/kg") && page.contains("<strong>Rp31.250/kg</strong>"), "{page}");
    assert!(page.contains("versi 3: koreksi.csv"), "{page}");
    let again = served.get("/mutu").await.body;
    let drawn = |page: &str| page.split("id=\"kalender\"").nth(1)?.split("</section>").next().map(str::to_owned);
    assert_eq!(drawn(&page), drawn(&again), "what is kept is what was made");
}
