//! The chart as it is asked for: its states in the address, and its files.

use lumbung_tests::{HomeDir, Page, PihpsFile, Served, lumbung};

const CHART: &str = "/grafik/bawang-merah/3273";

/// Forty working days from Monday, 2 January 2023, at Rp30.000 and then at
/// Rp33.000; on Thursday, 9 February, nobody reported.
async fn served() -> (HomeDir, Served) {
    let home = HomeDir::new();
    let mut prices = vec![30_000; 20];
    prices.extend([33_000; 20]);
    prices[28] = 0;
    let file = home.file("prices.csv", PihpsFile::default().weekdays("2023-01-02", &prices));
    assert_eq!(lumbung(&home, &["ingest", file.to_str().unwrap()]).code, 0);
    let served = Served::start(&home).await;
    (home, served)
}

fn rows(page: &Page) -> Vec<Vec<&str>> {
    assert_eq!(page.status, 200, "{}", page.body);
    page.body.lines().map(|line| line.split(',').collect()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_csv_of_a_chart_holds_what_is_seen_and_no_more() {
    let (_home, served) = served().await;
    let page = served.get(&format!("{CHART}.csv?dari=2023-01-20&sampai=2023-01-31")).await;
    assert!(page.header("content-type").starts_with("text/csv"));
    assert!(page.header("content-disposition").contains("bawang-merah_3273_2023-01-20_2023-01-31.csv"));
    let rows = rows(&page);
    assert_eq!(rows[0][..2], ["date", "bawang-merah@3273"]);
    assert_eq!((rows[1][0], rows[rows.len() - 1][0], rows.len()), ("2023-01-20", "2023-01-31", 9));
    let price = |row: usize| rows[row][1].parse::<f64>().unwrap();
    assert!((price(1) - 30_000.0).abs() < 1e-6 && (price(8) - 33_000.0).abs() < 1e-6);
}

#[tokio::test(flavor = "multi_thread")]
async fn weeks_and_an_index_are_written_as_they_are_drawn() {
    let (_home, served) = served().await;
    let page = served.get(&format!("{CHART}.csv?rentang=semua&frekuensi=mingguan&satuan=indeks")).await;
    let rows = rows(&page);
    assert_eq!(rows.len(), 9, "eight weeks below the head");
    let index = |row: usize| rows[row][1].parse::<f64>().unwrap();
    assert_eq!((rows[1][0], rows[5][0]), ("2023-01-02", "2023-01-30"));
    assert!((index(1) - 100.0).abs() < 1e-9 && (index(5) - 110.0).abs() < 1e-9);
}

#[tokio::test(flavor = "multi_thread")]
async fn real_prices_are_in_the_rupiah_of_the_last_month_whose_consumer_prices_are_known() {
    let (home, served) = served().await;
    let page = "/komoditas/bawang-merah?rentang=semua";
    assert!(!served.get(page).await.body.contains("satuan=riil"), "without consumer prices there are none");
    assert!(served.get(&format!("{page}&satuan=riil")).await.body.contains("Rupiah per kg<"));
    let index = "Tahun;Bulan;Kab/Kota;Inflasi Bulanan (m-to-m) (%);IHK\n\
        2023;Januari;Kota Bandung;0,30;100,00\n2023;Februari;Kota Bandung;2,00;102,00\n";
    assert_eq!(lumbung(&home, &["ingest", home.file("ihk.csv", index).to_str().unwrap()]).code, 0);
    let served = Served::start(&home).await;
    let shown = served.get(&format!("{page}&satuan=riil")).await.body;
    assert!(shown.contains("Rupiah per kg, harga riil Februari 2023"), "{shown}");
    assert!(shown.contains("naik 7,8% sejak 2 Januari 2023: Rp33.000/kg dalam rupiah Februari 2023"), "{shown}");
    let csv = served.get(&format!("{CHART}.csv?rentang=semua&satuan=riil")).await;
    let rows = rows(&csv);
    let price = |row: usize| rows[row][1].parse::<f64>().unwrap();
    assert!((price(1) - 30_600.0).abs() < 1e-6 && (price(39) - 33_000.0).abs() < 1e-6);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_json_of_a_chart_has_a_column_of_values_for_each_line() {
    let (_home, served) = served().await;
    let json = served.get(&format!("{CHART}.json?rentang=1b")).await.json();
    let days = json["date"].as_array().unwrap().len();
    assert!(days > 15);
    for line in json["lines"].as_array().unwrap() {
        assert_eq!(line["value"].as_array().unwrap().len(), days);
    }
    assert_eq!(json["lines"][0]["code"], "bawang-merah@3273");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drawing_stands_alone_and_is_not_sent_twice() {
    let (_home, served) = served().await;
    let page = served.get(&format!("{CHART}.svg?skala=log")).await;
    assert_eq!((page.status, page.header("content-type")), (200, "image/svg+xml"));
    assert!(page.body.contains("naik 10,0% sejak 2 Januari 2023: Rp33.000/kg pada"), "{}", page.body);
    assert!(page.body.contains("Sumber: ") && page.body.contains("Lumbung Kota Bandung · versi 2"));
    assert!(!page.body.contains("class=\"c-"), "it carries its own colours");
    let tag = page.header("etag").to_owned();
    let again = served.request(reqwest::Method::GET, &format!("{CHART}.svg?skala=log"));
    assert_eq!(served.send(again.header("if-none-match", tag)).await.status, 304);
    let english = served.get(&format!("{CHART}.svg?lang=en")).await;
    assert!(english.body.contains("up 10.0% since 2 January 2023"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_on_which_a_report_was_owed_is_marked() {
    let (_home, served) = served().await;
    let page = served.get("/komoditas/bawang-merah?rentang=semua").await.body;
    assert_eq!(page.matches("class=\"f-silence\"").count(), 1);
    assert!(page.contains("Hari tanpa laporan ditandai"));
    let before = served.get("/komoditas/bawang-merah?sampai=2023-02-08").await.body;
    assert!(!before.contains("class=\"f-silence\"") && !before.contains("Hari tanpa laporan ditandai"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_is_a_png_twice_as_large_as_the_drawing() {
    let (_home, served) = served().await;
    let answer = served.request(reqwest::Method::GET, &format!("{CHART}.png")).send().await.unwrap();
    assert_eq!(answer.headers()["content-type"], "image/png");
    let bytes = answer.bytes().await.unwrap();
    assert_eq!(bytes[..8], *b"\x89PNG\r\n\x1a\n");
    assert_eq!(u32::from_be_bytes(bytes[16..20].try_into().unwrap()), 2000);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_known_or_not_understood_is_told() {
    let (_home, served) = served().await;
    for (path, status) in [
        ("/grafik/bawang-merah/3273", 400),
        ("/grafik/bawang-merah/3273.pdf", 400),
        ("/grafik/bawang-merah/bandung.svg", 400),
        ("/grafik/bawang-merah/3203.svg", 404),
        ("/grafik/telur-ayam-ras/3273.svg", 404),
        ("/grafik/bawang-merah/3273.svg?rentang=x&dari=y&satuan=emas&skala=z&banding=,@,x", 200),
        ("/grafik/bawang-merah/3273.svg?dari=2030-01-01&sampai=2031-01-01", 200),
        ("/grafik/bawang-merah/3273.svg?dari=%2B262142-01-01", 200),
        ("/grafik/bawang-merah/3273.svg?dari=2199-12-31", 200),
    ] {
        assert_eq!(served.get(path).await.status, status, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_embedded_chart_may_be_framed_by_others() {
    let (_home, served) = served().await;
    let embedded = served.get("/sematkan/bawang-merah/3273?rentang=1b").await;
    assert_eq!(embedded.status, 200);
    assert!(embedded.header("content-security-policy").contains("frame-ancestors *"));
    assert!(embedded.body.contains("<svg class=\"chart\"") && !embedded.body.contains("masthead"));
    for path in ["/komoditas/bawang-merah", "/grafik/bawang-merah/3273.svg"] {
        assert!(served.get(path).await.header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chart_is_compared_with_other_commodities_and_markets() {
    let home = HomeDir::new();
    assert_eq!(lumbung(&home, &["sample", "--until", "2025-12-19"]).code, 0);
    let served = Served::start(&home).await;
    let page = served.get("/komoditas/bawang-merah?banding=telur-ayam-ras,cabai-rawit-merah&rentang=3b").await.body;
    assert!(page.contains("Sejak ") && page.contains(": bawang merah "), "the finding tells each");
    assert!(page.contains("Rupiah per kg"), "all are sold by the kilogram");
    let csv = served.get("/grafik/bawang-merah/3273.csv?banding=telur-ayam-ras,bawang-merah@3273/kosambi").await;
    let head = rows(&csv)[0].join(",");
    assert_eq!(head, "date,bawang-merah@3273,telur-ayam-ras@3273,bawang-merah@3273/kosambi");
}
