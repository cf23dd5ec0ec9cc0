//! Supplying regions seen from outside: the warning of a surge there, and what a
//! commodity's page says of where it comes from. Garut sends Bandung its chillies.

use chrono::{Datelike, NaiveDate, Weekday};
use lumbung_tests::{HomeDir, Page, PihpsFile, Served, lumbung, real_chillies, real_data};
use serde_json::Value;
use std::fmt::Write;

/// The weekdays from a Monday on.
fn weekdays(from: &str) -> impl Iterator<Item = NaiveDate> {
    let from: NaiveDate = from.parse().unwrap();
    from.iter_days().filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun))
}

/// Producer prices of red chillies in Garut, as another Lumbung exports them.
fn garut(from: &str, prices: &[u32]) -> String {
    let mut text = "date,commodity,place,level,source,reported,reported_unit,price,unit,status,version\n".to_owned();
    for (day, price) in weekdays(from).zip(prices) {
        writeln!(text, "{day},cabai-rawit-merah,3205,producer,lokal,{price},kg,{price},kg,A,2").unwrap();
    }
    text
}

/// A home with these prices in Bandung and in Garut, from Monday, 2 January 2023.
fn home_with(bandung: &[u32], there: &[u32]) -> HomeDir {
    let home = HomeDir::new();
    let city = home.file("kota.csv", PihpsFile::of("Cabai Rawit Merah").weekdays("2023-01-02", bandung));
    let region = home.file("garut.csv", garut("2023-01-02", there));
    let answer = lumbung(&home, &["ingest", city.to_str().unwrap(), region.to_str().unwrap()]);
    assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
    home
}

fn warnings(home: &HomeDir, more: &[&str]) -> Vec<Value> {
    let all = lumbung(home, &[&["--json", "warnings"], more].concat()).json();
    all.as_array().unwrap().iter().filter(|warning| warning["kind"] == "supply").cloned().collect()
}

/// Four weeks at 30,000, then these prices.
fn after_calm(then: &[u32]) -> Vec<u32> {
    std::iter::repeat_n(30_000, 20).chain(then.iter().copied()).collect()
}

#[test]
fn a_regions_surge_warns_the_city_from_the_day_of_its_confirmation() {
    let home = home_with(&[50_000; 24], &after_calm(&[40_000; 4]));
    assert!(warnings(&home, &["--on", "2023-02-01"]).is_empty(), "three days confirm nothing");
    let found = warnings(&home, &[]);
    assert_eq!(found.len(), 1);
    for (name, value) in [
        ("level", "waspada"),
        ("state", "firing"),
        ("commodity", "cabai-rawit-merah"),
        ("place", "3273"),
        ("price_level", "retail"),
        ("source", "pihps"),
        ("onset", "2023-01-30"),
        ("raised_on", "2023-02-02"),
    ] {
        assert_eq!(found[0][name], value, "{name}");
    }
    assert_eq!(
        found[0]["reason"],
        "Harga cabai rawit merah melonjak di daerah pemasok: Kabupaten Garut sejak 30 Januari 2023 (harga produsen \
         Rp40.000/kg pada 2 Februari 2023, 33,3% di atas median empat pekan sebelum lonjakan)."
    );
    let said = lumbung(&home, &["warnings"]).out;
    let (city, suppliers) = said.split_once("Daerah pemasok:").unwrap();
    assert!(city.contains("melonjak di daerah pemasok"), "{said}");
    assert!(suppliers.contains("Harga cabai rawit merah (harga produsen) di Kabupaten Garut tercatat"), "{said}");
}

#[test]
fn the_warning_goes_when_the_surge_is_over_or_the_regions_prices_are_too_old() {
    let home = home_with(&[50_000; 60], &after_calm(&[40_000, 40_000, 40_000, 40_000, 30_000]));
    assert!(warnings(&home, &["--on", "2023-02-03"]).is_empty());
    let home = home_with(&[50_000; 60], &after_calm(&[40_000; 4]));
    assert_eq!(warnings(&home, &["--on", "2023-02-16"]).len(), 1);
    assert!(warnings(&home, &["--on", "2023-02-17"]).is_empty(), "nothing has been heard for fifteen days");
}

#[test]
fn what_a_region_does_not_send_warns_nobody() {
    let home = HomeDir::new();
    let text = garut("2023-01-02", &after_calm(&[40_000; 4])).replace("cabai-rawit-merah", "bawang-merah");
    let city = home.file("kota.csv", PihpsFile::default().weekdays("2023-01-02", &[35_000; 24]));
    let region = home.file("garut.csv", text);
    lumbung(&home, &["ingest", city.to_str().unwrap(), region.to_str().unwrap()]);
    assert!(warnings(&home, &[]).is_empty());
    let said = lumbung(&home, &["warnings"]).out;
    assert!(said.contains("Daerah pemasok:"), "its own surge is told as ever: {said}");
}

