//! The house's own index, how prices vary, and outlying movements, as the pages
//! show them. The figures of real files were worked out by a separate program
//! from the definitions in METHODS.md.

use chrono::NaiveDate;
use lumbung_tests::{HomeDir, PihpsFile, Served, lumbung, real_data, real_shallots};
use std::path::Path;

/// A part of a page without its tags, blanks made one.
async fn part(served: &Served, path: &str, id: &str) -> String {
    let page = served.get(path).await;
    let from = page.body.find(&format!("aria-labelledby=\"{id}\"")).unwrap_or_else(|| panic!("{path} has no {id}"));
    let section = page.body[from..].split("</section>").next().unwrap_or_default();
    let text = section.split('<').map(|piece| piece.split_once('>').map_or("", |(_, text)| text));
    text.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn says(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "{word:?} is not in {text:?}");
    }
}

fn ingested(files: &[&Path]) -> HomeDir {
    let home = HomeDir::new();
    for file in files {
        let answer = lumbung(&home, &["ingest", "--place", "3273", file.to_str().unwrap()]);
        assert_eq!(answer.code, 0, "{}", answer.err);
    }
    home
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(real_data), ignore = "needs LUMBUNG_REAL_DATA, the folder of real price files")]
async fn the_index_of_a_real_year_is_that_of_the_definition() {
    // Of its 21 varieties PIHPS's table of 2024 holds 16.
    let home = ingested(&[&real_data().join("pihps-xlsx/Tabel Harga Berdasarkan Daerah.xlsx")]);
    let served = Served::start(&home).await;
    let index = part(&served, "/", "indeks").await;
    says(
        &index,
        &[
            "Indeks Harga Pangan (perkiraan internal)",
            "+3,60% Rata-rata bulan ini sampai 31 Desember 2024, dibandingkan dengan rata-rata November 2024.",
            "mendorong naik cabai merah keriting (+1,38), cabai rawit hijau (+1,01), cabai rawit merah (+0,64); \
             menekan turun bawang putih (−0,45), daging ayam ras (−0,06); lainnya +1,07.",
            "+2,64% Rata-rata 30 Desember 2024 sampai 31 Desember 2024, dibandingkan dengan pekan mulai 23 Desember 2024.",
            "mendorong naik cabai merah keriting (+1,20), cabai rawit merah (+0,60), cabai rawit hijau (+0,45); \
             menekan turun bawang merah (−0,08); lainnya +0,47.",
            "16 dari 21 komoditas dapat dibandingkan.",
            "100,4 pada pekan terakhir; pekan mulai 1 Januari 2024 = 100.",
        ],
    );
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(real_data), ignore = "needs LUMBUNG_REAL_DATA, the folder of real price files")]
async fn a_real_market_that_fell_far_more_than_the_others_is_told() {
    // What was known on 2 September 2022, the end of the week after the fall.
    let end: NaiveDate = "2022-09-02".parse().unwrap();
    let all = std::fs::read_to_string(real_shallots()).unwrap();
    let known = |row: &&str| {
        let day = row.split(';').nth(2).and_then(|day| NaiveDate::parse_from_str(day, "%d/%m/%Y").ok());
        day.is_none_or(|day| day <= end)
    };
    let until: String = all.lines().filter(known).flat_map(|row| [row, "\n"]).collect();
    let home = HomeDir::new();
    let file = home.file("bawang-merah.csv", until);
    assert_eq!(lumbung(&home, &["ingest", file.to_str().unwrap()]).code, 0);
    let served = Served::start(&home).await;
    let moved = part(&served, "/mutu", "menyimpang").await;
    says(
        &moved,
        &["22 Agu 2022", "Pasar Kiara Condong", "Rp55.000/kg", "Rp41.300/kg", "−24,9%", "−5,2% (median 18 tempat)"],
    );
    assert_eq!(moved.matches("median 18 tempat").count(), 1, "{moved}");
    let varies = part(&served, "/komoditas/bawang-merah", "ragam").await;
    says(&varies, &["dari 2 pasar pada 2 September 2022", "di atas"]);
}

