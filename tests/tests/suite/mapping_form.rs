//! Tables that no format recognises: mapped by the form once, recognised from
//! then on by the form, by scripts and by the command line.

use lumbung_data::model::Role;
use lumbung_data::model::office::TrailFilter;
use lumbung_tests::{Browser, HomeDir, Page, Served, lumbung};

const OWN: &str = "Tgl;Barang;Pasar;Harga\n02-01-2024;Brambang;Kosambi;30.500\n\
    02-01-2024;Bawang Putih;Pasar Kiara Condong;kosong\n03-01-2024;Bawang Putih;Kosambi;31.250,50\n";
const LATER: &str = "Tgl;Barang;Pasar;Harga\n04-01-2024;Brambang;Kosambi;30.750\n";
/// The answers that the content of [`OWN`] gives, and what `Brambang` means.
const ANSWERS: [(&str, &str); 19] = [
    ("nama_peta", "Harga Disdagin"),
    ("susunan", "long"),
    ("kolom_tanggal", "Tgl"),
    ("bentuk_tanggal", "dd-mm-yyyy"),
    ("kolom_komoditas", "Barang"),
    ("komoditas", ""),
    ("kolom_tempat", "Pasar"),
    ("tempat", ""),
    ("cari_di", "3273"),
    ("kolom_harga", "Harga"),
    ("kolom_satuan", ""),
    ("ribuan", "."),
    ("desimal", ","),
    ("tanda_kosong", "kosong"),
    ("tingkat_harga", "retail"),
    ("sumber", "lokal"),
    ("frekuensi", "daily"),
    ("barang", "Brambang"),
    ("arti", "bawang-merah"),
];

async fn upload(officer: &mut Browser<'_>, content: &str) -> String {
    officer.upload("/unggah", "harga.csv", content).await.header("location").to_owned()
}

/// The answers with one of them changed.
fn answers<'a>(field: &str, answer: &'a str) -> Vec<(&'a str, &'a str)> {
    ANSWERS.into_iter().map(|(name, known)| (name, if name == field { answer } else { known })).collect()
}

