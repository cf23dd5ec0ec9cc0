//! The plan of a cheap market and the agreements with supplying regions, from outside.

use chrono::{Days, NaiveDate, Utc};
use lumbung_data::model::Role;
use lumbung_data::model::intervention::InterventionStatus;
use lumbung_tests::{HomeDir, Page, PihpsFile, Served, lumbung};

const PLAN: &str = "/intervensi/rencana?anggaran=1500000&persiapan=1";

/// Four weeks at 30,000, then these prices; Pasar Kosambi is a tenth dearer.
fn home_with(then: &[u32]) -> HomeDir {
    let home = HomeDir::new();
    let prices: Vec<u32> = std::iter::repeat_n(30_000, 20).chain(then.iter().copied()).collect();
    let mut file = PihpsFile::default();
    let mut date: NaiveDate = "2023-01-02".parse().unwrap();
    for week in prices.chunks(5) {
        for (day, price) in (0..).zip(week) {
            let written = (date + Days::new(day)).format("%d/%m/%Y").to_string();
            let dear = (price * 11 / 10).to_string();
            file = file.at(&written, "Pasar Kosambi", &dear).at(&written, "Pasar Kiara Condong", &price.to_string());
        }
        date = date + Days::new(7);
    }
    let file = home.file("a.csv", file);
    assert_eq!(lumbung(&home, &["ingest", file.to_str().unwrap()]).code, 0);
    home
}

