//! The official index, inflation and stocks: stored as series of their own, shown beside
//! prices, revised and taken back like everything else.

use lumbung_data::model::Role;
use lumbung_tests::{Answer, HomeDir, PihpsFile, Served, lumbung};

const HEADER: &str = "Tahun,Bulan,Minggu,Kab/Kota,Indikator Perubahan Harga (%),Komoditas Andil Perubahan Harga,Fluktuasi Harga Tertinggi,Nilai (CV)\n";

fn index(change: &str) -> String {
    format!("{HEADER}2023,Januari,M2,Kota Bandung,\"{change}\",\"BERAS (0.9); GULA PASIR (-0.3)\",STABIL,0\n")
}

fn ingest(home: &HomeDir, name: &str, content: &str) -> Answer {
    lumbung(home, &["--json", "ingest", home.file(name, content).to_str().unwrap()])
}

#[tokio::test(flavor = "multi_thread")]
async fn an_official_index_is_shown_beside_prices_and_never_mixed_with_them() {
    let home = HomeDir::new();
    let prices = home.file("harga.csv", PihpsFile::default().weekdays("2023-01-02", &[30_000; 10]));
    lumbung(&home, &["ingest", prices.to_str().unwrap()]);
    let first = ingest(&home, "iph.csv", &index("1,34")).json();
    assert_eq!((&first["files"][0]["accepted"], &first["version"]), (&1.into(), &3.into()), "{first}");
    let again = ingest(&home, "iph.csv", &index("1.34")).json();
    assert_eq!((&again["files"][0]["unchanged"], &again["version"]), (&1.into(), &3.into()), "{again}");
    let revised = ingest(&home, "iph.csv", &index("-0,50")).json();
    assert_eq!((&revised["files"][0]["revised"], &revised["version"]), (&1.into(), &4.into()), "{revised}");

    let served = Served::by_password(&home).await;
    let board = served.get("/").await;
    assert!(board.body.contains("<strong>−0,50%</strong>") && board.body.contains("minggu II Januari 2023"));
    let csv = served.get("/api/v1/series/bawang-merah/3273.csv").await;
    assert!(csv.body.lines().skip(1).all(|row| row.ends_with(",A,2")), "{}", csv.body);

    let mut officer = served.signed_in("siti", Role::Officer).await;
    let batch = officer.get("/unggah/versi/4").await;
    assert!(batch.body.contains("Kembali ke nilai sebelum unggahan ini: 1 harga"), "{}", batch.body);
    assert_eq!(officer.post("/unggah/versi/4/batalkan", &[("alasan", "salah berkas")]).await.status, 303);
    assert!(served.get("/").await.body.contains("<strong>+1,34%</strong>"));
    assert_eq!(officer.post("/unggah/versi/3/batalkan", &[("alasan", "salah kota")]).await.status, 303);
    assert!(!served.get("/").await.body.contains("IPH"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stock_says_how_many_days_it_lasts_where_it_lies() {
    let home = HomeDir::new();
    let stock = "date,commodity,place,stock,daily_need\n\
        2023-01-09,Bawang Merah,3273,900,600\n2023-01-10,bawang-merah,3273,4500,600\n2023-01-10,bawang-merah,3212,800,0\n\
        2023-01-10,bawang-merah,3273,4500,600\n2023-01-10,bawang-merah,3273,4600,600\n";
    let answer = ingest(&home, "stok.csv", stock).json();
    let file = &answer["files"][0];
    assert_eq!((&file["read"], &file["accepted"], &file["rejected"]), (&5.into(), &3.into(), &2.into()), "{answer}");
    assert!(file["reasons"][0]["reason"].as_str().unwrap().contains("sama dengan baris 3"), "{answer}");
    let served = Served::start(&home).await;
    let page = served.get("/komoditas/bawang-merah").await;
    assert!(page.body.contains("<strong>7,5 hari</strong>") && page.body.contains("10 Jan 2023"), "{}", page.body);
    assert!(!page.body.contains("<strong>1,5 hari</strong>"), "only the latest");
    assert_eq!(lumbung(&home, &["verify"]).code, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn official_inflation_stands_against_its_target_and_is_revised_and_verified_like_all_else() {
    let home = HomeDir::new();
    let prices = home.file("harga.csv", PihpsFile::default().weekdays("2023-01-02", &[30_000; 10]));
    lumbung(&home, &["ingest", prices.to_str().unwrap()]);
    let file = |yearly: &str| {
        format!(
            "Tahun;Bulan;Kab/Kota;Inflasi Tahunan (y-on-y) (%);Inflasi Bulanan (m-to-m) (%);IHK\n\
             2023;Januari;Kota Bandung;{yearly};0,11;115,45\n"
        )
    };
    let first = ingest(&home, "inflasi.csv", &file("3,62")).json();
    assert_eq!((&first["files"][0]["format"], &first["files"][0]["accepted"]), (&"bps-inflation".into(), &1.into()));
    let revised = ingest(&home, "inflasi.csv", &file("2,41")).json();
    assert_eq!((&revised["files"][0]["revised"], &revised["version"]), (&1.into(), &4.into()), "{revised}");
    let served = Served::start(&home).await;
    let board = served.get("/").await;
    assert!(board.body.contains("<strong>2,41%</strong>") && board.body.contains("di dalam sasaran 1,5–3,5%"));
    assert!(board.body.contains("IHK 115,45."));
    assert_eq!(lumbung(&home, &["verify"]).code, 0);
}
