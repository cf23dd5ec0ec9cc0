//! `lumbung lake publish`: readers outside get prices, and nothing of the book.

use lumbung_data::model::Role;
use lumbung_server::auth::Who;
use lumbung_server::store::Store;
use lumbung_tests::{HomeDir, PASSWORD, PihpsFile, Served, lumbung, python};
use sqlx::Row;
use std::fs;
use std::path::{Path, PathBuf};

fn ingest(home: &HomeDir, price: u32) {
    let file = home.file("rahasia-pak-budi.csv", PihpsFile::default().weekdays("2023-01-02", &[price; 20]));
    assert_eq!(lumbung(home, &["ingest", file.to_str().unwrap()]).code, 0);
}

#[track_caller]
fn published(home: &HomeDir) -> PathBuf {
    let dir = home.path().with_file_name("terbit");
    let answer = lumbung(home, &["lake", "publish", dir.to_str().unwrap()]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    dir
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

fn catalogue(dir: &Path) -> sqlx::sqlite::SqliteConnectOptions {
    sqlx::sqlite::SqliteConnectOptions::new().filename(dir.join("catalogue.sqlite")).read_only(true)
}

/// The texts of a query over the home's database.
async fn texts(home: &HomeDir, query: &'static str) -> Vec<String> {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(home.path().join("lumbung.db"));
    let mut connection = sqlx::ConnectOptions::connect(&options).await.unwrap();
    let rows = sqlx::query(query).fetch_all(&mut connection).await.unwrap();
    rows.iter().flat_map(|row| (0..row.len()).filter_map(|i| row.get::<Option<String>, _>(i))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn no_byte_of_a_published_lake_is_of_the_book() {
    let home = HomeDir::new();
    ingest(&home, 30_000);
    {
        let served = Served::start(&home).await;
        served.signed_in("rahayu-sekali", Role::Admin).await;
        let store = Store::open(&home.path()).await.unwrap();
        // Mail, second factor and identity, as an account may have them.
        let who = Who { actor: "rahayu-sekali".to_owned(), ..Who::at_command_line() };
        let lock = store.lock().await.unwrap();
        let known = std::sync::Arc::new(store.load(2).await.unwrap());
        let profile = std::sync::Arc::new(lumbung_data::profile::Profile::load("bandung").unwrap());
        store.withdraw(&lock, &known, &profile, 2, "salah ketik di kios", &who).await.unwrap().unwrap();
        drop(lock);
        store.book.close().await;
        served.store.book.clone().close().await;
    }
    texts(
        &home,
        "update person set email = 'rahayu@contoh.go.id', totp = 'JBSWY3DPEHPK3PXP', oidc = 'https://masuk.contoh#77'",
    )
    .await;
    let mut secrets = texts(&home, "select name, email, password, totp, oidc from person").await;
    assert_eq!(secrets.len(), 5);
    secrets.extend(texts(&home, "select hash, agent, began_at from session").await);
    secrets.extend(texts(&home, "select seal, at from audit").await);
    secrets.extend(texts(&home, "select sha256, file, ingested_at from batch").await);
    secrets.extend(texts(&home, "select reason, at from withdrawal").await);
    secrets.extend(
        texts(
            &home,
            "select name from sqlite_schema where type in ('table', 'trigger') and name not glob 'ducklake_*'
            and name not in ('person', 'session', 'token', 'link', 'guess', 'upload', 'batch', 'audit', 'fetch')",
        )
        .await,
    );
    secrets.extend(
        [PASSWORD, "argon2", "create table person", "create table audit", "rahasia-pak-budi"].map(str::to_owned),
    );
    let dir = published(&home);
    let published = files(&dir);
    assert!(published.len() > 2, "{published:?}");
    for file in published {
        let bytes = fs::read(&file).unwrap();
        for secret in &secrets {
            let found = bytes.windows(secret.len()).any(|window| window.eq_ignore_ascii_case(secret.as_bytes()));
            assert!(!found, "{secret:?} is in {}", file.display());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_published_catalogue_has_the_formats_tables_only() {
    let home = HomeDir::new();
    ingest(&home, 30_000);
    let mut connection = sqlx::ConnectOptions::connect(&catalogue(&published(&home))).await.unwrap();
    let names: Vec<String> =
        sqlx::query_scalar("select name from sqlite_schema").fetch_all(&mut connection).await.unwrap();
    let ours = names.iter().filter(|name| !name.starts_with("ducklake_") && !name.starts_with("sqlite_auto"));
    assert_eq!(ours.count(), 0, "{names:?}");
    assert_eq!(names.iter().filter(|name| name.starts_with("ducklake_")).count(), 28);
    let authors: Vec<Option<String>> =
        sqlx::query_scalar("select author || commit_message from ducklake_snapshot_changes where author is not null")
            .fetch_all(&mut connection)
            .await
            .unwrap();
    assert!(authors.is_empty(), "{authors:?}");
}

#[test]
fn publishing_again_replaces_the_folder_as_a_whole() {
    let home = HomeDir::new();
    ingest(&home, 30_000);
    let dir = published(&home);
    assert_eq!(files(&dir).len(), 3);
    ingest(&home, 31_000);
    assert_eq!(published(&home), dir);
    assert_eq!(files(&dir).len(), 5);
    let hidden = fs::read_dir(dir.parent().unwrap())
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().starts_with('.'));
    assert_eq!(hidden.count(), 0, "nothing is left beside it");
}

#[test]
fn a_folder_with_anything_else_is_left_alone() {
    let home = HomeDir::new();
    ingest(&home, 30_000);
    let dir = home.path().with_file_name("dokumen");
    fs::create_dir(&dir).unwrap();
    fs::write(dir.join("skripsi.txt"), b"x").unwrap();
    let to_home = home.path();
    for target in [&dir, &to_home] {
        let answer = lumbung(&home, &["lake", "publish", target.to_str().unwrap()]);
        assert!(answer.code == 2 && answer.err.contains("berisi hal lain"), "{}", answer.err);
    }
    assert!(dir.join("skripsi.txt").exists() && home.path().join("lumbung.db").exists());
}

/// Attaches a published lake from its own folder and counts.
const ATTACH: &str = r#"
import duckdb, glob, sys, sysconfig
home = sys.argv[1]
packages = sysconfig.get_paths()["purelib"]
lake = duckdb.connect(config={"allow_unsigned_extensions": "true"})
for extension in glob.glob(packages + "/duckdb_extension_*/extensions/*/*.duckdb_extension"):
    lake.execute(f"LOAD '{extension}'")
lake.execute(f"ATTACH 'ducklake:sqlite:{home}/catalogue.sqlite' AS lake (READ_ONLY, DATA_PATH '{home}/lake/', OVERRIDE_DATA_PATH true)")
for query in ["prices", "prices AT (VERSION => 2)", "quotes", "prices_now"]:
    print(lake.execute(f"SELECT count(*) FROM lake.main.{query}").fetchall()[0][0])
print(lake.execute("SELECT count(*) FROM lake.snapshots()").fetchall()[0][0])
"#;

#[test]
#[cfg_attr(not(python), ignore = "needs LUMBUNG_PYTHON, a python with duckdb and its ducklake extension")]
fn duckdb_reads_a_published_lake_with_time_travel() {
    let home = HomeDir::new();
    ingest(&home, 30_000);
    ingest(&home, 31_000);
    let output = python().args(["-c", ATTACH]).arg(published(&home)).output().expect("python starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    // 20 days at 2 markets, all revised once; and what founded the lake.
    assert_eq!(String::from_utf8_lossy(&output.stdout), "80\n40\n80\n40\n4\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_hands_out_the_same_catalogue_and_files_and_nothing_else() {
    let home = HomeDir::new();
    ingest(&home, 30_000);
    let dir = published(&home);
    let served = Served::start(&home).await;
    let bytes = |path: String| {
        let request = served.request(reqwest::Method::GET, &path);
        async move { request.send().await.unwrap().bytes().await.unwrap() }
    };
    let lake = served.get("/api/v1/lake").await;
    let list = lake.json();
    assert_eq!((&list["version"], &list["data"]), (&2.into(), &"/api/v1/lake/lake/".into()), "{list}");
    let named: Vec<&str> =
        list["files"].as_array().unwrap().iter().map(|file| file["path"].as_str().unwrap()).collect();
    let ours: Vec<PathBuf> = files(&dir.join("lake"));
    assert_eq!(named.len(), ours.len());
    for file in ours {
        let path = format!("/api/v1/lake/{}", file.strip_prefix(&dir).unwrap().to_str().unwrap());
        assert!(named.contains(&path.as_str()), "{path}");
        assert_eq!(bytes(path).await, fs::read(&file).unwrap());
    }
    let copy = home.path().with_file_name("salinan.sqlite");
    fs::write(&copy, bytes(list["catalogue"].as_str().unwrap().to_owned()).await).unwrap();
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&copy).read_only(true);
    let mut connection = sqlx::ConnectOptions::connect(&options).await.unwrap();
    let ours: i64 = sqlx::query_scalar(
        "select count(*) from sqlite_schema where name not like 'ducklake_%' and name not like 'sqlite_%'",
    )
    .fetch_one(&mut connection)
    .await
    .unwrap();
    assert_eq!(ours, 0, "the catalogue has the format's tables only");
    let part = served.request(reqwest::Method::GET, named[0]).header("range", "bytes=0-3");
    let part = part.send().await.unwrap();
    assert_eq!((part.status().as_u16(), &*part.bytes().await.unwrap()), (206, &b"PAR1"[..]));
    for path in ["/api/v1/lake/lumbung.db", "/api/v1/lake/lake/main/..%2F..%2Flumbung.db", "/api/v1/lake/lake/main/x"] {
        let page = served.get(path).await;
        assert_eq!((page.status, page.header("content-type")), (404, "application/problem+json"), "{path}");
    }
    let tag = lake.header("etag").to_owned();
    let again = served.request(reqwest::Method::GET, "/api/v1/lake").header("if-none-match", tag);
    assert_eq!(served.send(again).await.status, 304);
}
