//! What the one who runs a Lumbung relies on: figures for Prometheus, the doctor, the
//! restore drill, and an end that finishes what was begun.

use chrono::TimeDelta;
use lumbung_data::model::{Role, Scope};
use lumbung_server::auth::Who;
use lumbung_server::settings::Settings;
use lumbung_tests::{Answer, HomeDir, Page, PihpsFile, Running, Served, lumbung};
use reqwest::Method;
use serde_json::Value;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};

fn ingested() -> HomeDir {
    let home = HomeDir::new();
    let file = home.file("a.csv", PihpsFile::default().weekdays("2023-01-02", &[30_000; 30]));
    assert_eq!(lumbung(&home, &["ingest", file.to_str().unwrap()]).code, 0);
    home
}

async fn figures(served: &Served, from: &str) -> Page {
    served.send(served.request(Method::GET, "/metrics").header("x-forwarded-for", from)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_figures_are_for_the_machine_and_for_whom_the_operator_named() {
    let proxied = Settings {
        trusted_proxies: vec!["127.0.0.0/8".parse().unwrap()],
        metrics_for: vec!["198.51.100.0/24".parse().unwrap()],
        ..Settings::default()
    };
    let home = HomeDir::new();
    let served = Served::with_settings(&home, proxied).await;
    assert_eq!(served.get("/metrics").await.status, 200, "the machine itself");
    assert_eq!(figures(&served, "198.51.100.7").await.status, 200, "whom the operator named");
    let other = figures(&served, "203.0.113.9").await;
    assert!(other.status == 404 && !other.body.contains("lumbung_"), "{}", other.body);
}

/// The value of a line of the figures.
fn value(text: &str, name: &str) -> Option<f64> {
    text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.parse().ok())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_figures_tell_of_data_sources_and_requests() {
    let home = ingested();
    let served = Served::start(&home).await;
    served.get("/komoditas/bawang-merah").await;
    served.get("/api/v1/series/bawang-merah/3273.csv").await;
    served.get("/tidak-ada").await;
    let page = served.get("/metrics").await;
    assert_eq!(page.header("content-type"), "application/openmetrics-text; version=1.0.0; charset=utf-8");
    let text = page.body;
    assert_eq!(value(&text, "lumbung_data_version"), Some(2.0), "{text}");
    assert_eq!(value(&text, "lumbung_series"), Some(2.0));
    // 10 February 2023, midnight UTC.
    assert_eq!(value(&text, "lumbung_source_last_day_timestamp_seconds{source=\"pihps\"}"), Some(1_675_987_200.0));
    assert!(value(&text, "lumbung_source_missing_reports{source=\"pihps\"}") > Some(5.0), "{text}");
    let asked =
        "lumbung_http_requests_total{method=\"GET\",route=\"/api/v1/series/{commodity}/{*place}\",status=\"200\"}";
    assert_eq!(value(&text, asked), Some(1.0), "{text}");
    assert_eq!(value(&text, "lumbung_backup_last_timestamp_seconds"), None, "there was none");
    assert!(!text.contains("tidak-ada"), "what visitors make up is no label");
    let backup = home.path().with_file_name("b.tar");
    assert_eq!(lumbung(&home, &["backup", backup.to_str().unwrap()]).code, 0);
    let later = served.get("/metrics").await.body;
    assert!(value(&later, "lumbung_backup_last_timestamp_seconds") > Some(1_700_000_000.0), "{later}");
}

fn doctor(home: &HomeDir) -> (i32, Value) {
    let answer = lumbung(home, &["--json", "doctor"]);
    (answer.code, answer.json())
}

fn health<'a>(said: &'a Value, check: &str) -> &'a str {
    let rows = said["findings"].as_array().unwrap();
    let row = rows.iter().find(|row| row["check"] == check).unwrap_or_else(|| panic!("{check} is not in {said}"));
    row["health"].as_str().unwrap()
}

#[test]
fn a_young_home_is_told_what_it_lacks_and_is_not_broken() {
    let home = ingested();
    let (code, said) = doctor(&home);
    assert_eq!((code, &said["healthy"]), (0, &Value::Bool(true)), "{said}");
    for check in ["home", "private", "database", "trail", "files", "clock", "prices", "outbox"] {
        assert_eq!(health(&said, check), "good", "{check}: {said}");
    }
    for check in ["accounts", "address", "mail", "backup", "drill", "source"] {
        assert_eq!(health(&said, check), "watch", "{check}: {said}");
    }
    let words = lumbung(&home, &["doctor"]);
    assert!(words.out.contains("Belum pernah dicadangkan: jalankan lumbung backup setiap hari."), "{}", words.out);
}

#[test]
fn a_backup_that_was_tried_out_is_noticed() {
    let home = ingested();
    let backup = backed_up(&home);
    assert_eq!(drill(&home, &backup).code, 0);
    let (_, said) = doctor(&home);
    assert_eq!((health(&said, "backup"), health(&said, "drill")), ("good", "good"), "{said}");
}

