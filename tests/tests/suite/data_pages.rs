//! The analyst's pages: series are found, described and cited, and the code that stands on
//! them reads what they show.

use lumbung_data::model::Role;
use lumbung_tests::{HomeDir, PihpsFile, Served, lumbung, python};
use std::process::Command;

/// Four weeks at both markets, and a revision by a second file.
fn home() -> HomeDir {
    let home = HomeDir::new();
    let first = PihpsFile::default().weekdays("2023-01-02", &[30_000; 20]);
    let revised = PihpsFile::default().at("03/01/2023", "Pasar Kosambi", "31000");
    for (name, file) in [("pertama.csv", first), ("koreksi.csv", revised)] {
        let file = home.file(name, file);
        assert_eq!(lumbung(&home, &["ingest", file.to_str().unwrap()]).code, 0);
    }
    home
}

/// The text of a piece of HTML.
fn text(html: &str) -> String {
    html.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&#x27;", "'").replace("&amp;", "&")
}

/// The code that stands below a heading.
fn code(page: &str, name: &str) -> String {
    let after = page.split_once(&format!("<h3>{name}</h3>")).unwrap_or_else(|| panic!("{name} is missing")).1;
    let code = after.split_once("<code>").and_then(|(_, rest)| rest.split_once("</code>")).unwrap().0;
    text(code)
}

#[tokio::test(flavor = "multi_thread")]
async fn series_are_found_and_each_has_a_page_that_says_what_it_is() {
    let home = home();
    let served = Served::start(&home).await;
    let list = served.get("/data?komoditas=bawang-merah&tempat=3273").await;
    assert!(list.status == 200 && list.body.contains("3 deret."), "{}", list.body);
    let path = "/data/bawang-merah/3273?tingkat=retail&amp;sumber=pihps";
    assert!(list.body.contains(&format!("href=\"{path}\"")));
    let page = served.get(&text(path)).await;
    assert_eq!(page.status, 200);
    for word in [
        "<h1>Bawang merah di Kota Bandung</h1>",
        "<svg",
        "rata-rata geometrik pasar yang melapor (2)",
        "2 Januari 2023 sampai 27 Januari 2023, harga ada pada 20 hari kerja (100%)",
        "Rp30.000/kg menjadi Rp31.000/kg pada versi 3",
        "Versi data 3.",
    ] {
        assert!(page.body.contains(word), "{word} is missing: {}", page.body);
    }
    let market = served.get("/data/bawang-merah/3273/kosambi?lang=en").await;
    assert!(market.body.contains("<h1>Shallots in Pasar Kosambi</h1>"), "{}", market.body);
    assert_eq!(served.get("/data/bawang-merah/3273?sumber=bapanas").await.status, 404);
    assert_eq!(served.get("/data/emas/3273").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_address_on_a_page_of_a_series_leads_to_its_file() {
    let home = home();
    let served = Served::start(&home).await;
    let page = served.get("/data/bawang-merah/3273").await.body;
    let links: Vec<String> = page
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split_once('"').map(|(link, _)| text(link)))
        .filter(|link| link.starts_with("/api/v1/series/"))
        .collect();
    assert_eq!(links.len(), 10, "{links:?}");
    for link in links {
        let answer = served.request(reqwest::Method::GET, &link).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 200, "{link}");
        let name = answer.headers()["content-disposition"].to_str().unwrap().to_owned();
        assert!(name.contains("bawang-merah_3273_retail_pihps_v3."), "{link}: {name}");
        assert!(!answer.bytes().await.unwrap().is_empty(), "{link}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_code_for_curl_fetches_the_file_that_it_names() {
    let home = home();
    let served = Served::start(&home).await;
    let page = served.get("/data/bawang-merah/3273").await.body;
    let command = code(&page, "curl");
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().to_owned();
    let run = move || Command::new("sh").args(["-c", &command]).current_dir(inside).output().unwrap();
    let output = tokio::task::spawn_blocking(run).await.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let file = std::fs::read(folder.path().join("bawang-merah_3273_retail_pihps_v3.parquet")).unwrap();
    assert!(file.starts_with(b"PAR1") && file.ends_with(b"PAR1"));
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(python), ignore = "needs LUMBUNG_PYTHON, a python with duckdb and pandas")]
async fn the_code_for_python_and_duckdb_reads_what_the_page_shows() {
    let home = home();
    let served = Served::start(&home).await;
    let page = served.get("/data/bawang-merah/3273").await.body;
    let csv = served.get("/api/v1/series/bawang-merah/3273.csv?as_of=3").await.body;
    let file = home.file("harga.csv", &csv);
    let pandas = format!("{}\nprint(len(harga), harga['date'].dt.year.max())", code(&page, "Python"));
    // Its extension for HTTP is no part of the program: it reads the same file from the disk.
    let address = code(&page, "DuckDB").split('\'').nth(1).unwrap().to_owned();
    let query = code(&page, "DuckDB").replace(&address, file.to_str().unwrap());
    let duckdb = format!(
        "import duckdb\nduckdb.sql(\"\"\"{query}\"\"\")\nprint(duckdb.sql('select count(*), max(year(date)) from harga').fetchall())"
    );
    for (code, expected) in [(pandas, "20 2023\n"), (duckdb, "[(20, 2023)]\n")] {
        let run = move || python().args(["-c", &code]).output().unwrap();
        let output = tokio::task::spawn_blocking(run).await.unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stdout), expected, "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_history_of_versions_says_what_changed_and_grows_with_the_data() {
    let home = home();
    let served = Served::by_password(&home).await;
    let before = served.get("/data/versi").await;
    assert!(
        before.body.contains("Berkas koreksi.csv: 0 harga baru, 1 direvisi") && before.body.contains("masih kosong")
    );
    let mut officer = served.signed_in("rahayu", Role::Officer).await;
    assert_eq!(officer.post("/unggah/versi/3/batalkan", &[("alasan", "salah berkas")]).await.status, 303);
    let after = served.get("/data/versi").await.body;
    assert!(after.contains("Kiriman versi 3 dibatalkan: 1 harga kembali ke nilai sebelumnya, 0 dikosongkan."));
    assert!(!after.contains("rahayu") && !after.contains("salah berkas"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_the_api_lists_every_address_of_its_description_and_fetches_nothing_from_elsewhere() {
    let home = HomeDir::new();
    let served = Served::start(&home).await;
    let page = served.get("/api").await;
    assert_eq!(page.status, 200);
    let description = served.get("/api/v1/openapi.json").await.json();
    for path in description["paths"].as_object().unwrap().keys() {
        assert!(page.body.contains(&format!(" {path}</code>")), "{path} is missing");
    }
    for asset in page.body.split("src=\"").skip(1).chain(page.body.split("<link ").skip(1)) {
        assert!(!asset.split('>').next().unwrap().contains("//"), "{asset}");
    }
}
