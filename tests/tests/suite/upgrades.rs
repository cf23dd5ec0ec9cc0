//! Homes of earlier releases: the program brings each up to date, and nothing of it is lost.

use chrono::{TimeDelta, Utc};
use lumbung_data::model::{Role, Scope, Wishes};
use lumbung_server::auth::Who;
use lumbung_server::book::NewSubscriber;
use lumbung_server::notify::{Kind, Sheet, weekly};
use lumbung_server::store::Store;
use lumbung_tests::{HomeDir, PihpsFile, Served, lumbung};
use serde_json::Value;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode};
use sqlx::{AssertSqlSafe, Connection};
use std::fs;
use std::path::Path;

static MIGRATIONS: Migrator = sqlx::migrate!("../server/migrations");

/// Since then there are subscribers, and an outbox.
const OUTBOX: i64 = 14;
/// The first release had the lake's catalogue and the book of batches.
const FIRST_RELEASE: i64 = 2;

/// A home of this release with two batches, a person, a token and a backup behind it.
async fn home() -> HomeDir {
    let home = HomeDir::new();
    for (name, price) in [("a.csv", 30_000), ("b.csv", 31_000)] {
        let file = home.file(name, PihpsFile::default().weekdays("2023-01-02", &[price; 20]));
        assert_eq!(lumbung(&home, &["ingest", file.to_str().unwrap()]).code, 0);
    }
    let served = Served::start(&home).await;
    let person = served.person("siti", Role::Officer).await;
    let (who, life) = (Who::at_command_line(), TimeDelta::days(30));
    let (book, now) = (&served.store.book, served.clock.now());
    book.make_token(&who, now, person, "skrip", &[Scope::Upload], life).await.unwrap();
    let wishes = Wishes { weekly: true, ..Wishes::default() };
    book.add_subscriber(&who, now, NewSubscriber { address: "siti@contoh.go.id", wishes: &wishes, hook: None })
        .await
        .unwrap();
    assert!(book.tell(&weekly("Kota Bandung", &Sheet::default()), now).await.unwrap());
    home
}

async fn columns(connection: &mut SqliteConnection, schema: &str, table: &str) -> Vec<String> {
    let query = format!("select name from pragma_table_info('{table}', '{schema}')");
    sqlx::query_scalar(AssertSqlSafe(query)).fetch_all(connection).await.unwrap()
}

/// A database with the tables of an earlier release, and of the rows of a later one all
/// that it has room for.
async fn earlier(database: &Path, later: &Path, release: i64) {
    let options = SqliteConnectOptions::new().filename(database).create_if_missing(true);
    let options = options.journal_mode(SqliteJournalMode::Wal).foreign_keys(false);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    let of_release: Vec<_> = MIGRATIONS.iter().filter(|migration| migration.version <= release).cloned().collect();
    Migrator::with_migrations(of_release).run(&mut connection).await.unwrap();
    let attach = format!("attach '{}' as later", later.display());
    sqlx::raw_sql(AssertSqlSafe(attach)).execute(&mut connection).await.unwrap();
    let tables = "select name from main.sqlite_schema where type = 'table' and name not like '_sqlx%' and name not like 'sqlite_%'";
    let tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(&mut connection).await.unwrap();
    for table in tables {
        let theirs = columns(&mut connection, "later", &table).await;
        let (mut into, mut from) = (Vec::new(), Vec::new());
        for column in columns(&mut connection, "main", &table).await {
            // Before seals, an audit row had one text of what was done.
            let source = if (table.as_str(), column.as_str()) == ("audit", "detail") { "after" } else { &column };
            if theirs.iter().any(|one| one == source) {
                from.push(format!("\"{source}\""));
                into.push(format!("\"{column}\""));
            }
        }
        // A table that a later release has no more.
        if into.is_empty() {
            continue;
        }
        let (into, from) = (into.join(", "), from.join(", "));
        let copy = format!("insert or ignore into main.\"{table}\" ({into}) select {from} from later.\"{table}\"");
        sqlx::raw_sql(AssertSqlSafe(copy))
            .execute(&mut connection)
            .await
            .unwrap_or_else(|error| panic!("{table}: {error}"));
    }
    let applied: i64 =
        sqlx::query_scalar("select max(version) from _sqlx_migrations").fetch_one(&mut connection).await.unwrap();
    assert_eq!(applied, release);
    connection.close().await.unwrap();
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &to.join(entry.file_name()));
        } else {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

fn series(home: &HomeDir, as_of: &str) -> String {
    let answer = lumbung(home, &["series", "--commodity", "bawang-merah", "--place", "3273", "--as-of", as_of]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    answer.out
}

#[tokio::test(flavor = "multi_thread")]
async fn a_home_of_every_earlier_release_keeps_its_prices_and_versions() {
    let now = home().await;
    let releases = MIGRATIONS.iter().map(|migration| migration.version).filter(|version| *version >= FIRST_RELEASE);
    for release in releases {
        let old = HomeDir::new();
        copy_folder(&now.path().join("lake"), &old.path().join("lake"));
        earlier(&old.path().join("lumbung.db"), &now.path().join("lumbung.db"), release).await;
        for as_of in ["2", "3"] {
            assert_eq!(series(&old, as_of), series(&now, as_of), "of release {release}, as of {as_of}");
        }
        let verified = lumbung(&old, &["--json", "verify"]);
        assert_eq!(verified.json()["intact"], Value::Bool(true), "of release {release}: {}", verified.out);
        if release >= OUTBOX {
            let book = Store::open(&old.path()).await.unwrap().book;
            assert_eq!(book.count_deliveries().await.unwrap(), [("queued".to_owned(), 1)], "of release {release}");
            let due = book.take_due(Utc::now(), true).await.unwrap().expect("a delivery");
            assert_eq!(due.kind, Kind::Weekly, "of release {release}");
        }
        let more = old.file("c.csv", PihpsFile::default().at("30/01/2023", "Pasar Kosambi", "32000"));
        let ingested = lumbung(&old, &["--json", "ingest", more.to_str().unwrap()]);
        assert_eq!(ingested.json()["version"], 4, "of release {release}: {}", ingested.out);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_home_of_a_later_release_is_refused_with_what_to_do() {
    let home = home().await;
    let options = SqliteConnectOptions::new().filename(home.path().join("lumbung.db"));
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    let later = "insert into _sqlx_migrations (version, description, success, checksum, execution_time) values (9999, 'later', 1, x'00', 0)";
    sqlx::raw_sql(later).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    let answer = lumbung(&home, &["series", "--commodity", "bawang-merah", "--place", "3273"]);
    assert_eq!(answer.code, 2);
    assert!(answer.err.contains("rilis yang lebih baru"), "{}", answer.err);
}