/// A price that wanders by up to 6 % a week, and that of the city: two weeks later,
/// by 40 % dearer, and a little of its own. Each stands for a week of five days.
fn wandering(weeks: usize) -> (Vec<u32>, Vec<u32>) {
    let mut state = 20_231_211_u64;
    let mut draw = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(state >> 33).unwrap()) / f64::from(1_u32 << 31) - 0.5
    };
    let mut logs = vec![30_000_f64.ln(); 3];
    while logs.len() < weeks + 2 {
        // Towards 30,000 by a twentieth of the way, so that it goes nowhere else.
        let last = logs[logs.len() - 1];
        logs.push(last + 0.12 * draw() - 0.05 * (last - 30_000_f64.ln()));
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rupiah")]
    let week = |log: f64| [log.exp().round() as u32; 5];
    let region = logs[2..].iter().flat_map(|log| week(*log)).collect();
    let city = logs[..weeks].iter().flat_map(|log| week(log + 1.4_f64.ln() + 0.02 * draw())).collect();
    (region, city)
}

#[test]
fn where_the_city_is_proven_to_follow_the_warning_says_after_how_many_weeks() {
    let (mut region, mut city) = wandering(130);
    let dear = region[region.len() - 1] * 3 / 2;
    region.extend([dear; 4]);
    city.extend([city[city.len() - 1]; 4]);
    let found = warnings(&home_with(&city, &region), &[]);
    let reason = found[0]["reason"].as_str().unwrap();
    assert!(reason.ends_with("; biasanya harga di Kota Bandung menyusul 2 pekan kemudian."), "{reason}");
}

#[track_caller]
fn has(page: &Page, words: &[&str]) {
    assert_eq!(page.status, 200);
    for word in words {
        assert!(page.body.contains(word), "{word:?} is not on the page");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_lays_the_regions_price_beside_the_citys_and_says_who_moves_first() {
    let (region, city) = wandering(130);
    let spread = city[649] - region[649];
    let home = home_with(&city, &region);
    let page = Served::start(&home).await.get("/komoditas/cabai-rawit-merah").await;
    let grouped = |value: u32| format!("Rp{}.{:03}/kg", value / 1_000, value % 1_000);
    has(
        &page,
        &[
            "Asal pasokan",
            "Sekitar 90% bahan pokok Kota Bandung didatangkan dari daerah lain (Sekretaris Daerah Kota Bandung, 11 \
             Desember 2023).",
            "Kabupaten Garut",
            &grouped(region[649]),
            &grouped(city[649]),
            &format!("+{}", grouped(spread)),
            "Tingkat harganya berbeda: harga produsen di Kabupaten Garut, harga eceran di Kota Bandung. Sumber kedua \
             harga pun berbeda.",
            "Harga di Kabupaten Garut mendahului harga di Kota Bandung, biasanya 2 pekan (sangat meyakinkan).",
            "Uji Granger atas 129 perubahan pekanan",
            "Kabupaten Cianjur dan Aceh juga memasok Kota Bandung, tetapi komoditasnya belum diketahui.",
        ],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn with_little_known_the_page_says_what_is_missing_instead_of_a_finding() {
    let home = home_with(&[50_000; 24], &[30_000; 24]);
    let served = Served::start(&home).await;
    let page = served.get("/komoditas/cabai-rawit-merah").await;
    has(&page, &["+Rp20.000/kg (+66,7%)", "belum dapat dinilai: diperlukan sedikitnya 61 pekan"]);
    has(&served.get("/komoditas/telur-ayam-ras").await, &["Belum ada data harga di Kabupaten Ciamis"]);
    has(&served.get("/komoditas/bawang-merah").await, &["Daerah asal bawang merah belum tercatat."]);
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(real_data), ignore = "needs LUMBUNG_REAL_DATA, the folder of real price files")]
async fn real_daily_prices_name_no_supplier_and_the_page_says_so() {
    let home = HomeDir::new();
    lumbung(&home, &["ingest", real_chillies().to_str().unwrap()]);
    let page = Served::start(&home).await.get("/komoditas/cabai-rawit-merah").await;
    has(&page, &["Kabupaten Garut", "Belum ada data harga di Kabupaten Garut", "Sekretaris Daerah Kota Bandung"]);
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(real_data), ignore = "needs LUMBUNG_REAL_DATA, the folder of real price files")]
async fn real_monthly_prices_stand_side_by_side_without_a_lead() {
    let home = HomeDir::new();
    let file = real_data().join("bapanas/kabkota-monthly-wide-2024.csv");
    lumbung(&home, &["ingest", file.to_str().unwrap()]);
    let page = Served::start(&home).await.get("/komoditas/cabai-rawit-merah").await;
    // December 2024, 33,609 in Garut and 45,535 in Bandung.
    let spread = ["Rp33.609/kg", "Rp45.535/kg", "+Rp11.926/kg (+35,5%)"];
    has(&page, &[&spread[..], &["Kabupaten Garut", "bulanan", "belum dapat dinilai"]].concat());
    assert!(!page.body.contains("Tingkat harganya berbeda") && !page.body.contains("berbeda."), "all is alike");
}
