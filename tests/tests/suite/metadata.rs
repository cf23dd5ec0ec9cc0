//! The metadata forms of BPS: on the page, as JSON, and filled in by the profile.

use lumbung_tests::{HomeDir, PihpsFile, Served, lumbung};
use serde_json::Value;

/// The answer to a question of a form.
fn answer(form: &Value, question: &str) -> Value {
    let blocks = form["blok"].as_array().unwrap().iter();
    let mut entries = blocks.flat_map(|block| block["rincian"].as_array().unwrap());
    entries.find(|entry| entry["pertanyaan"] == question).unwrap_or_else(|| panic!("{question}"))["isian"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_forms_say_what_the_data_and_the_profile_say_and_nothing_else() {
    let home = HomeDir::new();
    let file = home.file("harga.csv", PihpsFile::default().weekdays("2023-01-02", &[30_000; 20]));
    assert_eq!(lumbung(&home, &["ingest", file.to_str().unwrap()]).code, 0);
    let served = Served::start(&home).await;
    let page = served.get("/data/metadata.json").await;
    assert_eq!((page.status, page.header("content-type")), (200, "application/json"));
    let activity = &page.json()["ms_kegiatan"];
    assert_eq!(answer(activity, "Frekuensi penyelenggaraan"), "harian");
    assert_eq!(answer(activity, "Rentang waktu data"), "2 Januari 2023 sampai 27 Januari 2023");
    assert_eq!(answer(activity, "Cakupan wilayah"), "Kota Bandung");
    assert_eq!(answer(activity, "Sumber data"), "PIHPS Nasional (Bank Indonesia)");
    assert_eq!(answer(activity, "Instansi penyelenggara"), Value::Null);
    assert_eq!(page.json()["ms_variabel"].as_array().unwrap().len(), 11);
    let html = served.get("/data/metadata").await;
    assert_eq!(html.status, 200);
    assert!(html.body.contains("<dt>Instansi penyelenggara</dt><dd>belum diisi</dd>"), "{}", html.body);
    assert!(served.get("/data").await.body.contains("href=\"/data/metadata\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_profile_fills_in_what_only_the_city_knows() {
    let home = HomeDir::new();
    let own = "extends = \"nasional\"\ncode = \"3273\"\nname = \"Kota Bandung\"\nshort = \"Bandung\"\nzone = 1\n\
        sources = [\"pihps\"]\nwatched = [\"bawang-merah\"]\n\n[metadata]\ninstitution = \"Dinas Perdagangan\"\n";
    let path = home.file("kota.toml", own);
    let served = Served::with_profile(&home, path.to_str().unwrap()).await;
    let forms = served.get("/data/metadata.json").await.json();
    assert_eq!(answer(&forms["ms_kegiatan"], "Instansi penyelenggara"), "Dinas Perdagangan");
    let wrong = home.file("salah.toml", own.replace("institution", "instansi"));
    let refused = lumbung(&home, &["--profile", wrong.to_str().unwrap(), "warnings"]);
    assert!(refused.code == 2 && refused.err.contains("instansi"), "{}", refused.err);
}
