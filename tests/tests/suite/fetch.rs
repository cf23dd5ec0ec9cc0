//! `lumbung fetch`: the report and the exit code, and two cities that exchange
//! prices.

use lumbung_data::model::{Lang, SourceId};
use lumbung_data::profile::Profile;
use lumbung_server::connect::{self, Job, Limits, Machine, Outcome};
use lumbung_server::store::Store;
use lumbung_tests::{Answer, HomeDir, PihpsFile, Served, lumbung};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use wiremock::matchers::method;
use wiremock::{Mock, MockServer, ResponseTemplate};

/// A profile of Kota Bandung with a source at an address of this machine.
fn profile(home: &HomeDir, source: &str, address: &SocketAddr, lines: &str) -> String {
    let text = format!(
        "extends = \"nasional\"\ncode = \"3273\"\nname = \"Kota Bandung\"\nshort = \"Bandung\"\nzone = 1\n\
         sources = [\"sp2kp\", \"lumbung:3203\"]\nwatched = [\"bawang-merah\"]\n\
         [[market]]\ncode = \"3203/muka\"\nname = \"Pasar Muka\"\n\
         [fetch.\"{source}\"]\nurl = \"http://{address}\"\nplain_hosts = [\"{address}\"]\nprivate_hosts = [\"{address}\"]\n{lines}\n"
    );
    home.file("kota.toml", text).to_str().unwrap().to_owned()
}

fn fetch(home: &HomeDir, profile: &str, arguments: &[&str]) -> Answer {
    lumbung(home, &[&["--json", "--lang", "en", "--profile", profile, "fetch"], arguments].concat())
}

async fn answering(answer: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(method("POST")).respond_with(answer).mount(&server).await;
    server
}

fn shallots(date: &str, price: &Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(json!({ "status": "success", "data": [
        { "variant": "Bawang Merah", "variant_id": 13, "satuan": "kg", "kuantitas": 1,
          "daftarHarga": [{ "date": date, "harga": price }] } ] }))
}

const SP2KP: [&str; 5] = ["sp2kp", "--from", "2023-11-20", "--to", "2023-11-21"];
const CITY: &str = "place = [{ code = \"3273\" }]";

#[tokio::test]
async fn a_fetch_reports_like_an_ingest_and_the_same_again_changes_nothing() {
    let home = HomeDir::new();
    let server = answering(shallots("2023-11-20", &json!(31_250.5))).await;
    let profile = profile(&home, "sp2kp", server.address(), CITY);
    let first = fetch(&home, &profile, &SP2KP);
    assert_eq!(first.code, 0, "{first:?}");
    let (report, file) = (first.json(), first.json()["files"][0].clone());
    assert_eq!(
        (file["read"].as_u64(), file["accepted"].as_u64(), file["rejected"].as_u64()),
        (Some(1), Some(1), Some(0))
    );
    assert_eq!(file["format"], "sp2kp-json");
    assert!(file["file"].as_str().unwrap().contains("start_date=2023-11-20"), "{file}");
    let again = fetch(&home, &profile, &SP2KP);
    assert_eq!((again.code, again.json()["files"][0]["unchanged"].as_u64()), (0, Some(1)));
    assert_eq!(again.json()["version"], report["version"]);
    let series = lumbung(&home, &["series", "--commodity", "bawang-merah", "--place", "3273", "--source", "sp2kp"]);
    assert!(series.out.contains("31250.5"), "{series:?}");
}

#[tokio::test]
async fn what_was_refused_is_exit_1_and_what_could_not_be_done_exit_2() {
    let home = HomeDir::new();
    let server = answering(shallots("2023-11-20", &json!("3.000.000"))).await;
    let answer = fetch(&home, &profile(&home, "sp2kp", server.address(), CITY), &SP2KP);
    assert_eq!((answer.code, answer.json()["files"][0]["rejected"].as_u64()), (1, Some(1)), "{answer:?}");

    let server = answering(ResponseTemplate::new(404)).await;
    let answer = fetch(&home, &profile(&home, "sp2kp", server.address(), CITY), &SP2KP);
    assert_eq!((answer.code, answer.json()["files"].as_array().map(Vec::len)), (2, Some(0)), "{answer:?}");
    assert!(answer.err.contains("check the url in the profile"), "{}", answer.err);
}