/// Uploads the table, maps it and stores it.
async fn stored(officer: &mut Browser<'_>) -> Page {
    let preview = upload(officer, OWN).await;
    assert_eq!(officer.post(&format!("{preview}/petakan"), &ANSWERS).await.header("location"), preview);
    officer.post(&format!("{preview}/simpan"), &[]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_table_is_shown_with_guesses_and_nothing_can_be_stored_yet() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut officer = served.signed_in("siti", Role::Officer).await;
    let preview = upload(&mut officer, OWN).await;
    let page = officer.get(&preview).await.body;
    for word in [
        "<td>31.250,50</td>",
        "<option value=\"Tgl\" selected>Tgl</option>",
        "<option value=\"dd-mm-yyyy\" selected>",
        "value=\"Brambang\"",
        "value=\"kosong\"",
        "petakan dahulu kolomnya",
    ] {
        assert!(page.contains(word), "{word} is not in {page}");
    }
    assert!(!page.contains("/simpan\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mapped_table_is_previewed_stored_and_recognised_the_next_time() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut officer = served.signed_in("siti", Role::Officer).await;
    let preview = upload(&mut officer, OWN).await;
    officer.post(&format!("{preview}/petakan"), &ANSWERS).await;
    let page = officer.get(&preview).await.body;
    assert!(page.contains("Simpan 3 baris") && page.contains("[[mapping]]") && page.contains("[mapping.columns]"));
    assert!(served.store.book.mappings().await.unwrap().is_empty(), "nothing is kept before the decision");
    let answer = officer.post(&format!("{preview}/simpan"), &[]).await;
    assert_eq!(answer.header("location"), "/unggah/versi/2?kabar=tersimpan");
    let csv = served.get("/api/v1/series/bawang-merah/3273/kosambi.csv?source=lokal").await.body;
    assert!(csv.contains("2024-01-02,bawang-merah,3273/kosambi,retail,lokal,30500,kg"), "{csv}");

    let again = upload(&mut officer, LATER).await;
    let page = officer.get(&again).await.body;
    assert!(page.contains("Harga Disdagin") && page.contains("Simpan 1 baris") && !page.contains("/petakan\""));
    let file = home.file("later.csv", LATER);
    let answer = lumbung(&home, &["--json", "ingest", file.to_str().unwrap()]);
    assert_eq!((&answer.json()["files"][0]["format"], answer.code), (&"mapped".into(), 0), "{}", answer.err);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saved_mapping_is_listed_deleted_and_then_no_longer_recognised() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut officer = served.signed_in("siti", Role::Officer).await;
    stored(&mut officer).await;
    let list = officer.get("/unggah").await.body;
    assert!(list.contains("Pemetaan tersimpan") && list.contains("Harga Disdagin"));
    let id = served.store.book.mappings().await.unwrap()[0].id;
    let delete = format!("/unggah/pemetaan/{id}/hapus");
    assert_eq!(officer.post(&delete, &[]).await.header("location"), "/unggah?kabar=pemetaan-dihapus");
    assert_eq!(officer.post(&delete, &[]).await.status, 404);
    let file = home.file("later.csv", LATER);
    assert_eq!(lumbung(&home, &["ingest", file.to_str().unwrap()]).code, 1);
    let trail = served.store.book.trail_after(&TrailFilter::default(), 0, 10_000).await.unwrap();
    let actions: Vec<&str> = trail.iter().map(|row| row.action.as_str()).collect();
    let wanted = ["upload-checked", "upload-mapped", "mapping-saved", "ingest", "mapping-deleted"];
    assert!(wanted.iter().all(|action| actions.contains(action)), "{actions:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_answer_is_refused_at_its_field_and_the_others_stay() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut officer = served.signed_in("siti", Role::Officer).await;
    let preview = upload(&mut officer, OWN).await;
    for (field, answer, sentence) in [
        ("nama_peta", "", "Isian ini masih kosong"),
        ("kolom_harga", "", "Belum ada kolom yang dipilih"),
        ("kolom_harga", "Pasar", "Kolom ini sudah dipilih"),
        ("kolom_komoditas", "", "Komoditasnya belum disebut"),
        ("desimal", ".", "sama dengan pemisah ribuan"),
        ("sumber", "koran", "tidak ada dalam daftar"),
    ] {
        let page = officer.post(&format!("{preview}/petakan"), &answers(field, answer)).await;
        assert_eq!(page.status, 422, "{field}");
        assert!(page.body.contains(sentence) && page.body.contains(&format!("href=\"#peta-{field}\"")), "{field}");
        assert!(page.body.contains("<option value=\"bawang-merah\" selected>"), "{field}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_mappings_do_not_have_one_name() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut officer = served.signed_in("siti", Role::Officer).await;
    stored(&mut officer).await;
    let other = upload(&mut officer, &OWN.replace("Harga\n", "Rupiah\n")).await;
    let mut answers = answers("kolom_harga", "Rupiah");
    let page = officer.post(&format!("{other}/petakan"), &answers).await;
    assert!(page.status == 422 && page.body.contains("Pemetaan lain sudah memakai nama ini"), "{}", page.status);
    answers[0].1 = "Harga Disdagin 2";
    assert_eq!(officer.post(&format!("{other}/petakan"), &answers).await.status, 303);
    assert_eq!(
        officer.post(&format!("{other}/simpan"), &[]).await.header("location"),
        "/unggah?kabar=tidak-ada-yang-baru"
    );
    assert_eq!(served.store.book.mappings().await.unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_of_one_commodity_with_markets_across_is_mapped_too() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut officer = served.signed_in("siti", Role::Officer).await;
    let preview =
        upload(&mut officer, "Hari,Kosambi,Kiara Condong\n2024-01-02,30500,31000\n2024-01-03,30600,0\n").await;
    let page = officer.get(&preview).await.body;
    assert!(page.contains("<option value=\"places-across\" selected>"), "{page}");
    let across = [
        ("nama_peta", "Bawang per pasar"),
        ("susunan", "places-across"),
        ("kolom_tanggal", "Hari"),
        ("bentuk_tanggal", "yyyy-mm-dd"),
        ("komoditas", "bawang-merah"),
        ("cari_di", "3273"),
        ("tingkat_harga", "retail"),
        ("sumber", "lokal"),
        ("frekuensi", "daily"),
    ];
    officer.post(&format!("{preview}/petakan"), &across).await;
    assert!(officer.get(&preview).await.body.contains("Simpan 4 baris"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_upload_may_not_map_nor_delete() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut officer = served.signed_in("siti", Role::Officer).await;
    let preview = upload(&mut officer, OWN).await;
    let budi = served.person("budi", Role::Admin).await;
    let mut budi = served.session_of(budi, "budi").await;
    assert_eq!(budi.post(&format!("{preview}/petakan"), &ANSWERS).await.status, 404, "an upload is its owner's");
    let mut nobody = served.browser();
    for path in [format!("{preview}/petakan"), "/unggah/pemetaan/1/hapus".to_owned()] {
        assert_eq!(nobody.post(&path, &ANSWERS).await.status, 401, "{path}");
    }
}
