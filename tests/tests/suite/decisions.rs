//! Officers decide about values that the rules doubt: each decision is a new
//! version, and what was reported never changes.

use lumbung_data::model::Role;
use lumbung_data::model::office::TrailFilter;
use lumbung_tests::{Browser, HomeDir, Page, PihpsFile, Served, lumbung};

const MARKET: &str = "/api/v1/series/bawang-merah/3273/kosambi.csv";
const VALUE: &str = "/tinjau/2023-01-10/bawang-merah/retail/pihps/daily/3273/kosambi";

/// Two weeks of prices with a zero too many on the tenth.
fn slipped(home: &HomeDir) -> String {
    let file = PihpsFile::default().weekdays("2023-01-02", &[30_000; 6]).at("10/01/2023", "Pasar Kosambi", "300000");
    let path = home.file("slip.csv", file.at("11/01/2023", "Pasar Kosambi", "30500"));
    path.to_str().unwrap().to_owned()
}

fn row(csv: &Page) -> &str {
    csv.body.lines().find(|line| line.starts_with("2023-01-10")).unwrap_or_default()
}

async fn decide(officer: &mut Browser<'_>, ruling: &str, price: &str, reason: &str) -> Page {
    let fields =
        [("dilaporkan", "300000"), ("sesudah", "0"), ("keputusan", ruling), ("harga", price), ("alasan", reason)];
    officer.post(VALUE, &fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_gives_another_price_and_keeps_what_was_reported() {
    let home = HomeDir::new();
    lumbung(&home, &["ingest", &slipped(&home)]);
    let served = Served::by_password(&home).await;
    let mut officer = served.signed_in("siti", Role::Officer).await;
    assert!(row(&served.get(MARKET).await).ends_with(",300000,kg,,kg,U,2"));
    assert!(officer.get("/mutu").await.body.contains(&format!("href=\"{VALUE}\"")));
    assert!(officer.get(VALUE).await.body.contains("Rp300.000/kg"));

    let stored = decide(&mut officer, "correct", "Rp30.000", "kelebihan satu nol").await;
    assert_eq!(stored.header("location"), format!("{VALUE}?kabar=diputuskan"), "{}", stored.body);
    let csv = served.get(MARKET).await;
    assert!(row(&csv).ends_with(",300000,kg,30000,kg,A,3"), "{}", csv.body);
    assert!(row(&served.get(&format!("{MARKET}?as_of=2")).await).ends_with(",300000,kg,,kg,U,2"));
    let city = served.get("/api/v1/series/bawang-merah/3273.csv").await;
    assert!(row(&city).contains(",30000,"), "{}", city.body);
    let page = officer.get(VALUE).await;
    assert!(page.body.contains("dikoreksi menjadi Rp30.000/kg") && page.body.contains("kelebihan satu nol"));
    let trail = served.store.book.trail_after(&TrailFilter::default(), 0, 10_000).await.unwrap();
    let audited = trail.iter().find(|row| row.action == "decide").unwrap();
    assert_eq!(
        (audited.actor.as_str(), audited.subject.as_str()),
        ("siti", "bawang-merah 3273/kosambi retail pihps 2023-01-10")
    );
    assert!(audited.before.contains(r#""status":"U""#) && audited.after.contains("kelebihan satu nol"));
    let public = served.get("/mutu").await;
    assert!(public.body.contains("Sudah diputuskan petugas") && !public.body.contains("kelebihan satu nol"));
    assert!(!public.body.contains("/tinjau/"), "only officers are shown the way");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_holds_for_whoever_reads_the_home_later() {
    let home = HomeDir::new();
    lumbung(&home, &["ingest", &slipped(&home)]);
    {
        let served = Served::by_password(&home).await;
        let mut officer = served.signed_in("siti", Role::Officer).await;
        decide(&mut officer, "accept", "", "benar, ditanyakan ke pasar").await;
    }
    let again = lumbung(&home, &["--json", "ingest", &slipped(&home)]).json();
    assert_eq!((&again["version"], &again["files"][0]["unchanged"]), (&3.into(), &14.into()), "{again}");
    // The next day's report would take the jump back, did the rules judge it.
    let more = home.file("more.csv", PihpsFile::default().at("12/01/2023", "Pasar Kosambi", "30500"));
    lumbung(&home, &["ingest", more.to_str().unwrap()]);
    let csv = lumbung(&home, &["series", "--commodity", "bawang-merah", "--place", "3273/kosambi"]).out;
    assert!(csv.contains("300000,kg,300000,kg,A,3"), "{csv}");
    let old = ["series", "--commodity", "bawang-merah", "--place", "3273/kosambi", "--as-of", "2"];
    assert!(lumbung(&home, &old).out.contains("300000,kg,,kg,U,2"));
    assert_eq!(lumbung(&home, &["verify"]).code, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rejected_value_stays_out_until_the_decision_is_taken_back() {
    let home = HomeDir::new();
    let rise = PihpsFile::default().weekdays("2023-01-02", &[30_000, 30_000, 30_000, 30_000, 30_000, 30_000, 60_000]);
    lumbung(&home, &["ingest", home.file("rise.csv", rise).to_str().unwrap()]);
    let served = Served::by_password(&home).await;
    let mut officer = served.signed_in("siti", Role::Officer).await;
    let day = "/tinjau/2023-01-10/bawang-merah/retail/pihps/daily/3273/kosambi";
    let form =
        |after, ruling| [("dilaporkan", "60000"), ("sesudah", after), ("keputusan", ruling), ("alasan", "salah catat")];
    assert_eq!(officer.post(day, &form("0", "undo")).await.status, 422, "there is nothing to take back");
    assert_eq!(officer.post(day, &form("0", "reject")).await.status, 303);
    let second = officer.post(day, &form("0", "accept")).await;
    assert!(second.body.contains("berubah ketika halaman ini terbuka"), "somebody decided meanwhile");
    let more = home.file("more.csv", PihpsFile::default().at("11/01/2023", "Pasar Kosambi", "61000"));
    lumbung(&home, &["ingest", more.to_str().unwrap()]);
    assert!(officer.get(day).await.body.contains("ditolak"));
    assert!(row(&served.get(MARKET).await).contains(",60000,kg,,kg,U,"));
    assert_eq!(officer.post(day, &form("3", "undo")).await.status, 303);
    assert!(row(&served.get(MARKET).await).contains(",60000,kg,60000,kg,A,"), "the next report corroborates it");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_wants_a_choice_a_plausible_price_and_a_reason() {
    let home = HomeDir::new();
    lumbung(&home, &["ingest", &slipped(&home)]);
    let served = Served::by_password(&home).await;
    let mut officer = served.signed_in("siti", Role::Officer).await;
    for (ruling, price, reason, said) in [
        ("", "", "tanpa pilihan", "Belum ada yang dipilih"),
        ("accept", "", " ", "Isian ini masih kosong"),
        ("correct", "", "tanpa harga", "Isian ini masih kosong"),
        ("correct", "30,5", "pecahan", "Tulis rupiah bulat"),
        ("correct", "3.000.000", "nol lagi", "Isi harga yang wajar"),
        ("correct", "300.000", "sama", "sama dengan angka yang dilaporkan"),
    ] {
        let page = decide(&mut officer, ruling, price, reason).await;
        assert_eq!(page.status, 422, "{reason}");
        assert!(page.body.contains(said) && page.body.contains(reason.trim()), "{reason}: {}", page.body);
    }
    let stale = [("dilaporkan", "31000"), ("sesudah", "0"), ("keputusan", "accept"), ("alasan", "lama")];
    assert!(officer.post(VALUE, &stale).await.body.contains("berubah ketika halaman ini terbuka"));
    assert_eq!(served.store.book.version().await.unwrap(), 2, "nothing was decided");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_officers_decide_and_only_about_what_was_reported() {
    let home = HomeDir::new();
    lumbung(&home, &["ingest", &slipped(&home)]);
    let served = Served::by_password(&home).await;
    let mut nobody = served.browser();
    assert!(nobody.get(VALUE).await.header("location").starts_with("/masuk"));
    let mut officer = served.signed_in("siti", Role::Officer).await;
    for missing in ["2023-01-15", "2023-02-30", "kemarin"] {
        let path = VALUE.replace("2023-01-10", missing);
        assert_eq!(officer.get(&path).await.status, 404, "{missing}");
    }
    assert_eq!(officer.get(&VALUE.replace("kosambi", "baru")).await.status, 404);
    assert_eq!(decide(&mut nobody, "accept", "", "tanpa akun").await.status, 401);
    assert_eq!(served.store.book.version().await.unwrap(), 2);
}
