//! Interventions: officers enter and change them, everybody reads them, and their effect is
//! told where prices allow it.

use chrono::NaiveDate;
use lumbung_data::model::Role;
use lumbung_data::model::office::TrailFilter;
use lumbung_data::profile::Profile;
use lumbung_data::sample::interventions;
use lumbung_tests::{Browser, HomeDir, Page, Served, lumbung};

/// A subsidised market in Regol, with eggs.
const MARKET: [(&str, &str); 17] = [
    ("jenis", "pasar-murah"),
    ("judul", "Pasar murah Regol"),
    ("keputusan", "planned"),
    ("dari", "2025-12-01"),
    ("sampai", "2025-12-12"),
    ("kecamatan", "327311"),
    ("lokasi", "Lapangan Kelurahan Ancol"),
    ("tempat", "3273/kosambi"),
    ("penyelenggara", "Disdagin"),
    ("mitra", "Bulog"),
    ("komoditas_1", "telur-ayam-ras"),
    ("volume_1", "1.500"),
    ("harga_1", "25.000"),
    ("harga_pasar_1", "28.000"),
    ("subsidi_1", "2.000"),
    ("batas_1", "2"),
    ("komoditas_2", ""),
];

/// The form with other values for some fields.
fn form<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = MARKET.into_iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    kept.chain(changes.iter().copied()).collect()
}

async fn enter(officer: &mut Browser<'_>, changes: &[(&str, &str)]) -> Page {
    officer.post("/intervensi/baru", &form(changes)).await
}