#[test]
fn a_file_that_is_gone_or_a_database_that_all_can_read_is_broken() {
    let home = ingested();
    fs::remove_file(&home.lake_files("prices")[0]).unwrap();
    #[cfg(unix)]
    fs::set_permissions(home.path().join("lumbung.db"), std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
    let (code, said) = doctor(&home);
    assert_eq!((code, &said["healthy"]), (1, &Value::Bool(false)), "{said}");
    for check in ["files", "prices", "private"] {
        assert_eq!(health(&said, check), "bad", "{check}: {said}");
    }
}

fn backed_up(home: &HomeDir) -> PathBuf {
    let file = home.path().with_file_name("cadangan.tar");
    let answer = lumbung(home, &["backup", file.to_str().unwrap(), "--force"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    file
}

fn drill(home: &HomeDir, file: &Path) -> Answer {
    lumbung(home, &["--json", "restore", "--drill", file.to_str().unwrap()])
}

#[test]
fn a_drill_restores_compares_and_leaves_nothing_behind() {
    let home = ingested();
    let file = backed_up(&home);
    let revised = home.file("b.csv", PihpsFile::default().at("03/01/2023", "Pasar Kosambi", "24000"));
    assert_eq!(lumbung(&home, &["ingest", revised.to_str().unwrap()]).code, 0);
    let answer = drill(&home, &file);
    let said = answer.json();
    assert_eq!((answer.code, &said["good"], &said["same"]), (0, &Value::Bool(true), &Value::Bool(true)), "{said}");
    assert_eq!((&said["version"], &said["prices"]), (&Value::from(2), &Value::from(60)), "as of the backup");
    let beside: Vec<String> = fs::read_dir(home.path().parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with(".lumbung"))
        .collect();
    assert_eq!(beside, Vec::<String>::new());
}

#[test]
fn a_backup_of_another_lumbung_would_not_do() {
    let (home, other) = (ingested(), HomeDir::new());
    let file = other.file("a.csv", PihpsFile::default().weekdays("2023-01-02", &[31_000; 30]));
    assert_eq!(lumbung(&other, &["ingest", file.to_str().unwrap()]).code, 0);
    let answer = drill(&home, &backed_up(&other));
    assert_eq!((answer.code, &answer.json()["same"]), (1, &Value::Bool(false)), "{}", answer.out);
}

#[test]
fn a_damaged_backup_is_refused_and_not_taken_for_a_drill() {
    let home = ingested();
    let file = backed_up(&home);
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xff;
    fs::write(&file, bytes).unwrap();
    assert_eq!(drill(&home, &file).code, 2);
    assert_eq!(health(&doctor(&home).1, "drill"), "watch", "what failed is no drill");
}

/// A token of an officer's script.
async fn token(home: &HomeDir) -> String {
    let served = Served::start(home).await;
    let person = served.person("siti", Role::Officer).await;
    let (who, life) = (Who::at_command_line(), TimeDelta::days(30));
    let scopes = [Scope::Upload];
    served.store.book.make_token(&who, served.clock.now(), person, "skrip", &scopes, life).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn told_to_stop_a_server_finishes_the_upload_that_it_is_given() {
    let home = ingested();
    let token = token(&home).await;
    let server = Running::start_with(&home, &[("LUMBUNG_SECOND_FACTOR_OPTIONAL", "true")]);
    let file = PihpsFile::default().at("13/02/2023", "Pasar Kosambi", "31000").text().to_owned();
    let body = format!(
        "--x\r\nContent-Disposition: form-data; name=\"berkas\"; filename=\"c.csv\"\r\n\r\n{file}\r\n--x--\r\n"
    );
    let (first, second) = body.split_at(body.len() / 2);
    let mut stream = TcpStream::connect(&server.address).unwrap();
    write!(
        stream,
        "POST /api/v1/batches HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {token}\r\nContent-Type: multipart/form-data; \
         boundary=x\r\nContent-Length: {}\r\nExpect: 100-continue\r\n\r\n",
        server.address,
        body.len()
    )
    .unwrap();
    // It has begun to read the body when it says so.
    let mut begun = [0; 25];
    stream.read_exact(&mut begun).unwrap();
    assert_eq!(&begun, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(first.as_bytes()).unwrap();
    server.tell_to_stop();
    // It takes no new ones from then on.
    while TcpStream::connect(&server.address).is_ok() {
        std::thread::yield_now();
    }
    stream.write_all(second.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("\"version\":3"), "{answer}");
    assert!(server.ended().success());
    let series = lumbung(&home, &["series", "--commodity", "bawang-merah", "--place", "3273/kosambi"]);
    assert!(series.out.contains("2023-02-13") && series.out.contains("31000"), "{}", series.out);
}

#[test]
fn told_to_stop_a_server_does_not_wait_for_the_outlook() {
    let home = HomeDir::new();
    let prices: Vec<u32> = (0..1_500).map(|day| 30_000 + day % 7 * 500).collect();
    let file = home.file("a.csv", PihpsFile::default().weekdays("2018-01-01", &prices));
    assert_eq!(lumbung(&home, &["ingest", file.to_str().unwrap()]).code, 0);
    let server = Running::start(&home);
    server.tell_to_stop();
    assert!(server.ended().success());
}
