//! The board's sentence, feast and maps, and the pages of markets and regions, on files.

use chrono::{Datelike, NaiveDate, Weekday};
use lumbung_tests::{HomeDir, Page, PihpsFile, Served, lumbung, real_chillies};

/// A home with chillies in two markets of Kota Bandung: calm until the end of January 2023,
/// then dearer from these weekdays on, counted from 30 January.
fn surging(kosambi: usize, kiara: usize) -> HomeDir {
    let home = HomeDir::new();
    let mut file = PihpsFile::of("Cabai Rawit Merah");
    let first: NaiveDate = "2022-12-01".parse().unwrap();
    let weekdays = first.iter_days().filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun));
    let begin: NaiveDate = "2023-01-30".parse().unwrap();
    let mut since = 0;
    for day in weekdays.take_while(|day| *day <= "2023-02-10".parse().unwrap()) {
        let price = |from: usize| if day >= begin && since >= from { "62000" } else { "45000" };
        let date = day.format("%d/%m/%Y").to_string();
        file = file.at(&date, "Pasar Kosambi", price(kosambi)).at(&date, "Pasar Kiara Condong", price(kiara));
        since += usize::from(day >= begin);
    }
    let file = home.file("cabai.csv", file);
    let answer = lumbung(&home, &["ingest", file.to_str().unwrap()]);
    assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
    home
}

#[track_caller]
fn has(page: &Page, words: &[&str]) {
    assert_eq!(page.status, 200);
    for word in words {
        assert!(page.body.contains(word), "{word:?} is not on the page:\n{}", page.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_board_says_how_the_gravest_price_rose_and_where_it_began() {
    let served = Served::start(&surging(0, 3)).await;
    let board = served.get("/").await;
    has(
        &board,
        &[
            "<strong>1 dari 1 komoditas perlu perhatian</strong>; ",
            ") naik 38% dalam 14 hari, ",
            "dimulai di <a href=\"/pasar/3273/kosambi\">Pasar Kosambi</a>.",
            "Papan ini menggambarkan keadaan hari itu",
        ],
    );
    let together = Served::start(&surging(0, 0)).await;
    assert!(!together.get("/").await.body.contains("dimulai di"), "both began on one day");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_markets_page_compares_it_with_the_city_and_the_others() {
    let home = surging(0, 99);
    let served = Served::start(&home).await;
    let kosambi = served.get("/pasar/3273/kosambi").await;
    has(&kosambi, &["<h1>Pasar Kosambi</h1>", "Rp62.000/kg", "ke-1 dari 2", "+17,4%", "<svg class=\"strip\""]);
    has(&kosambi, &["Kalender pelaporan Pasar Kosambi", "1 komoditas; 1 di atas harga kota, 0 di bawahnya."]);
    has(&served.get("/pasar/3273/andir").await, &["Pasar Andir belum melaporkan satu pun harga."]);
    let city = served.get("/wilayah/3273?lang=en").await;
    has(&city, &["/pasar/3273/kiara-condong?lang=en", "never reported", "Stored price series of Kota Bandung"]);
    assert!(!kosambi.body.contains("style=\"") && !kosambi.body.contains("NaN"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_market_or_region_is_a_404_with_the_nearest_names() {
    let home = HomeDir::new();
    let served = Served::start(&home).await;
    let market = served.get("/pasar/3273/kosambbi").await;
    assert_eq!(market.status, 404);
    assert!(market.body.contains("href=\"/pasar/3273/kosambi\""), "{}", market.body);
    for path in ["/wilayah/9999", "/wilayah/bandung", "/pasar/3273/Pasar%20Baru", "/wilayah/%3Cscript%3E"] {
        let page = served.get(path).await;
        assert_eq!(page.status, 404, "{path}");
        assert!(!page.body.contains("<script>"), "{path}");
    }
    assert_eq!(served.get("/wilayah/3212").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_maps_show_markets_suppliers_and_how_far_they_are() {
    let served = Served::start(&surging(0, 99)).await;
    let board = served.get("/").await;
    has(
        &board,
        &["Letak pasar hanya perkiraan.", "1.940 km", ">Indramayu", "href=\"/wilayah/11\"", "map-flow-unknown"],
    );
    assert_eq!(board.body.matches(" class=\"map\"").count(), 2);
    let cianjur = Served::with_profile(&HomeDir::new(), "cianjur").await;
    assert!(!cianjur.get("/").await.body.contains(" class=\"map\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_wall_turns_through_all_its_pages() {
    let served = Served::start(&surging(0, 3)).await;
    for page in 1..=3 {
        let wall = served.get(&format!("/?layar={page}")).await;
        let next = page % 3 + 1;
        has(&wall, &[&format!("20;url=/?layar={next}"), "bukan hari ini", &format!("{page} dari 3")]);
        assert!(!wall.body.contains("NaN"));
    }
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(real_data), ignore = "needs LUMBUNG_REAL_DATA, the folder of real price files")]
async fn real_chillies_before_a_new_year_are_told_with_their_years() {
    // A separate program gives +5.8%, +126.7%, +201.2% and +47.3% for the new years of 2020
    // to 2023, from the markets that reported on each day.
    let home = HomeDir::new();
    assert_eq!(lumbung(&home, &["ingest", real_chillies().to_str().unwrap()]).code, 0);
    let served = Served::start(&home).await;
    let board = served.get("/").await;
    has(
        &board,
        &["Tahun Baru 3 hari lagi, 1 Januari 2024.", "naik pada 4 dari 4 tahun", "(median +87%, +5,8% sampai +201%)"],
    );
    has(&board, &["<svg class=\"chart chart-feast\"", ">2020</th>", "+126,7%"]);
    let kosambi = served.get("/pasar/3273/kosambi").await;
    has(&kosambi, &["cabai-rawit-merah", " dari 2</span>"]);
    let cirebon = served.get("/wilayah/3274").await;
    has(
        &cirebon,
        &[
            "Kota Cirebon tidak tercatat sebagai pemasok Kota Bandung.",
            "Pasar Kanoman",
            "Harganya di samping harga Kota Bandung",
        ],
    );
}