/// The page of an intervention once its effect is computed.
async fn computed(served: &Served, path: &str) -> Page {
    for _ in 0..200 {
        let page = served.get(path).await;
        if !page.body.contains("sedang dihitung") {
            return page;
        }
    }
    panic!("the effect was never computed");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_enters_an_intervention_and_everybody_reads_it() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut officer = served.signed_in("siti", Role::Officer).await;
    let blank = officer.get("/intervensi/baru").await;
    assert!(blank.body.contains("name=\"komoditas_3\"") && blank.body.contains(">Antapani</option>"));
    let kept = enter(&mut officer, &[]).await;
    assert_eq!(kept.header("location"), "/intervensi/1?kabar=intervensi-disimpan", "{}", kept.body);
    assert!(officer.get("/intervensi/1?kabar=intervensi-disimpan").await.body.contains("Intervensi tersimpan."));

    let public = served.get("/intervensi/1").await;
    assert_eq!(public.status, 200);
    for told in [
        "Pasar murah Regol",
        "1–12 Desember 2025 (12 hari)",
        "Kecamatan Regol",
        "1.500 kg",
        "Rp25.000/kg",
        "Rp3.000.000",
    ] {
        assert!(public.body.contains(told), "{told}: {}", public.body);
    }
    let list = served.get("/intervensi").await;
    assert!(list.body.contains("href=\"/intervensi/1\"") && list.body.contains("Selesai"));
    let december = served.get("/intervensi?bulan=2025-12&lang=en").await;
    assert!(december.body.contains("Calendar, December 2025") && december.body.contains("1–12 December 2025"));
    assert!(served.get("/intervensi?keadaan=coming").await.body.contains("Tidak ada intervensi yang cocok"));
    assert_eq!(served.get("/intervensi/2").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_entered_it_is_seen_by_the_office_alone() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut officer = served.signed_in("siti", Role::Officer).await;
    enter(&mut officer, &[]).await;
    assert!(officer.get("/intervensi/1").await.body.contains("oleh siti"));
    for path in ["/intervensi", "/intervensi/1", "/intervensi/1?lang=en", "/api/v1/interventions"] {
        let page = served.get(path).await;
        assert!(page.status == 200 && !page.body.contains("siti"), "{path}: {}", page.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_keeps_what_was_before_and_says_what_changed() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut officer = served.signed_in("siti", Role::Officer).await;
    enter(&mut officer, &[]).await;
    let filled = officer.get("/intervensi/1/ubah").await.body;
    assert!(filled.contains("name=\"sesudah\" value=\"1\"") && filled.contains("value=\"Pasar murah Regol\""));
    let change = form(&[("sesudah", "1"), ("realisasi_1", "1.420,5"), ("realisasi", "Terjual pada hari kedua")]);
    let kept = officer.post("/intervensi/1/ubah", &change).await;
    assert_eq!(kept.status, 303, "{}", kept.body);
    let page = officer.get("/intervensi/1").await.body;
    assert!(page.contains("Revisi 2: mengubah barang, realisasi") && page.contains("Revisi 1: dicatat"));
    assert!(page.contains("1.420,5 kg") && page.contains("Rp2.841.000") && page.contains("Terjual pada hari kedua"));

    // Somebody who had the first revision before them does not undo the second.
    let late = officer.post("/intervensi/1/ubah", &form(&[("sesudah", "1"), ("judul", "Lain")])).await;
    assert_eq!(late.status, 422);
    assert!(late.body.contains("diubah orang lain ketika halaman ini terbuka"));
    let same = officer
        .post(
            "/intervensi/1/ubah",
            &form(&[("sesudah", "2"), ("realisasi_1", "1.420,5"), ("realisasi", "Terjual pada hari kedua")]),
        )
        .await;
    assert_eq!(same.header("location"), "/intervensi/1", "nothing new was said");

    let history = served.store.book.intervention_history(1).await.unwrap();
    assert_eq!(history.len(), 2);
    assert!(history[1].intervention.outcome.is_empty(), "the first revision says what it said");
    let trail = served.store.book.trail_after(&TrailFilter::default(), 0, 10_000).await.unwrap();
    let told: Vec<_> = trail.iter().filter(|row| row.action.starts_with("intervention")).collect();
    assert_eq!(told.len(), 2);
    assert!(told.iter().all(|row| row.actor == "siti" && row.subject == "1 Pasar murah Regol"));
    assert!(told[1].after.contains("Terjual") && !told[1].after.contains("Bulog"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_says_what_to_do_and_keeps_what_was_entered() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut officer = served.signed_in("siti", Role::Officer).await;
    for (field, value, said) in [
        ("judul", " ", "Isian ini masih kosong"),
        ("jenis", "bazar", "Belum ada pilihan dari daftar"),
        ("dari", "1 Desember", "Ini bukan tanggal"),
        ("sampai", "2025-11-30", "Hari terakhir mendahului hari pertama"),
        ("sampai", "2026-12-01", "Lebih dari 92 hari"),
        ("kecamatan", "320301", "Tempat ini tidak dikenal"),
        ("tempat", "3273/atlantis", "Tempat ini tidak dikenal"),
        ("tempat", "3203", "Tempat ini tidak dikenal"),
        ("komoditas_1", "emas", "Komoditas ini tidak ada dalam daftar"),
        ("volume_1", "banyak", "Tulis angka di atas nol"),
        ("harga_1", "25,5", "Tulis rupiah bulat"),
        ("subsidi_1", "280.000", "Periksa jumlah nolnya"),
        ("batas_1", "2.000", "Batas per pembeli melebihi volumenya"),
        ("peringatan", "99", "Tidak ada peringatan dengan nomor ini"),
    ] {
        let page = enter(&mut officer, &[(field, value), ("mitra", "Bulog Jabar")]).await;
        assert_eq!(page.status, 422, "{field}={value}");
        assert!(page.body.contains(said), "{field}={value}: {}", page.body);
        assert!(page.body.contains("value=\"Bulog Jabar\""), "{field}={value}: what was entered is there");
    }
    let english = officer.post("/intervensi/baru?lang=en", &form(&[("volume_1", "many")])).await;
    assert!(english.body.contains("Write a number above zero"));
    assert!(served.store.book.interventions().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn another_row_is_had_without_scripts_and_stores_nothing() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut officer = served.signed_in("siti", Role::Officer).await;
    let rows: Vec<_> = ["volume_2", "volume_3"].map(|name| (name, "")).to_vec();
    let more = enter(&mut officer, &[&rows[..], &[("tambah", "ya"), ("judul", "")]].concat()).await;
    assert_eq!(more.status, 200, "an unfinished form is no wrong one");
    assert!(more.body.contains("name=\"volume_4\"") && more.body.contains("value=\"Lapangan Kelurahan Ancol\""));
    assert!(served.store.book.interventions().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_enters_or_changes_one_without_an_account() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut officer = served.signed_in("siti", Role::Officer).await;
    enter(&mut officer, &[]).await;
    let mut nobody = served.browser();
    for path in ["/intervensi/baru", "/intervensi/1/ubah"] {
        assert!(nobody.get(path).await.header("location").starts_with("/masuk"), "{path}");
        assert_eq!(nobody.post(path, &form(&[("sesudah", "1")])).await.status, 401, "{path}");
    }
    assert_eq!(served.store.book.stamps().await.unwrap().interventions, 1);
}

/// The sample up to a month after a market with a known effect on eggs.
fn sample() -> HomeDir {
    let home = HomeDir::new();
    assert_eq!(lumbung(&home, &["sample", "--until", "2026-01-15"]).code, 0);
    home
}

#[tokio::test(flavor = "multi_thread")]
async fn the_effect_of_a_simulated_market_is_told_in_rupiah_and_percent_and_called_simulated() {
    let home = sample();
    let from: NaiveDate = "2025-12-01".parse().unwrap();
    let known = interventions(&Profile::load("bandung").unwrap());
    let known = known.iter().find(|held| held.from == from).expect("a market in the sample");
    assert_eq!((known.place.as_str(), known.to.to_string().as_str()), ("3273/kosambi", "2025-12-12"));
    let served = Served::by_password(&home).await;
    let mut officer = served.signed_in("siti", Role::Officer).await;
    enter(&mut officer, &[]).await;
    let page = computed(&served, "/intervensi/1").await.body;
    for told in [
        "Lebih rendah",
        "harga telur ayam ras di Pasar Kosambi rata-rata",
        "Dengan keyakinan 90%",
        "Untuk setiap rupiah penurunan harga per kg selama satu hari dikeluarkan subsidi",
        "Harga simulasi, bukan harga pasar.",
        "Dibandingkan dengan",
        "Pasar Andir",
        "<svg class=\"chart\"",
        "bukan pengaruh pada inflasi kota",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    let chart = served.get("/komoditas/telur-ayam-ras?rentang=3b").await.body;
    assert!(chart.contains("Intervensi pada grafik ini") && chart.contains("class=\"f-act\""), "{chart}");
    let market = served.get("/data/telur-ayam-ras/3273/kosambi").await.body;
    assert!(market.contains("href=\"/intervensi/1\"") && market.contains("Balok pada sumbu waktu"));
    assert!(!served.get("/data/telur-ayam-ras/3273/andir").await.body.contains("href=\"/intervensi/1\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nothing_was_done_it_is_said_that_nothing_can_be_told_yet() {
    let home = sample();
    let served = Served::by_password(&home).await;
    let mut officer = served.signed_in("siti", Role::Officer).await;
    let calm = [("dari", "2025-04-14"), ("sampai", ""), ("tempat", "3273/andir")];
    enter(&mut officer, &calm).await;
    let page = computed(&served, "/intervensi/1").await.body;
    assert!(page.contains("verdict-inconclusive\">Belum dapat disimpulkan"), "{page}");
    assert!(page.contains("Belum dapat disimpulkan apakah kegiatan itu mengubah harga telur ayam ras di Pasar Andir"));

    // One that is proposed has none, one without a market says what is missing.
    enter(&mut officer, &[("keputusan", "proposed")]).await;
    assert!(served.get("/intervensi/2").await.body.contains("Dampak baru dapat diukur setelah"));
    let unplaced: Vec<_> = form(&[]).into_iter().filter(|(name, _)| *name != "tempat").collect();
    officer.post("/intervensi/baru", &unplaced).await;
    assert!(served.get("/intervensi/3").await.body.contains("karena pasar terdekat belum disebut"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_of_the_api_has_what_is_public_and_can_be_narrowed_down() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut officer = served.signed_in("siti", Role::Officer).await;
    enter(&mut officer, &[]).await;
    enter(&mut officer, &[("judul", "GPM"), ("jenis", "gpm"), ("dari", "2099-03-01"), ("sampai", "")]).await;
    let list = async |query: &str| {
        let answer = served.get(&format!("/api/v1/interventions{query}")).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let ids: Vec<i64> =
            answer.json()["interventions"].as_array().unwrap().iter().map(|one| one["id"].as_i64().unwrap()).collect();
        ids
    };
    assert_eq!(list("").await, [2, 1]);
    assert_eq!(list("?status=held").await, [1]);
    assert_eq!(list("?status=coming&place=3273/kosambi").await, [2]);
    assert_eq!(list("?place=3273/andir").await, [0_i64; 0]);
    assert_eq!(list("?commodity=beras-medium-1").await, [0_i64; 0]);
    let all = served.get("/api/v1/interventions").await.json();
    let one = &all["interventions"][1];
    assert_eq!((one["kind"].as_str(), one["district_name"].as_str()), (Some("pasar-murah"), Some("Regol")));
    assert_eq!((one["subsidy"].as_f64(), one["items"][0]["volume"].as_f64()), (Some(3_000_000.0), Some(1_500.0)));
    assert!(one.get("actor").is_none());
    assert_eq!(served.get("/api/v1/interventions?status=selesai").await.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_weekly_sheet_names_those_of_its_week_and_what_those_before_did() {
    let home = sample();
    let served = Served::by_password(&home).await;
    let mut officer = served.signed_in("siti", Role::Officer).await;
    enter(&mut officer, &[]).await;
    enter(&mut officer, &[("judul", "GPM Antapani"), ("dari", "2026-01-14"), ("sampai", ""), ("jenis", "gpm")]).await;
    drop(served);
    let told = |week: &str| {
        let sheet = lumbung(&home, &["--json", "snapshot", "--week", week]).json();
        sheet["interventions"].as_array().unwrap().clone()
    };
    let during = told("2025-W49");
    assert_eq!(during.len(), 1);
    assert!(during[0]["effect"].is_null() && during[0]["done"] == false, "{during:?}");
    let after = told("2025-W52");
    assert_eq!(after[0]["done"], true);
    let effect = after[0]["effect"]["id"].as_str().unwrap();
    assert!(
        effect.starts_with("Dampak di Pasar Kosambi: harga telur ayam ras") && effect.contains("lebih rendah (antara"),
        "{effect}"
    );
    let coming = told("2026-W02");
    assert_eq!(
        coming[0]["what"]["id"],
        "Gerakan Pangan Murah (GPM): GPM Antapani, Lapangan Kelurahan Ancol, Kecamatan Regol"
    );
    assert_eq!(coming[0]["from"], "2026-01-14");
}
