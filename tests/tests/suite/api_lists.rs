//! The lists of `/api/v1`: what can be asked for, the history, the watch, and how all of it
//! is described.

use lumbung_data::model::Role;
use lumbung_tests::{HomeDir, Page, PihpsFile, Running, Served, lumbung};
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;

/// Two files: four weeks of shallots at both markets, and a revision.
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

/// Every row of a list, followed page by page, and how many pages there were.
async fn followed(served: &Served, path: &str, list: &str) -> (Vec<Value>, usize) {
    let (mut rows, mut pages, mut next) = (Vec::new(), 0, Some(path.to_owned()));
    while let Some(path) = next {
        let page = served.get(&path).await;
        assert_eq!(page.status, 200, "{path}: {}", page.body);
        rows.extend(page.json()[list].as_array().unwrap().clone());
        pages += 1;
        let link = page.header("link");
        next =
            link.strip_prefix('<').and_then(|rest| rest.split_once(">; rel=\"next\"")).map(|(path, _)| path.to_owned());
    }
    (rows, pages)
}

fn column(rows: &[Value], name: &str) -> Vec<String> {
    rows.iter().map(|row| row[name].as_str().map_or_else(|| row[name].to_string(), str::to_owned)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn commodities_and_places_are_listed_page_by_page_each_once() {
    let home = home();
    let served = Served::start(&home).await;
    for (list, name) in [("commodities", "id"), ("places", "code")] {
        let whole = column(&followed(&served, &format!("/api/v1/{list}?limit=500"), list).await.0, name);
        let (parts, pages) = followed(&served, &format!("/api/v1/{list}?limit=10"), list).await;
        assert_eq!(column(&parts, name), whole);
        assert_eq!(pages, whole.len().div_ceil(10), "{list}");
    }
    let (commodities, _) = followed(&served, "/api/v1/commodities", "commodities").await;
    let shallots = commodities.iter().find(|row| row["id"] == "bawang-merah").unwrap();
    assert_eq!(
        (&shallots["unit"], &shallots["name_en"], &shallots["watched"]),
        (&json!("kg"), &json!("Shallots"), &json!(true))
    );
    let (places, _) = followed(&served, "/api/v1/places?limit=500", "places").await;
    let market = places.iter().find(|row| row["code"] == "3273/kosambi").unwrap();
    assert_eq!(
        (&market["kind"], &market["region"], &market["name"]),
        (&json!("market"), &json!("3273"), &json!("Pasar Kosambi"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_of_series_says_how_much_is_known_and_where_it_is() {
    let home = home();
    let served = Served::start(&home).await;
    let (series, _) = followed(&served, "/api/v1/series?commodity=bawang-merah&place=3273", "series").await;
    assert_eq!(column(&series, "place"), ["3273", "3273/kiara-condong", "3273/kosambi"]);
    let city = &series[0];
    assert_eq!((&city["first"], &city["last"]), (&json!("2023-01-02"), &json!("2023-01-27")));
    assert_eq!((&city["priced"], &city["version"]), (&json!(20), &json!(3)));
    let share = city["coverage"].as_f64().unwrap();
    assert!(share >= 1.0 - 1e-9, "working days that are holidays owe nothing: {share}");
    let csv = served.get(city["url"].as_str().unwrap()).await;
    assert_eq!((csv.status, csv.body.lines().count()), (200, 21));
    let (none, _) = followed(&served, "/api/v1/series?source=bapanas", "series").await;
    assert!(none.is_empty());
    let (one_by_one, pages) = followed(&served, "/api/v1/series?limit=1", "series").await;
    assert_eq!((one_by_one.len(), pages), (3, 3));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_history_tells_what_made_each_version_and_not_who() {
    let home = home();
    let served = Served::by_password(&home).await;
    let mut officer = served.signed_in("rahayu", Role::Officer).await;
    assert_eq!(officer.post("/unggah/versi/3/batalkan", &[("alasan", "salah berkas")]).await.status, 303);
    let (versions, pages) = followed(&served, "/api/v1/versions?limit=3", "versions").await;
    assert_eq!((column(&versions, "version"), pages), (["4", "3", "2", "1"].map(str::to_owned).to_vec(), 2));
    assert_eq!(column(&versions, "kind"), ["withdrawal", "batch", "batch", "founding"]);
    assert_eq!((&versions[0]["batch"], &versions[0]["restored"]), (&json!(3), &json!(1)));
    assert_eq!((&versions[1]["file"], &versions[1]["revised"]), (&json!("koreksi.csv"), &json!(1)));
    assert_eq!(versions[2]["accepted"], 40);
    let text = served.get("/api/v1/versions").await.body;
    assert!(!text.contains("rahayu") && !text.contains("salah berkas"), "{text}");
    let (batches, pages) = followed(&served, "/api/v1/batches?limit=1", "batches").await;
    assert_eq!((column(&batches, "version"), pages), (["3", "2"].map(str::to_owned).to_vec(), 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_are_sent_once_and_wrong_questions_are_answered_with_right_ones() {
    let home = home();
    let served = Served::start(&home).await;
    for list in [
        "commodities",
        "places",
        "series",
        "versions",
        "warnings",
        "interventions",
        "outlook",
        "snapshots",
        "openapi.json",
    ] {
        let path = format!("/api/v1/{list}");
        let first = served.get(&path).await;
        assert_eq!((first.status, first.header("content-type")), (200, "application/json"), "{list}");
        assert_eq!(first.header("access-control-allow-origin"), "*", "{list}");
        let again = served.request(Method::GET, &path).header("if-none-match", first.header("etag").to_owned());
        assert_eq!(served.send(again).await.status, 304, "{list}");
    }
    for (path, status, word) in [
        ("commodities?limit=0", 400, "1 to 500"),
        ("places?after=9999", 404, "Link"),
        ("series?place=Bandung", 400, "3273/kosambi"),
        ("versions?before=satu", 400, "before"),
        ("warnings?status=hilang", 400, "in-force, over and withdrawn"),
        ("interventions?status=hilang", 400, "running, held and cancelled"),
        ("outlook?horizon=7", 400, "horizon"),
    ] {
        let page = served.get(&format!("/api/v1/{path}")).await;
        assert_eq!((page.status, page.header("content-type")), (status, "application/problem+json"), "{path}");
        assert!(page.json()["detail"].as_str().unwrap().contains(word), "{path}: {}", page.body);
    }
    let nowhere = served.get("/api/v1/harga").await;
    assert!(nowhere.status == 404 && nowhere.body.contains("openapi.json"), "{}", nowhere.body);
}

/// An answer of a running server, once it holds a text: asking is what takes the time here.
fn once(server: &Running, path: &str, text: &str) -> Value {
    let page = server.once(path, text, Duration::from_secs(20));
    let body = page.split_once("\r\n\r\n").map(|(_, body)| body).unwrap_or_default();
    serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {page}"))
}

#[test]
fn warnings_are_listed_with_every_step_that_was_written_down() {
    let home = HomeDir::new();
    let prices = [&[30_000; 20][..], &[36_000; 5]].concat();
    let file = home.file("a.csv", PihpsFile::default().weekdays("2023-01-02", &prices));
    assert_eq!(lumbung(&home, &["ingest", file.to_str().unwrap()]).code, 0);
    let server = Running::start(&home);
    let list = once(&server, "/api/v1/warnings?status=in-force&place=3273", "\"id\"");
    let surge = list["warnings"].as_array().unwrap().iter().find(|row| row["kind"] == "surge").unwrap();
    assert_eq!((&surge["commodity"], &surge["onset"]), (&json!("bawang-merah"), &json!("2023-01-30")));
    assert_eq!((&surge["status"], &surge["steps"][0]["status"]), (&json!("in-force"), &json!("in-force")));
    assert!(surge["steps"][0]["reason"].as_str().unwrap().contains("Kota Bandung"));
    assert!((surge["steps"][0]["price"].as_f64().unwrap() - 36_000.0).abs() < 1e-6);
    let over = once(&server, "/api/v1/warnings?status=over", "warnings");
    assert_eq!(over, json!({ "warnings": [] }));
}

#[test]
fn the_outlook_gives_chances_and_ranges_for_each_horizon() {
    let home = HomeDir::new();
    // Three years of working days in which shallots surge now and then.
    let prices: Vec<u32> =
        (0..780).map(|day| 30_000 + (day * 37 % 11) * 100 + if day % 130 > 110 { 9_000 } else { 0 }).collect();
    let file = home.file("a.csv", PihpsFile::default().weekdays("2020-01-06", &prices));
    assert_eq!(lumbung(&home, &["ingest", file.to_str().unwrap()]).code, 0);
    let server = Running::start(&home);
    let list = once(&server, "/api/v1/outlook?place=3273", "\"computed\":true");
    let row = &list["outlook"][0];
    assert_eq!((&row["commodity"], &row["level"]), (&json!("bawang-merah"), &json!("retail")));
    let horizons = row["horizons"].as_array().unwrap();
    assert_eq!(column(horizons, "horizon_days"), ["7", "14", "28"]);
    for horizon in horizons {
        let [chance, low, middle, high] = ["p_surge", "q10", "q50", "q90"].map(|name| horizon[name].as_f64().unwrap());
        assert!((0.0..=1.0).contains(&chance) && low <= middle && middle <= high, "{horizon}");
    }
}

/// What a description says of a schema, wherever it is kept.
fn resolved<'a>(api: &'a Value, schema: &'a Value) -> &'a Value {
    let name = schema["$ref"].as_str().and_then(|path| path.strip_prefix("#/components/schemas/"));
    name.map_or(schema, |name| &api["components"]["schemas"][name])
}

/// Whether every field of an answer is described, and every required one is there.
fn conforms(api: &Value, schema: &Value, answer: &Value, at: &str) {
    let schema = resolved(api, schema);
    match answer {
        Value::Object(fields) => {
            for name in fields.keys() {
                assert!(schema["properties"].get(name).is_some(), "{at}.{name} is not described");
            }
            for name in schema["required"].as_array().into_iter().flatten() {
                assert!(fields.contains_key(name.as_str().unwrap()), "{at} lacks {name}");
            }
            for (name, value) in fields {
                conforms(api, &schema["properties"][name], value, &format!("{at}.{name}"));
            }
        }
        Value::Array(items) => items.iter().for_each(|item| conforms(api, &schema["items"], item, at)),
        _ => {}
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_have_the_fields_that_the_description_names() {
    let home = home();
    let served = Served::start(&home).await;
    let api = served.get("/api/v1/openapi.json").await.json();
    assert_eq!(api["openapi"], "3.1.0");
    let series = "/api/v1/series/{commodity}/{place}.{format}";
    for (path, described) in [
        ("/api/v1/commodities", "/api/v1/commodities"),
        ("/api/v1/places", "/api/v1/places"),
        ("/api/v1/series", "/api/v1/series"),
        ("/api/v1/versions", "/api/v1/versions"),
        ("/api/v1/batches", "/api/v1/batches"),
        ("/api/v1/interventions", "/api/v1/interventions"),
        ("/api/v1/snapshots", "/api/v1/snapshots"),
        ("/api/v1/series/bawang-merah/3273.json", series),
        ("/api/v1/series/bawang-merah/3273/kosambi.json", series),
        ("/api/v1/series/bawang-merah/3273.json?frequency=weekly&units=index", series),
    ] {
        let answer: Page = served.get(path).await;
        let schema = &api["paths"][described]["get"]["responses"]["200"]["content"]["application/json"]["schema"];
        assert!(schema.is_object(), "{described} describes no answer");
        conforms(&api, schema, &answer.json(), path);
    }
    let problem = served.get("/api/v1/series/bawang-merah/3273.xml").await.json();
    conforms(&api, &json!({ "$ref": "#/components/schemas/Problem" }), &problem, "problem");
}