/// Five commodities at 20,000 in November 2023; in December the first, and only it,
/// costs a fifth more.
fn five(home: &HomeDir) -> Vec<std::path::PathBuf> {
    let names = ["Bawang Merah", "Bawang Putih Ukuran Sedang", "Cabai Merah Besar", "Cabai Rawit Merah", "Telur Ayam"];
    let file = |(at, name): (usize, &&str)| {
        // 22 weekdays of November from Wednesday 1 on, then December up to Friday 15.
        let december = if at == 0 { 24_000 } else { 20_000 };
        let prices = [vec![20_000; 22], vec![december; 11]].concat();
        home.file(&format!("{at}.csv"), PihpsFile::of(name).weekdays("2023-11-01", &prices))
    };
    names.iter().enumerate().map(file).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn weights_of_the_profile_make_it_a_laspeyres_index_that_says_what_it_covers() {
    let home = HomeDir::new();
    for file in five(&home) {
        assert_eq!(lumbung(&home, &["ingest", file.to_str().unwrap()]).code, 0);
    }
    let unweighted = part(&Served::start(&home).await, "/", "indeks").await;
    // 1.2 to the power of 1/5.
    says(
        &unweighted,
        &["+3,71% Rata-rata bulan ini", "bawang merah (+3,71); lainnya 0,00", "5 dari 21 komoditas", "Jevons"],
    );

    let weight = |(commodity, percent): &(&str, f64)| {
        format!("[[weight]]\ncommodity = \"{commodity}\"\npercent = {percent:?}\nsource = \"BPS, contoh\"\n")
    };
    let weights = [
        ("bawang-merah", 0.6),
        ("bawang-putih", 0.3),
        ("cabai-merah-besar", 0.3),
        ("cabai-rawit-merah", 0.5),
        ("telur-ayam-ras", 0.7),
        ("daging-ayam-ras", 0.6),
    ];
    let watched = weights.map(|(commodity, _)| format!("\"{commodity}\"")).join(", ");
    let city = format!(
        "extends = \"nasional\"\ncode = \"3273\"\nname = \"Kota Bandung\"\nshort = \"Bandung\"\nzone = 1\n\
         sources = [\"pihps\"]\nwatched = [{watched}]\n"
    );
    let profile = home.file("kota.toml", city + &weights.iter().map(weight).collect::<String>());
    let served = Served::with_profile(&home, profile.to_str().unwrap()).await;
    let weighted = part(&served, "/", "indeks").await;
    // 0.6 of 2.4 rose by a fifth; 2.4 of 3.0 are covered.
    says(
        &weighted,
        &[
            "+5,00% Rata-rata bulan ini",
            "bawang merah (+5,00); lainnya 0,00",
            "5 dari 6 komoditas berbobot dapat dibandingkan, 80,0% dari seluruh bobot.",
            "Laspeyres",
            "Sumber bobot: BPS, contoh.",
        ],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_of_too_few_commodities_says_so() {
    let home = HomeDir::new();
    let file = home.file("a.csv", PihpsFile::default().weekdays("2023-01-02", &[30_000; 40]));
    lumbung(&home, &["ingest", file.to_str().unwrap()]);
    let served = Served::start(&home).await;
    says(&part(&served, "/", "indeks").await, &["baru 1 komoditas yang dapat dibandingkan; diperlukan sedikitnya 5."]);
    says(&part(&served, "/mutu", "menyimpang").await, &["diperlukan sedikitnya 5 tempat"]);
    let varies = part(&served, "/komoditas/bawang-merah", "ragam").await;
    says(&varies, &["Koefisien variasi 0,0%", "Semua pasar melaporkan Rp30.000."]);
}