#[test]
fn a_source_that_the_profile_does_not_fetch_is_answered_with_what_to_write() {
    let home = HomeDir::new();
    let answer = lumbung(&home, &["--lang", "id", "fetch", "lumbung:3203"]);
    assert_eq!(answer.code, 2);
    assert!(answer.err.contains("[fetch.\"lumbung:3203\"]"), "{}", answer.err);
    let answer = lumbung(&home, &["--lang", "en", "fetch", "lokal"]);
    assert!(answer.code == 2 && answer.err.contains("lumbung ingest"), "{}", answer.err);
    let answer = lumbung(&home, &["--lang", "en", "fetch", "pihps", "--from", "2023-11-21", "--to", "2023-11-20"]);
    assert!(answer.code == 2 && answer.err.contains("swap them"), "{}", answer.err);
    assert!(!home.path().exists(), "nothing was founded");
}

/// A fetch in this process, without pauses.
async fn fetch_now(home: &HomeDir, profile: &str, source: &str) -> Outcome {
    let profile = Arc::new(Profile::load(profile).unwrap());
    let store = Store::open(&home.path()).await.unwrap();
    let job = Job {
        fetch: profile.fetch(&SourceId::parse(source).unwrap()).unwrap().clone(),
        profile,
        from: None,
        to: None,
        today: "2023-11-21".parse().unwrap(),
        lang: Lang::En,
        who: connect::who("test"),
        bapanas_key: None,
    };
    let limits = Limits { pause: Duration::ZERO, ..Limits::default() };
    let client = connect::client(&job.fetch, limits, Arc::new(Machine)).unwrap();
    let known = store.load(store.book.version().await.unwrap()).await.unwrap();
    connect::fetch(&store, Arc::new(known), &client, &job).await
}

#[tokio::test]
async fn prices_of_one_lumbung_reach_another() {
    let row = |date: &str, price: &str| format!("1;Bawang Merah;{date};Jawa Barat;Kab. Cianjur;Pasar Muka;{price}");
    let cianjur = HomeDir::new();
    let ingest = |file: PihpsFile| {
        let path = cianjur.file("a.csv", file);
        let answer = lumbung(&cianjur, &["--profile", "cianjur", "ingest", path.to_str().unwrap()]);
        assert_eq!(answer.code, 0, "{answer:?}");
    };
    ingest(PihpsFile::default().line(&row("20/11/2023", "30000")).line(&row("21/11/2023", "-")));
    let served = Served::with_profile(&cianjur, "cianjur").await;

    let bandung = HomeDir::new();
    let lines = "their_source = \"pihps\"\nplace = [{ code = \"3203/muka\" }]";
    let profile = profile(&bandung, "lumbung:3203", &served.address, lines);
    let outcome = fetch_now(&bandung, &profile, "lumbung:3203").await;
    assert!(outcome.failure.is_none() && !outcome.refused(), "{outcome:?}");
    let file = &outcome.report.files[0];
    assert_eq!((file.accepted, file.missing), (1, 1));
    assert!(file.file.contains("as_of=2"), "{}", file.file);

    // Nothing new there, nothing asked.
    let outcome = fetch_now(&bandung, &profile, "lumbung:3203").await;
    assert!(outcome.failure.is_none() && outcome.report.files.is_empty(), "{outcome:?}");

    let series = ["series", "--commodity", "bawang-merah", "--place", "3203/muka", "--source", "lumbung:3203"];
    let series = lumbung(&bandung, &[&["--profile", profile.as_str()], series.as_slice()].concat());
    assert!(series.out.contains(",lumbung:3203,30000,kg,30000,kg,A,"), "{series:?}");

    // A third city takes the price of the region as a whole.
    let garut = HomeDir::new();
    let lines = "their_source = \"pihps\"\nplace = [{ code = \"3203\" }]";
    let profile = self::profile(&garut, "lumbung:3203", &served.address, lines);
    let outcome = fetch_now(&garut, &profile, "lumbung:3203").await;
    assert!(outcome.failure.is_none() && !outcome.refused(), "{outcome:?}");
    assert_eq!((outcome.report.files[0].accepted, outcome.report.files[0].missing), (1, 1));
}