/// The hidden fields of the form that makes drafts of a variant, but for those that `with` gives.
fn fields(page: &Page, variant: &str, with: &[(&str, &str)]) -> Vec<(String, String)> {
    let form = page.body.split("<form").find(|form| form.contains(&format!(r#"name="varian" value="{variant}""#)));
    let inputs = form.expect("a form of the variant").split("<input").skip(1);
    let value = |input: &str, key: &str| {
        let rest = input.split(&format!(" {key}=\"")).nth(1)?;
        rest.split('"').next().map(str::to_owned)
    };
    inputs
        .filter_map(|input| Some((value(input, "name")?, value(input, "value")?)))
        .map(|(name, known)| {
            let other = with.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
            (name, other.unwrap_or(known))
        })
        .collect()
}

fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_surge_is_planned_for_around_the_dearest_market_and_becomes_drafts_once() {
    let home = home_with(&[36_000, 37_000, 38_000, 39_000, 40_000]);
    let served = Served::by_password(&home).await;
    assert_eq!(served.get(PLAN).await.status, 303, "the plan is for officers");
    let mut officer = served.signed_in("siti", Role::Officer).await;
    let page = officer.get(PLAN).await;
    assert_eq!(page.status, 200);
    for text in ["Usulan, bukan perintah", "Bawang merah", "Lonjakan harga, Siaga", "Pasar Kosambi", "Data terakhir"] {
        assert!(page.body.contains(text), "{text}");
    }
    assert!(page.body.contains(r#"name="anggaran" value="1500000""#) && !page.body.contains("Tidak ada usulan"));

    let book = &served.store.book;
    let old = officer.post("/intervensi/rencana", &borrowed(&fields(&page, "a", &[("versi", "999")]))).await;
    assert!(old.status == 422 && old.body.contains("Periksa rencana yang baru") && page.status == 200);
    assert!(book.interventions().await.unwrap().is_empty(), "what was not seen is not drafted");

    let sent = fields(&page, "a", &[]);
    let done = officer.post("/intervensi/rencana", &borrowed(&sent)).await;
    assert!(done.status == 303 && done.header("location").contains("kabar=rencana-jadi-draf"), "{}", done.body);
    let drafts = book.interventions().await.unwrap();
    assert!(!drafts.is_empty());
    let budget: f64 = drafts.iter().filter_map(|draft| draft.intervention.subsidy()).sum();
    assert!(budget > 0.0 && budget <= 1_500_000.0, "{budget}");
    for draft in &drafts {
        let one = &draft.intervention;
        assert_eq!(one.status, InterventionStatus::Proposed);
        assert!(one.district.as_deref().is_some_and(|code| code.starts_with("3273")), "{one:?}");
        assert_eq!(one.places[0].to_string(), "3273/kosambi", "the dearest market first");
        assert!(
            one.from > "2023-02-03".parse().unwrap()
                && one.items[0].discount().is_some_and(|share| share >= 0.1 - 1e-9)
        );
    }
    let again = officer.post("/intervensi/rencana", &borrowed(&sent)).await;
    assert!(again.header("location").contains("kabar=rencana-sudah-ada"), "{}", again.header("location"));
    assert_eq!(book.interventions().await.unwrap().len(), drafts.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_calm_day_and_without_data_nothing_is_proposed() {
    for home in [home_with(&[30_000]), HomeDir::new()] {
        let served = Served::by_password(&home).await;
        let mut officer = served.signed_in("siti", Role::Officer).await;
        let page = officer.get("/intervensi/rencana").await;
        assert!(page.status == 200 && page.body.contains("Tidak ada usulan") && !page.body.contains("Jadikan draf"));
        let nothing = officer.post("/intervensi/rencana", &[("varian", "a")]).await;
        assert_eq!(nothing.status, 422);
    }
}

/// An agreement with Garut about shallots that lasts so many days from today.
fn agreement(days: u64) -> Vec<(&'static str, String)> {
    let today = Utc::now().date_naive();
    let text = |text: &str| text.to_owned();
    vec![
        ("wilayah", text("Kabupaten Garut")),
        ("nomor", text("12/KAD/2026")),
        ("komoditas", text("bawang-merah")),
        ("jumlah", text("20 ton per bulan")),
        ("mulai", (today - Days::new(30)).to_string()),
        ("berakhir", (today + Days::new(days)).to_string()),
        ("kantor", text("Dinas Pertanian Kabupaten Garut")),
        ("telepon", text("0262 123456")),
        ("surel", text("pertanian@garut.example")),
        ("status", text("signed")),
    ]
}

fn sent<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'static str, &'a str)> {
    fields.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agreement_is_read_by_everybody_and_its_contact_by_officers() {
    let home = home_with(&[30_000]);
    let served = Served::by_password(&home).await;
    assert!(served.get("/kad").await.body.contains("Belum ada perjanjian"), "none is shipped");
    let mut officer = served.signed_in("siti", Role::Officer).await;
    let added = officer.post("/kad", &sent(&agreement(45))).await;
    assert_eq!(added.header("location"), "/kad/1?kabar=kad-disimpan", "{}", added.body);

    let (list, one) = (served.get("/kad").await, served.get("/kad/1").await);
    assert!(list.body.contains("Satu perjanjian berakhir dalam 60 hari"), "{}", list.body);
    for public in [&list, &one] {
        assert!(public.body.contains("Kabupaten Garut") && public.body.contains("20 ton per bulan"));
        assert!(!public.body.contains("0262 123456") && !public.body.contains("garut.example"));
    }
    let own = officer.get("/kad/1").await;
    assert!(own.body.contains("0262 123456") && own.body.contains("Riwayat") && own.body.contains("siti"));
    let commodity = served.get("/komoditas/bawang-merah").await;
    assert!(commodity.body.contains("KAD berlaku sampai") && commodity.body.contains("tinggal 4"), "45 or 44 days");

    // A change counts at once, and one that was based on an older revision does not.
    let mut longer = agreement(400);
    longer.push(("revisi", "1".to_owned()));
    assert_eq!(officer.post("/kad/1", &sent(&longer)).await.status, 303);
    assert!(!served.get("/kad").await.body.contains("berakhir dalam 60 hari"));
    let late = officer.post("/kad/1", &sent(&[agreement(50), vec![("revisi", "1".to_owned())]].concat())).await;
    assert!(late.status == 422 && late.body.contains("sudah diubah orang lain"));
    assert_eq!(served.store.book.agreement_history(1).await.unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agreement_that_is_not_filled_in_comes_back_with_what_is_wrong() {
    let home = HomeDir::new();
    let served = Served::by_password(&home).await;
    let mut officer = served.signed_in("siti", Role::Officer).await;
    let with = |key: &str, value: &str| {
        let mut fields = agreement(100);
        fields.iter_mut().filter(|(name, _)| *name == key).for_each(|(_, known)| value.clone_into(known));
        fields
    };
    for (key, value, said) in [
        ("wilayah", "Atlantis", "Wilayah"),
        ("berakhir", "2020-01-01", "mendahului hari mulai"),
        ("mulai", "kemarin", "Tanggal ini tidak ada"),
        ("komoditas", "bulan", "Belum ada yang dipilih"),
        ("telepon", "hubungi Budi", "nomor telepon"),
        ("surel", "bukan surel", "surel"),
    ] {
        let page = officer.post("/kad", &sent(&with(key, value))).await;
        assert!(page.status == 422 && page.body.contains(said), "{key}: {} {}", page.status, page.body);
        assert!(page.body.contains("12/KAD/2026"), "what was entered stays");
    }
    assert!(served.store.book.agreements().await.unwrap().is_empty());
}
